import Broker
import Foundation
import Identity

/// 23 November 2026, 12:00 UTC.
let noon = Date(timeIntervalSince1970: 1_795_435_200)

func minutes(_ count: Double) -> Date { noon.addingTimeInterval(count * 60) }

/// The guide's people, on numbers nobody has.
enum People {
    static let john = Account(
        id: externalID("CRM:500245678"),
        name: "John Doe",
        email: EmailAddress("john.doe@example.com"),
        kind: .personal,
        tier: "Gold",
        supportCase: SupportCase(id: "CASE-99812", isOpen: true, subject: "Broken toaster"),
        lastContactAt: noon,
        erpAccount: ERPAccountNumber("10100001"),
        interactions: 4
    )
    static let salesforce = SourceName("salesforce")
    static let jane = Account(id: externalID("CRM:500245679"), name: "Jane Doe")
    static let ortiz = Actor(id: "u2", name: "R. Ortiz", role: .agent)

    static func number(_ index: Int = 0) -> CallerNumber { made(CallerNumber(e164: "+1555\(1_000_000 + index)")) }
    static func externalID(_ text: String) -> ExternalID { made(ExternalID(text)) }
    static func id(_ text: String) -> CallID { made(CallID(text)) }

    static func call(_ id: String, number: CallerNumber? = nil, at: Date = noon, queue: String? = nil) -> Call {
        Call(id: People.id(id), direction: .inbound, number: number, phoneHash: .sha256, at: at, queueID: queue)
    }

    static func override(
        _ id: String,
        number: CallerNumber = number(),
        account: Account = john,
        at: Date = noon,
        expires: Date = minutes(60)
    ) -> Override {
        Override(
            id: id,
            number: number,
            account: account,
            source: salesforce,
            actor: ortiz,
            reason: "his mother's phone",
            at: at,
            expires: expires,
            isSwitchboard: false
        )
    }

    static func link(number: CallerNumber = number(), account: Account = john) -> RecentLink {
        RecentLink(number: number, account: account, source: salesforce, at: noon)
    }

    static func step(_ account: Account, at: Date = noon) -> IdentityStep {
        let identity = Identification(account: account, phase: 2, resolvedBy: .crm, source: salesforce, asOf: at)
        return IdentityStep(at: at, identity: identity)
    }

    /// A fixture that is wrong is the test's fault.
    private static func made<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("a fixture is not well formed") }
        return value
    }
}

extension Changes {
    /// A call that is new or changed, on the feed for ten minutes.
    static func call(
        _ call: Call,
        _ kind: ChangeKind? = .identified,
        leavesAt: Date? = minutes(10),
        _ more: (inout Changes) -> Void = { _ in }
    ) -> Changes {
        var changes = Changes()
        changes.call = call
        changes.kind = kind
        changes.leavesAt = leavesAt
        more(&changes)
        return changes
    }

    static func only(_ change: (inout Changes) -> Void) -> Changes {
        var changes = Changes()
        change(&changes)
        return changes
    }
}

extension Journal {
    /// Writes, whatever is known.
    func write(_ changes: Changes, about id: String, number: CallerNumber? = nil) async throws(JournalFailure) {
        try await decide(about: Subject(call: People.id(id), number: number)) { _ in (changes, ()) }
    }

    /// A new call with nothing else.
    func keep(_ call: Call, leavesAt: Date? = minutes(10)) async throws(JournalFailure) {
        try await write(.call(call, leavesAt: leavesAt), about: call.id.text)
    }
}
