import Identity
import PhoneNumbers
import Testing

@Suite struct AnyThreadMayAsk {
    @Test func `many at once get the same answers as one alone`() async {
        let library = PhoneNumberLibrary()
        let asked = ["+15550199999", "020 7946 0018", "anonymous", "+390612345678", "(415) 555-0100", "+81312345678"]
        let answers: @Sendable () -> [[String]] = {
            asked.map { library.read($0, region: "GB").map(library.spellings(of:)) ?? [] }
        }
        let alone = answers()
        #expect(alone.filter(\.isEmpty).count == 1)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 { group.addTask { (0..<200).allSatisfy { _ in answers() == alone } } }
            for await same in group { #expect(same) }
        }
    }
}
