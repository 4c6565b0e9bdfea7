package import FoundationEssentials
package import Identity

/// What a decision is about, and so what of the journal it gets to see.
package struct Subject: Hashable, Sendable {
    /// The call.
    package let call: CallID
    /// The caller number, where the decision needs the number's memories.
    package let number: CallerNumber?

    /// A call, and its number where memories matter.
    package init(call: CallID, number: CallerNumber? = nil) {
        self.call = call
        self.number = number
    }
}

/// What the journal knows of a subject at the moment of a decision.
///
/// Memories are those of the subject's number, or where it has none, of the call's; expired ones are included: the
/// decision knows the time.
package struct Known: Sendable {
    /// The call, where it was heard of.
    package let call: Call?
    /// The number's override.
    package let override: Override?
    /// The number's recent link.
    package let link: RecentLink?
    /// Calls of the number in the journal, this one left out.
    package let callsOfNumber: Int

    /// Facts for a decision.
    package init(call: Call?, override: Override? = nil, link: RecentLink? = nil, callsOfNumber: Int = 0) {
        self.call = call
        self.override = override
        self.link = link
        self.callsOfNumber = callsOfNumber
    }
}

/// Work that a decision leaves behind, done in the background and never forgotten.
///
/// One per call and lane.
package struct Job: Hashable, Sendable {
    /// One lane per kind of source: a slow source never slows another.
    package enum Lane: String, Sendable, CaseIterable {
        case crm
        case erp
        case platform
        /// Conversation data for the platform's interaction.
        case interaction
        /// The call's summary for the CRM.
        case summary
    }

    /// Which call.
    package let call: CallID
    /// Which source.
    package let lane: Lane
    /// When it is due.
    package let due: Date
    /// Tries so far.
    package let attempts: Int
    /// When it was first asked for.
    package let since: Date
    /// Switches (0) before live calls (1) before the rest (2).
    package let priority: Int

    /// A job.
    package init(call: CallID, lane: Lane, due: Date, attempts: Int = 0, since: Date, priority: Int = 1) {
        self.call = call
        self.lane = lane
        self.due = due
        self.attempts = attempts
        self.since = since
        self.priority = priority
    }
}

/// What happened to a call, as the feed names it.
package enum ChangeKind: String, Sendable, CaseIterable {
    case identified, enriched, switched, undone, synced, offered, answered, held, resumed, transferred, ended, wrapped
    case updated, removed
}

/// A memory kept, replaced or dropped.
package enum MemoryChange<Value: Hashable & Sendable>: Hashable, Sendable {
    case keep
    case set(Value)
    case drop
}

/// What a decision writes, in one transaction: all of it or nothing.
package struct Changes: Sendable {
    /// The call as it now is; nil leaves it.
    package var call: Call?
    /// How the feed tells of it; nil tells nothing (a bookkeeping change).
    package var kind: ChangeKind?
    /// When the call leaves the feed unless something happens; needed with `call`.
    package var leavesAt: Date?
    /// Identifications to journal.
    package var steps: [IdentityStep] = []
    /// The override of the subject's number.
    package var override: MemoryChange<Override> = .keep
    /// The recent link of the subject's number.
    package var link: MemoryChange<RecentLink> = .keep
    /// Jobs to add, replacing those of the same call and lane.
    package var jobs: [Job] = []
    /// Lanes whose job for this call is done.
    package var finished: [Job.Lane] = []
    /// What somebody did with personal data, for the audit.
    package var audit: [AuditEntry] = []

    /// Nothing changes.
    package init() {}
}

/// A change that is on disk, in the order in which it got there.
package struct Committed: Sendable {
    /// The call as it was; nil where it was not known.
    package let before: Call?
    /// The call as it now is.
    package let call: Call
    /// What happened; nil for a bookkeeping change.
    package let kind: ChangeKind?
    /// Jobs that were added.
    package let jobs: [Job]

    /// A committed change.
    package init(before: Call?, call: Call, kind: ChangeKind?, jobs: [Job]) {
        self.before = before
        self.call = call
        self.kind = kind
        self.jobs = jobs
    }
}

/// Why the journal could not do it.
package enum JournalFailure: Error, Hashable, Sendable {
    /// The disk is full, or will not write.
    case cannotWrite
    /// A row can't be read or decrypted.
    case corrupt
    /// Shutting down.
    case closed
}

/// The journal of calls: each decision is made and written in one transaction, on one writer, in one order.
package protocol Journal: Sendable {
    /// Shows `decide` what is known of the subject, writes what it changes, and returns once that is on disk.
    /// Whoever observes commits has seen it by then.
    func decide<Answer: Sendable>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Answer)
    ) async throws(JournalFailure) -> Answer

    /// As above for whoever has no task to wait with: `then` is told once, on the journal's own thread, and must be
    /// quick.
    func decide<Answer: Sendable>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Answer),
        then: @escaping @Sendable (Result<Answer, JournalFailure>) -> Void
    )

    /// What is known of a subject, from the last commit.
    func known(about subject: Subject) async throws(JournalFailure) -> Known

    /// Calls on the feed that are wanted, newest first: those of one agent may be far below the newest of all.
    func liveCalls(
        limit: Int,
        where isWanted: @escaping @Sendable (Call) -> Bool
    ) async throws(JournalFailure) -> [Call]

    /// Every identification of a call, oldest first.
    func history(of call: CallID) async throws(JournalFailure) -> [IdentityStep]
}

extension Journal {
    /// Calls on the feed, newest first, whosever they are.
    package func liveCalls(limit: Int) async throws(JournalFailure) -> [Call] {
        try await liveCalls(limit: limit) { _ in true }
    }
}

/// The journal as a to-do list.
package protocol Agenda: Sendable {
    /// Jobs of a lane that are due, most urgent first, those of the calls named left out.
    func due(_ lane: Job.Lane, at now: Date, limit: Int, except busy: Set<CallID>) async throws(JournalFailure) -> [Job]

    /// When the next job of a lane falls due; nil where there is none.
    func nextDue(_ lane: Job.Lane) async throws(JournalFailure) -> Date?

    /// Calls whose time on the feed is over.
    func leaving(at now: Date, limit: Int) async throws(JournalFailure) -> [CallID]

    /// When the next call's time on the feed is over; nil where none is on it.
    func nextLeaving() async throws(JournalFailure) -> Date?
}

/// The journal as a memory of switches.
package protocol OverrideMemory: Sendable {
    /// All overrides that have not expired, newest first.
    func overrides(at now: Date, limit: Int) async throws(JournalFailure) -> [Override]

    /// Forgets one; nil where there is none with this ID.
    func revoke(_ id: String) async throws(JournalFailure) -> Override?
}
