import Broker
import Foundation
import Identity
import PhoneNumbers
import Testing

@testable import Connectors

@Suite("Nothing that somebody typed becomes part of a query") struct ACRMIsNotTalkedInto {
    static let hostile = [
        "x' OR Name LIKE '%", "%", "%%", "_", "__", "\\", "\\' OR Id != '", "') LIMIT 9 //",
        "' OR Name != null OR Name = '", "''", "x''y", "ab^NQactive=true", "^NQname!=x", "ab^ORnameISNOTEMPTY",
        "ab%5ENQactive=true", "%2B15550199999", "+1%2B", "javascript:gs.getUserID()", "javascript:1",
        "a\u{0}b", "a\nb", "smith\u{2028}", "{smith}", "*", "?",
    ]

    @Test("a hostile name finds nobody", arguments: CRMUnderTest.all, hostile)
    func names(_ kind: CRMUnderTest, _ text: String) async throws {
        try await SandboxBox.open { box in
            let found = try await kind.crm(box).search(.name(PersonalText(text)), limit: 50)
            #expect(found == [])
        }
    }

    @Test("a hostile address finds nobody", arguments: CRMUnderTest.all, hostile)
    func addresses(_ kind: CRMUnderTest, _ text: String) async throws {
        try await SandboxBox.open { box in
            let plain = text.filter { !$0.isWhitespace && $0 != "@" }
            guard let email = EmailAddress("x\(plain)@example.com") else { return }
            let found = try await kind.crm(box).search(.email(email), limit: 50)
            #expect(found == [])
        }
    }

    /// A library that has been talked into spelling numbers as queries.
    private struct Spellings: PhoneNumberReading {
        let library = PhoneNumberLibrary()

        func read(_ text: String, region: String) -> CallerNumber? { library.read(text, region: region) }
        func spellings(of number: CallerNumber) -> [String] { hostile + library.spellings(of: number) }
    }

    @Test("a hostile spelling of a number is not asked for", arguments: CRMUnderTest.all)
    func spellings(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let crm = kind.open(box, .seconds(5), Spellings())
            let jane = try await crm.people(with: try number("+12025550143"))
            let nobody = try await crm.people(with: try number("+15550160000"))
            #expect(jane.accounts.count == 1 && nobody.accounts.isEmpty)
        }
    }

    @Test("no ID has room for a query", arguments: hostile)
    func ids(_ text: String) { #expect(ExternalID("CRM:\(text)").map { isIdentifier($0.value) } ?? true) }
}
