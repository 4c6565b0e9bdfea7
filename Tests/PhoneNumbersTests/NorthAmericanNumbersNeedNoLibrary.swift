import Identity
import Testing

@testable import PhoneNumbers

@Suite struct NorthAmericanNumbersNeedNoLibrary {
    @Test func `the library says the same of every area and of many exchanges`() {
        let library = PhoneNumberLibrary()
        for prefix in stride(from: 200_000, to: 1_000_000, by: 617) {
            let text = "+1\(prefix)0199"
            #expect(library.read(text, region: "GB")?.e164 == text)
            #expect(WrittenNumber.e164(text, region: "GB") == text)
        }
    }

    @Test(arguments: ["+11550199999", "+10550199999", "+1555019999", "+155501999999", "+1555019999a", "+1٥٥٥٠١٩٩"])
    func `what only looks like one is still the library's`(text: String) {
        let read = PhoneNumberLibrary().read(text, region: "US")?.e164
        #expect(read == WrittenNumber.e164(text, region: "US"))
    }
}
