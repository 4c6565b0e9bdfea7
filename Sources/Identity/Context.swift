package import FoundationEssentials

/// How far a source has come with a call.
package enum SourceState: String, Sendable, Codable {
    case pending
    case ready
    case missing
    case failed
}

/// What is known of a source's answer for one call.
package struct SourceProgress: Hashable, Sendable, Codable {
    /// How far it has come.
    package var state: SourceState
    /// Which source, once it is known who is asked.
    package var source: SourceName?
    /// How long the answer took.
    package var took: Duration?
    /// When it was true.
    package var asOf: Date?
    /// Why there is none.
    package var failure: SourceFailure?
    /// When it is asked again.
    package var nextRetryAt: Date?

    /// A source that has not answered.
    package init(_ state: SourceState, source: SourceName? = nil) {
        self.state = state
        self.source = source
    }

    /// A source's answer: something, or nothing there.
    package static func answered(_ state: SourceState, by source: SourceName?, at: Date, took: Duration?) -> Self {
        var progress = SourceProgress(state, source: source)
        progress.asOf = at
        progress.took = took
        return progress
    }

    /// A source that failed, and when it is asked again.
    package static func failed(_ failure: SourceFailure, source: SourceName, retryAt: Date?) -> Self {
        var progress = SourceProgress(.failed, source: source)
        progress.failure = failure
        progress.nextRetryAt = retryAt
        return progress
    }
}

/// The CRM's side of a call.
package struct CRMContext: Hashable, Sendable, Codable {
    /// How far the CRM has come.
    package var progress: SourceProgress
    /// The record the call is on.
    package var account: Account?

    /// The CRM's side, with or without a record.
    package init(_ progress: SourceProgress, account: Account? = nil) {
        self.progress = progress
        self.account = account
    }
}

/// The ERP's side of a call.
package struct ERPContext: Hashable, Sendable, Codable {
    /// How far the ERP has come.
    package var progress: SourceProgress
    /// How the account stands.
    package var standing: AccountStanding?

    /// The ERP's side, with or without a standing.
    package init(_ progress: SourceProgress, standing: AccountStanding? = nil) {
        self.progress = progress
        self.standing = standing
    }
}

/// An account that the caller number could belong to.
package struct Candidate: Hashable, Sendable, Codable {
    /// 1 to 9, given once per call and account; nil from the tenth on.
    package let digit: Int?
    /// The CRM's record.
    package var account: Account
    /// How it stands, where it was asked for.
    package var standing: AccountStanding?
}

/// Whether the platform's customer record holds what the broker decided.
package struct SyncStatus: Hashable, Sendable, Codable {
    /// How far the write has come.
    package enum State: String, Sendable, Codable {
        case pending
        case confirmed
        case retrying
        case failed
    }

    /// How far the write has come.
    package var state: State
    /// How often it was tried.
    package var attempts: Int
    /// Why the last try failed.
    package var failure: SourceFailure?
    /// When it is tried again.
    package var nextRetryAt: Date?
    /// When the record was read back and held what was written.
    package var confirmedAt: Date?

    /// By default: not written yet.
    package init(
        state: State = .pending,
        attempts: Int = 0,
        failure: SourceFailure? = nil,
        nextRetryAt: Date? = nil,
        confirmedAt: Date? = nil
    ) {
        self.state = state
        self.attempts = attempts
        self.failure = failure
        self.nextRetryAt = nextRetryAt
        self.confirmedAt = confirmedAt
    }
}

/// One line of what happened to a call.
package struct TimelineEntry: Hashable, Sendable, Codable {
    /// When.
    package let at: Date
    /// A stable word, such as `identified`.
    package let kind: String
    /// A sentence for the agent.
    package let text: PersonalText
    /// How long it took.
    package let took: Duration?
}

/// Where a switch can be taken back to.
package struct UndoPoint: Hashable, Sendable, Codable {
    /// Who the call was on.
    package let identity: Identification
    /// What the CRM said of them.
    package let crm: CRMContext
    /// What the ERP said of them.
    package let erp: ERPContext
    /// The memory of the number before the switch.
    package let override: Override?
    /// The switch stored a memory of its own.
    package let overrideStored: Bool
}
