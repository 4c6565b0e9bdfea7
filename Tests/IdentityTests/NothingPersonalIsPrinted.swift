import Foundation
import Identity
import Testing

@Suite struct NothingPersonalIsPrinted {
    /// Each way in which a value can end up in a log.
    private func prints(of value: some Any) -> [String] {
        var (dumped, printed, debugged) = ("", "", "")
        dump(value, to: &dumped)
        print(value, to: &printed)
        debugPrint(value, to: &debugged)
        let mirrored = Mirror(reflecting: value).children.map { "\($0.value)" }.joined()
        return [
            dumped, printed, debugged, mirrored, "\(value)", String(describing: value), String(reflecting: value),
            "\([value])", "\(["key": value])", "\(Optional.some(value) as Any)", "\((value, 1))",
        ]
    }

    private func expectHidden(_ secrets: [String], in value: some Any, at location: SourceLocation = #_sourceLocation) {
        for text in prints(of: value) {
            for secret in secrets { #expect(!text.contains(secret), sourceLocation: location) }
        }
    }

    @Test func `a number, an address, an ID, a text`() throws {
        expectHidden(["15550199999", "5550199"], in: try number("+15550199999"))
        expectHidden(["john.doe", "ohn"], in: try #require(EmailAddress("john.doe@example.com")))
        expectHidden(["500245678", "5678"], in: try externalID("CRM:500245678"))
        expectHidden(["John"], in: PersonalText("John Doe"))
        expectHidden(["10100001", "0001"], in: try #require(ERPAccountNumber("10100001")))
    }

    @Test func `nor where they are parts of something`() throws {
        let secrets = [
            "5550199", "john.doe", "500245678", "500245679", "John", "Router", "10100001", "company", "Invoice",
        ]
        let john = try Guide.john()
        let override = try Guide.override(john)
        expectHidden(secrets, in: john)
        expectHidden(secrets, in: override)
        expectHidden(secrets, in: RecentLink(number: override.number, account: john, source: salesforce, at: nine))
        expectHidden(secrets, in: Guide.people([john]))
        expectHidden(secrets, in: try Samples.fullCall())
        expectHidden(secrets, in: IdentityStep(at: nine, identity: try Samples.fullCall().identity))
    }

    static let masks = """
        value                 | mask
        +15550199999          | +1•••••••999
        +442079460018         | +44•••••••018
        +35312345678          | +353•••••678
        +4930901820           | +49•••••820
        +1234                 | +1••4
        +4912                 | +49•2
        CRM:500245678         | CRM:50024••••
        CRM:5678              | CRM:••••
        CRM:56                | CRM:••••
        UNKNOWN:abc-123       | UNKNOWN:abc••••
        john.doe@example.com  | j•••@example.com
        """

    @Test(arguments: rows(masks)) func `a mask shows as much as helps`(row: [String]) throws {
        let value: any Masked =
            if row[0].hasPrefix("+") { try number(row[0]) } else if row[0].contains("@") {
                try #require(EmailAddress(row[0]))
            } else { try externalID(row[0]) }
        #expect("\(value)" == row[1])
    }

    @Test func `a mask never shows a number whole`() throws {
        for first in 1...9 {
            for length in 4...15 {
                let text = "+" + String(repeating: "\(first)", count: length)
                #expect(try number(text).masked.contains("•"), "\(text)")
            }
        }
    }
}
