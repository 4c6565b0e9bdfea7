import Identity
import PhoneNumbers
import Testing

@Suite struct AWithheldNumberIsNoNumber {
    private let library = PhoneNumberLibrary()

    @Test(arguments: [
        "", " ", "+", "anonymous", "Anonymous", "restricted", "unavailable", "unknown", "private", "withheld", "null",
        "-1",
        "sip:anonymous@anonymous.invalid", "sip:anonymous@+15550199999", "sip:@carrier.example", "tel:", "sip:",
        "\"Anonymous\" <sip:anonymous@anonymous.invalid>", "<>", ">", ";", ":", "@",
    ])
    func `1.2 words and nothing`(text: String) {
        #expect(library.read(text, region: "US") == nil)
    }

    @Test(arguments: [
        "555-0199", "0199", "911", "+1", "+1555", "12", "+1555019", "tel:7042", "+15550199999999999999",
        "+999123456789",
    ])
    func `1.2 local only, too short, too long, in no country`(text: String) {
        #expect(library.read(text, region: "US") == nil)
    }

    @Test(arguments: [
        "0", "000", "0000000000", "+0000000000", "+10000000000", "10000000000", "(000) 000-0000", "+440000000000",
    ])
    func `1.2 zeros`(text: String) {
        #expect(library.read(text, region: "US") == nil)
    }

    @Test(arguments: ["+266696687", "+7378742833", "+86282452253", "+8656696", "+2562533"])
    func `words spelled on a keypad`(text: String) {
        #expect(library.read(text, region: "US") == nil)
    }

    @Test(arguments: [
        "bob5550199999", "sip:agent5550199999@pbx.example", "5550199999@example.com", "' OR '1'='1", "\u{0}",
        "+1\u{0}5550199999",
    ])
    func `names and tricks with digits in them`(text: String) {
        #expect(library.read(text, region: "US") == nil)
    }

    @Test func `ten kilobytes are refused before they are looked at`() {
        let texts = ["5", "+1 5550199999 ", "tel:+1555", ";ext=2", "(", "<", "x", "５"].map {
            String(repeating: $0, count: 10_000)
        }
        let took = ContinuousClock().measure {
            for _ in 0..<1000 { for text in texts { #expect(library.read(text, region: "US") == nil) } }
        }
        #expect(took < .seconds(5), "8,000 refusals, microseconds each")
    }

    @Test func `the longest text that is looked at takes no time either`() {
        let texts = ["5", "(", "-", " ", "x1 ", "5/"].map { String(String(repeating: $0, count: 250).prefix(250)) }
        let took = ContinuousClock().measure {
            for _ in 0..<100 { for text in texts { #expect(library.read(text, region: "US") == nil) } }
        }
        #expect(took < .seconds(5))
    }
}
