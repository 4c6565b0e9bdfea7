package import FoundationEssentials
package import Identity

/// How a source is doing.
package struct SourceHealth: Hashable, Sendable {
    /// What the source is to us.
    package enum Role: String, Sendable {
        case crm
        case erp
        case platform
    }

    /// What can be said in one word.
    package enum State: String, Sendable {
        case up
        case slow
        case down
    }

    /// Its name, such as `salesforce`.
    package let name: SourceName
    /// What it is to us.
    package let role: Role
    /// `down` while its breaker is not closed.
    package let state: State
    /// Since when.
    package let since: Date
    /// Median of the recent answers; nil before the first.
    package let median: Duration?
    /// 99th percentile of the recent answers; nil before the first.
    package let p99: Duration?
    /// When a source that is down is tried again.
    package let nextProbeAt: Date?
    /// As the source last said; nil where it does not.
    package var quota: SourceQuota?
    /// How far its clock is ahead of ours, to a second or two; nil before it has told the time.
    package var skew: Duration?

    /// A source's health at a moment.
    package init(
        name: SourceName,
        role: Role,
        state: State,
        since: Date,
        median: Duration?,
        p99: Duration?,
        nextProbeAt: Date?,
        quota: SourceQuota? = nil,
        skew: Duration? = nil
    ) {
        self.name = name
        self.role = role
        self.state = state
        self.since = since
        self.median = median
        self.p99 = p99
        self.nextProbeAt = nextProbeAt
        self.quota = quota
        self.skew = skew
    }
}

/// How many requests a source lets us make in a period of its own, such as Salesforce's 24 hours.
package struct SourceQuota: Hashable, Sendable {
    /// Made so far.
    package let used: Int
    /// All that may be made.
    package let limit: Int

    /// As the source says.
    package init(used: Int, limit: Int) {
        self.used = used
        self.limit = limit
    }
}

/// A system that is asked over the network, behind a breaker and a bounded pool of its own.
package protocol Source: Sendable {
    /// How it is doing; answered from memory.
    func health() -> SourceHealth

    /// What our user there must be allowed, in the source's own words: for whoever grants it.
    var permissions: String { get }

    /// One for each of its services and tables that calls need, the one without which nothing works first.
    var questions: [SourceQuestion] { get }
}

extension Source {
    /// Some sources have but one door: what calls ask of them is question enough.
    package var questions: [SourceQuestion] { [] }
}

/// What an agent may search accounts by.
package enum AccountQuery: Hashable, Sendable {
    case externalID(ExternalID)
    case number(CallerNumber)
    case email(EmailAddress)
    /// `[\p{L}\p{N} .'-]{2,60}`, already checked.
    case name(PersonalText)
}

/// A CRM.
///
/// Every answer is checked against what was asked before it is believed.
package protocol CRM: Source, CallSummaryWriting {
    /// The prefix of its external IDs, such as `CRM`.
    var prefix: String { get }

    /// Everybody with a number, at most 50; rows whose own numbers do not normalise to it are dropped.
    func people(with number: CallerNumber) async throws(SourceFailure) -> People

    /// One record by ID, nil where there is none; an answer with another ID is `malformed`.
    func account(_ id: ExternalID) async throws(SourceFailure) -> Account?

    /// The one form that an ID has in this CRM's answers: the same record must not be two people.
    func canonical(_ id: ExternalID) -> ExternalID

    /// Accounts for an agent to choose from.
    func search(_ query: AccountQuery, limit: Int) async throws(SourceFailure) -> [Account]
}

extension CRM {
    /// Most CRMs write an ID in one way only.
    package func canonical(_ id: ExternalID) -> ExternalID { id }
}

/// The accounts that an ERP has under one phone number.
package struct NumberedAccounts: Hashable, Sendable {
    /// Each once.
    package let accounts: [ERPAccountNumber]
    /// There were more rows than were read (10): whose the number is, what was read does not tell.
    package let hasMore: Bool

    /// By default none.
    package init(_ accounts: [ERPAccountNumber] = [], hasMore: Bool = false) {
        self.accounts = accounts
        self.hasMore = hasMore
    }

    /// Nil where there is none, and where there may be another.
    package var only: ERPAccountNumber? { accounts.count == 1 && !hasMore ? accounts.first : nil }

    /// More than one, or so many that nobody knows.
    package var isAmbiguous: Bool { hasMore || accounts.count > 1 }
}

/// An ERP.
package protocol ERP: Source {
    /// How an account stands, nil where the ERP does not have it.
    func standing(of account: ERPAccountNumber) async throws(SourceFailure) -> AccountStanding?

    /// The accounts that hold a phone number; rows whose own numbers do not normalise to it are dropped.
    func accounts(with number: CallerNumber) async throws(SourceFailure) -> NumberedAccounts
}

extension ERP {
    /// Some ERPs can't be asked by phone number.
    package func accounts(with number: CallerNumber) async throws(SourceFailure) -> NumberedAccounts {
        NumberedAccounts()
    }
}

/// A customer record on the contact-centre platform.
package struct PlatformCustomer: Hashable, Sendable {
    /// The platform's own key.
    package let id: String
    /// What it holds.
    package let record: CustomerRecord

    /// A record as it was read.
    package init(id: String, record: CustomerRecord) {
        self.id = id
        self.record = record
    }
}

/// What the broker writes to a customer record: what belongs to the person, never to the conversation.
package struct CustomerRecord: Hashable, Sendable {
    /// Whose it is.
    package let externalID: ExternalID
    /// Where known.
    package let name: PersonalText?
    /// Where known.
    package let email: EmailAddress?
    /// `crmCaseId`, `erpAccountStatus`, `loyaltyTier`, `previousInteractionCount`; nothing else.
    package let data: [String: PersonalText]

    /// A record to write, or as it was read.
    package init(externalID: ExternalID, name: PersonalText?, email: EmailAddress?, data: [String: PersonalText]) {
        self.externalID = externalID
        self.name = name
        self.email = email
        self.data = data
    }
}

/// Why a record could not be written.
package enum PlatformFailure: Error, Hashable, Sendable {
    /// The external ID has a record already (409): read again.
    case taken
    /// As any source.
    case source(SourceFailure)
}

/// The contact-centre platform.
package protocol Platform: Source {
    /// The customer record with an external ID.
    func customer(with externalID: ExternalID) async throws(SourceFailure) -> PlatformCustomer?

    /// The customer record that a call points at.
    func customer(of call: CallID) async throws(SourceFailure) -> PlatformCustomer?

    /// Makes a record (`id` nil) or replaces one, and gives it back with its key.
    func write(_ record: CustomerRecord, to id: String?) async throws(PlatformFailure) -> PlatformCustomer

    /// Points a call at a record.
    func attach(_ call: CallID, to customerID: String) async throws(SourceFailure)

    /// Merges attributes into a call's interaction; nil deletes. The same any number of times is the same.
    func write(_ attributes: [String: PersonalText?], to call: CallID) async throws(SourceFailure)
}
