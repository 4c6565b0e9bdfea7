import Foundation
import Identity
import Testing

/// 2026-11-23, 09:00 UTC.
let nine = Date(timeIntervalSince1970: 1_795_424_400)

func number(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> CallerNumber {
    try #require(CallerNumber(e164: text), sourceLocation: location)
}

func externalID(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> ExternalID {
    try #require(ExternalID(text), sourceLocation: location)
}

let agent = Actor(id: "u2", name: "R. Ortiz", role: .agent)
let salesforce = SourceName("salesforce")
let sap = SourceName("sap")

/// The people of the guide.
enum Guide {
    static let johnsNumber = "+15550199999"

    static func john() throws -> Account {
        Account(
            id: try externalID("CRM:500245678"),
            name: "John Doe",
            email: EmailAddress("john.doe@example.com"),
            kind: .personal,
            tier: "Gold",
            supportCase: SupportCase(id: "CASE-99812", isOpen: true, subject: "Router keeps restarting"),
            lastContactAt: nine.addingTimeInterval(-3 * 86_400),
            erpAccount: ERPAccountNumber("10100001"),
            interactions: 4
        )
    }

    static func johnsBusiness() throws -> Account {
        Account(
            id: try externalID("CRM:500245679"),
            name: "John Doe Business",
            email: EmailAddress("accounts@doe.example.com"),
            kind: .business,
            tier: "Platinum",
            supportCase: SupportCase(id: "CASE-88120", isOpen: false, subject: "Invoice 2291 disputed"),
            lastContactAt: nine.addingTimeInterval(-86_400),
            erpAccount: ERPAccountNumber("10100002")
        )
    }

    static func jane() throws -> Account {
        Account(id: try externalID("CRM:500999999"), name: "Jane Smith", kind: .business, tier: "Silver")
    }

    /// People of whom nothing is known but their IDs.
    static func switchboard(_ count: Int, from first: Int = 500_310_002) throws -> [Account] {
        try (0..<count).map { Account(id: try externalID("CRM:\(first + $0)"), name: PersonalText("Extension \($0)")) }
    }

    static func call(_ id: String = "abc-123", number text: String? = johnsNumber) throws -> Call {
        Call(
            id: try #require(CallID(id)),
            direction: .inbound,
            number: try text.map { try number($0) },
            phoneHash: .sha256,
            at: nine
        )
    }

    static func people(_ accounts: [Account], hasMore: Bool = false) -> People {
        People(accounts: accounts, hasMore: hasMore, source: salesforce)
    }

    static func override(_ account: Account, isSwitchboard: Bool = false) throws -> Override {
        Override(
            id: "o1",
            number: try number(johnsNumber),
            account: account,
            source: salesforce,
            actor: agent,
            reason: "calls for the company",
            at: nine.addingTimeInterval(-3 * 86_400),
            expires: nine.addingTimeInterval(27 * 86_400),
            isSwitchboard: isSwitchboard
        )
    }
}

/// All orders of some values.
func permutations<Value>(_ values: [Value]) -> [[Value]] {
    guard let first = values.first else { return [[]] }
    return permutations(Array(values.dropFirst())).flatMap { rest in
        (0...rest.count).map { Array(rest[..<$0]) + [first] + rest[$0...] }
    }
}

/// The rows of a table written as text: cells between bars, one row a line, the first row left out.
func rows(_ table: String) -> [[String]] {
    table.split(separator: "\n").dropFirst().map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
