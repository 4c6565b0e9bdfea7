package import FoundationEssentials
package import Identity

/// Whom somebody wants to be forgotten, or to know about.
package enum Person: Hashable, Sendable {
    /// Everything of the number, whoever it is put on.
    case number(CallerNumber)
    /// Everything that names the record, on whichever number.
    case externalID(ExternalID)

    /// For the audit: by what, never which.
    package var field: String {
        switch self {
        case .number: "number"
        case .externalID: "externalId"
        }
    }

    /// What may be shown.
    package var masked: String {
        switch self {
        case .number(let number): number.masked
        case .externalID(let id): id.masked
        }
    }
}

/// A call that is of a person, or names them.
package struct HeldCall: Hashable, Sendable {
    /// The call.
    package let call: Call
    /// Its identifications, oldest first.
    package let steps: [IdentityStep]
    /// When it leaves the feed; nil where it has.
    package let leavesAt: Date?

    /// A call as it is kept.
    package init(call: Call, steps: [IdentityStep], leavesAt: Date?) {
        self.call = call
        self.steps = steps
        self.leavesAt = leavesAt
    }

    /// Somebody talks, waits or still works on it.
    package func isLive(at now: Date) -> Bool { leavesAt.map { $0 > now } ?? false && call.life.state != .ended }
}

/// Some of a person's calls, and where the others are.
package struct HeldCalls: Hashable, Sendable {
    /// In the order in which the journal heard of them.
    package let calls: [HeldCall]
    /// What to ask for next; nil at the end.
    package let next: RowPlace?

    /// A page, which may be empty before the end.
    package init(calls: [HeldCall], next: RowPlace?) {
        self.calls = calls
        self.next = next
    }
}

/// What is remembered of a person.
package struct HeldMemories: Hashable, Sendable {
    /// Switches.
    package let overrides: [Override]
    /// Matches.
    package let links: [RecentLink]

    /// Memories, or none.
    package init(overrides: [Override] = [], links: [RecentLink] = []) {
        self.overrides = overrides
        self.links = links
    }
}

/// What was erased.
package struct ErasedCounts: Hashable, Sendable {
    /// Calls.
    package var calls = 0
    /// Their identifications.
    package var steps = 0
    /// Their agents' legs.
    package var legs = 0
    /// Work that was left to do for them.
    package var jobs = 0
    /// Remembered switches.
    package var overrides = 0
    /// Remembered matches.
    package var links = 0

    /// Nothing.
    package init() {}

    /// Both together.
    package static func += (left: inout ErasedCounts, right: ErasedCounts) {
        left.calls += right.calls
        left.steps += right.steps
        left.legs += right.legs
        left.jobs += right.jobs
        left.overrides += right.overrides
        left.links += right.links
    }
}

/// The journal as whoever looks after the data of persons reads and clears it.
package protocol PersonTraces: Sendable {
    /// Calls of a number, or those that name a record anywhere, also as somebody that they were thought to be.
    func calls(of person: Person, after place: RowPlace?, limit: Int) async throws(JournalFailure) -> HeldCalls

    /// What is remembered of a number, or of a record.
    func memories(of person: Person) async throws(JournalFailure) -> HeldMemories

    /// Erases calls with all that hangs on them, and memories, and keeps `audit`; all of it or nothing.
    func erase(
        _ calls: [CallID],
        _ memories: HeldMemories,
        audit: [AuditEntry]
    ) async throws(JournalFailure) -> ErasedCounts
}
