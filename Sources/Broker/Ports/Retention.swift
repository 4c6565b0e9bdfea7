package import FoundationEssentials

/// What goes when it is old enough.
package enum Perishable: String, Sendable, CaseIterable {
    /// With their identifications, legs and jobs.
    case calls
    case links
    case overrides
    case audit
}

/// Until when what is kept.
package struct RetentionLimits: Hashable, Sendable {
    /// Calls that began before and have left the feed before, unless there is work left to do for them.
    package let calls: Date
    /// Those of them that began before this, whatever is left to do: nothing is kept for ever.
    package let unfinished: Date
    /// Links that were matched before answer no lookup any more, or are as old as a call that goes.
    package let links: Date
    /// Overrides that have expired by then.
    package let overrides: Date
    /// Entries of the audit from before.
    package let audit: Date

    /// Limits of one's own.
    package init(calls: Date, unfinished: Date, links: Date, overrides: Date, audit: Date) {
        self.calls = calls
        self.unfinished = unfinished
        self.links = links
        self.overrides = overrides
        self.audit = audit
    }

    /// What has to go at a moment, by how long things are kept, in seconds.
    package init(
        at now: Date,
        retention: TimeInterval,
        syncGiveUp: TimeInterval,
        recentLink: TimeInterval,
        auditLife: TimeInterval
    ) {
        calls = now.addingTimeInterval(-retention)
        unfinished = calls.addingTimeInterval(-syncGiveUp)
        links = now.addingTimeInterval(-min(retention, recentLink))
        overrides = now
        audit = now.addingTimeInterval(-auditLife)
    }
}

extension Policy {
    /// What has to go at a moment.
    package func limits(at now: Date) -> RetentionLimits {
        RetentionLimits(
            at: now,
            retention: retention,
            syncGiveUp: syncGiveUp,
            recentLink: recentLink,
            auditLife: auditLife
        )
    }
}

/// Where a walk through rows goes on.
package enum RowPlace: Hashable, Sendable {
    case row(Int64)
    case key(Data)
}

/// What one step of a walk came to.
package struct RetentionSlice: Hashable, Sendable {
    /// Rows that were found, or went.
    package let count: Int
    /// Where the next step goes on; nil at the end.
    package let next: RowPlace?

    /// A step.
    package init(count: Int, next: RowPlace?) {
        self.count = count
        self.next = next
    }
}

/// The journal as something that forgets.
package protocol Retention: Sendable {
    /// How many rows, of up to `limit`, have to go; never in a writer's way.
    func expired(
        _ kind: Perishable,
        by limits: RetentionLimits,
        after place: RowPlace?,
        limit: Int
    ) async throws(JournalFailure) -> RetentionSlice

    /// Has up to `limit` rows go, in one transaction: all of them or none.
    func purge(
        _ kind: Perishable,
        by limits: RetentionLimits,
        after place: RowPlace?,
        limit: Int
    ) async throws(JournalFailure) -> RetentionSlice

    /// What was written before is on its way to where it belongs: more should wait, whoever can.
    var isCatchingUp: Bool { get }

    /// Leaves nothing of what is gone behind in the write-ahead log; false where it has to be asked again.
    func emptyLog() async -> Bool
}
