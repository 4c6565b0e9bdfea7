import Identity
import PhoneNumbers
import Testing

@Suite struct ANumberIsReadHoweverItIsWritten {
    private let library = PhoneNumberLibrary()

    @Test(arguments: [
        "+15550199999", "+1 555 019 9999", "+1 (555) 019-9999", "1-555-019-9999", "5550199999", "(555) 019-9999",
        "555.019.9999", " +15550199999\n", "tel:+15550199999", "TEL:+1-555-019-9999", "tel: +1 555 019 9999",
        "sip:+15550199999@carrier.example", "sips:+15550199999@carrier.example:5061;transport=tls",
        "sip:+15550199999", "sip:%2B15550199999@carrier.example", "sip:+15550199999:secret@carrier.example",
        "<sip:+15550199999@carrier.example;user=phone>", "\"John Doe\" <sip:+15550199999@carrier.example>",
        "tel:+15550199999;ext=204", "sip:+15550199999;ext=204@carrier.example", "+15550199999;ext=204",
        "sip:+15550199999;npdi;rn=+15550190000@carrier.example", "(555) 019-9999 x204", "+1 555 019 9999 ext. 204",
        "tel:5550199999;phone-context=+1", "tel:0199999;phone-context=+1555", "011 1 555 019 9999",
        "５５５０１９９９９９", "＋１５５５０１９９９９９", "(５５５) ０１９-９９９９", "٥٥٥٠١٩٩٩٩٩",
    ])
    func `1.1 the guide's caller, in any form`(text: String) {
        #expect(library.read(text, region: "US")?.e164 == "+15550199999")
    }

    @Test(arguments: [
        ("020 7946 0018", "GB", "+442079460018"), ("020 7946 0018", "gb", "+442079460018"),
        ("0044 20 7946 0018", "DE", "+442079460018"), ("011 44 20 7946 0018", "US", "+442079460018"),
        ("030 901820", "DE", "+4930901820"), ("06 1234 5678", "IT", "+390612345678"),
        ("04 12 34 56 78", "FR", "+33412345678"), ("+44 20 7946 0018", "US", "+442079460018"),
        ("tel:2079460018;phone-context=+44", "US", "+442079460018"), ("+15550199999", "ZZ", "+15550199999"),
        ("+15550199999", "", "+15550199999"), ("+15550199999", "nowhere", nil), ("5550199999", "ZZ", nil),
    ])
    func `1.1 a national number is read in its region`(text: String, region: String, e164: String?) {
        #expect(library.read(text, region: region)?.e164 == e164)
    }

    @Test func `1.1 possible is enough, valid is not asked for`() {
        #expect(library.read("+15550199999", region: "US") != nil)
        #expect(library.read("+1 999 019 9999", region: "US")?.e164 == "+19990199999")
    }
}
