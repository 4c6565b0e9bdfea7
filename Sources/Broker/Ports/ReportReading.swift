package import FoundationEssentials
package import Identity

/// A call as a report lists it.
package struct ReportedCall: Hashable, Sendable {
    /// The platform's key.
    package let call: CallID
    /// Whom it is on.
    package let externalID: ExternalID
    /// The CRM's case; nil where none is known.
    package let caseID: String?
    /// As the CRM spells it; nil where none is known.
    package let tier: String?
    /// From its beginning to its end; nil while it goes on, and where no end was told.
    package let duration: Duration?

    /// A call.
    package init(call: CallID, externalID: ExternalID, caseID: String?, tier: String?, duration: Duration?) {
        self.call = call
        self.externalID = externalID
        self.caseID = caseID
        self.tier = tier
        self.duration = duration
    }
}

/// Some of the calls of a report, and where the others are.
package struct ReportedCalls: Hashable, Sendable {
    /// In the order in which the journal heard of them.
    package let calls: [ReportedCall]
    /// What to ask for next; nil at the end.
    package let next: Int64?

    /// A page.
    package init(calls: [ReportedCall], next: Int64?) {
        self.calls = calls
        self.next = next
    }
}

/// What handle time is told by.
package enum ReportGrouping: String, Sendable, CaseIterable {
    case tier, account, queue, agent
}

/// The handled legs of one tier, account, queue or agent.
package struct ReportedTimes: Hashable, Sendable {
    /// Whose they are.
    package enum Group: Hashable, Sendable {
        /// A tier, queue or agent by its ID; nil where none is known.
        case named(String?)
        case account(ExternalID)
    }

    /// Whose they are.
    package let group: Group
    /// What they add up to.
    package let times: HandleTimes

    /// Handled legs.
    package init(group: Group, times: HandleTimes) {
        self.group = group
        self.times = times
    }
}

/// The journal as reports read it.
package protocol ReportReading: Sendable {
    /// Calls that began since a moment, of one tier or of all; the first page is asked for with nil.
    func reportedCalls(
        since: Date,
        tier: String?,
        after place: Int64?,
        limit: Int
    ) async throws(JournalFailure) -> ReportedCalls

    /// The handled legs of calls that began since a moment, those with the most handle time first, at most `limit` groups.
    func handleTimes(
        since: Date,
        by grouping: ReportGrouping,
        limit: Int
    ) async throws(JournalFailure) -> [ReportedTimes]

    /// All tiers that calls in the journal have, by name.
    func tiers() async throws(JournalFailure) -> [String]
}
