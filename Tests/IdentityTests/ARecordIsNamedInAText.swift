import Identity
import Testing

@Suite("A record is named in a text, or only one that looks alike")
struct ARecordIsNamedInAText {
    @Test(
        "By its whole ID",
        arguments: [
            ("CRM:500", true), (#"{"id":"CRM:500"}"#, true), ("to CRM:500: no such account", true),
            ("on CRM:500.", true), ("CRM:5001 and CRM:500", true), ("CRM:5001", false), ("XCRM:500", false),
            ("CRM:500.1", false), ("CRM:500-1", false), ("crm:500", false), ("CRM:50", false), ("", false),
        ]
    )
    func named(_ text: String, _ expected: Bool) throws {
        let id = try #require(ExternalID("CRM:500"))
        #expect(Array(text.utf8).withUnsafeBytes { id.isNamed(in: $0) } == expected)
    }
}
