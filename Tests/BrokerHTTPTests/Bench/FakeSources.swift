import Broker
import FoundationEssentials
import Identity
import Synchronization

/// A CRM that answers from a list, or fails as told.
final class ListedCRM: CRM {
    let prefix = "CRM"
    private let accounts: [Account]
    private let failure = Mutex<SourceFailure?>(nil)

    init(_ accounts: [Account]) { self.accounts = accounts }

    func fail(_ failure: SourceFailure?) { self.failure.withLock { $0 = failure } }

    var permissions: String { "to read" }

    func health() -> SourceHealth {
        SourceHealth(
            name: SourceName("salesforce"),
            role: .crm,
            state: .up,
            since: Moment.start,
            median: nil,
            p99: nil,
            nextProbeAt: nil
        )
    }

    func people(with number: CallerNumber) async throws(SourceFailure) -> People {
        try answer(People(accounts: accounts, source: SourceName("salesforce")))
    }

    func account(_ id: ExternalID) async throws(SourceFailure) -> Account? {
        try answer(accounts.first { $0.id == id })
    }

    func search(_ query: AccountQuery, limit: Int) async throws(SourceFailure) -> [Account] {
        try answer(Array(accounts.prefix(limit)))
    }

    func keep(_ summary: CallSummary) async throws(SourceFailure) -> SummaryKept { try answer(.kept) }

    private func answer<Value>(_ value: Value) throws(SourceFailure) -> Value {
        if let failure = failure.withLock({ $0 }) { throw failure }
        return value
    }
}

/// An ERP that finds every account active.
struct ActiveERP: ERP {
    var permissions: String { "to read" }

    func health() -> SourceHealth {
        SourceHealth(
            name: SourceName("sap"),
            role: .erp,
            state: .up,
            since: Moment.start,
            median: nil,
            p99: nil,
            nextProbeAt: nil
        )
    }

    func standing(of account: ERPAccountNumber) async throws(SourceFailure) -> AccountStanding? {
        AccountStanding(
            status: .active,
            balanceDue: Money(amount: 42.1, currency: "USD"),
            overdue: nil,
            creditHold: false,
            source: SourceName("sap")
        )
    }
}

/// A platform that has one record or none, or fails as told; nobody writes to it here.
final class ListedPlatform: Platform {
    private let record = Mutex<Result<PlatformCustomer?, SourceFailure>>(.success(nil))

    func hold(_ record: Result<PlatformCustomer?, SourceFailure>) { self.record.withLock { $0 = record } }

    var permissions: String { "to read" }

    func health() -> SourceHealth {
        SourceHealth(
            name: SourceName("genesys"),
            role: .platform,
            state: .up,
            since: Moment.start,
            median: nil,
            p99: nil,
            nextProbeAt: nil
        )
    }

    func customer(with externalID: ExternalID) async throws(SourceFailure) -> PlatformCustomer? { nil }
    func customer(of call: CallID) async throws(SourceFailure) -> PlatformCustomer? {
        try record.withLock { $0 }.get()
    }
    func write(_ record: CustomerRecord, to id: String?) async throws(PlatformFailure) -> PlatformCustomer {
        throw .source(.unreachable)
    }
    func attach(_ call: CallID, to customerID: String) async throws(SourceFailure) {}
    func write(_ attributes: [String: PersonalText?], to call: CallID) async throws(SourceFailure) {}
}

/// Reads numbers that are written in E.164 already.
struct PlainNumbers: PhoneNumberReading {
    func read(_ text: String, region: String) -> CallerNumber? { CallerNumber(e164: text) }
    func spellings(of number: CallerNumber) -> [String] { [number.e164] }
}

/// The moment at which these tests happen.
enum Moment {
    static let start = Date(timeIntervalSince1970: 1_795_424_400)
}
