package import FoundationEssentials

/// How the broker's day goes: `GET /v1/stats`, and the feed's `stats` events.
package struct StatsView: Codable, Sendable, Hashable {
    /// Legs handled for customers of one loyalty tier.
    package struct Tier: Codable, Sendable, Hashable {
        /// As the CRM spells it; null where none is known.
        @OrNull package var tier: String?
        /// Legs.
        package var handled: Int
        /// Milliseconds; null before the first.
        @OrNull package var averageHandleMs: Int?

        /// A tier.
        package init(tier: String?, handled: Int, averageHandleMs: Int?) {
            self.tier = tier
            self.handled = handled
            self.averageHandleMs = averageHandleMs
        }
    }

    /// How calls were put on people.
    package struct Identified: Codable, Sendable, Hashable {
        /// In phase 1.
        package var phase1: Int
        /// In phase 2.
        package var phase2: Int
        /// Only the order of kinds or the lowest ID decided.
        package var ambiguous: Int
        /// No person known.
        package var orphans: Int
        /// By a person or a flow.
        package var switched: Int
        /// Taken back.
        package var undone: Int

        /// Counts.
        package init(phase1: Int, phase2: Int, ambiguous: Int, orphans: Int, switched: Int, undone: Int) {
            self.phase1 = phase1
            self.phase2 = phase2
            self.ambiguous = ambiguous
            self.orphans = orphans
            self.switched = switched
            self.undone = undone
        }
    }

    /// The platform's records that are still to be written.
    package struct Sync: Codable, Sendable, Hashable {
        /// Not tried yet.
        package var pending: Int
        /// Tried in vain, and tried again.
        package var retrying: Int
        /// Given up.
        package var failed: Int

        /// Counts.
        package init(pending: Int, retrying: Int, failed: Int) {
            self.pending = pending
            self.retrying = retrying
            self.failed = failed
        }
    }

    /// Since when is counted.
    package var since: Date
    /// Calls heard of.
    package var calls: Int
    /// Calls that wait for an agent now.
    package var waiting: Int
    /// Milliseconds; null where nobody waits.
    @OrNull package var longestWaitMs: Int?
    /// Legs that agents have finished.
    package var handled: Int
    /// Milliseconds; null before the first.
    @OrNull package var averageHandleMs: Int?
    /// One entry for each tier.
    package var byTier: [Tier]
    /// How calls were put on people.
    package var identified: Identified
    /// The platform's records.
    package var sync: Sync
    /// All sources.
    package var sources: [SourceView]

    /// All fields.
    package init(
        since: Date,
        calls: Int,
        waiting: Int,
        longestWaitMs: Int?,
        handled: Int,
        averageHandleMs: Int?,
        byTier: [Tier],
        identified: Identified,
        sync: Sync,
        sources: [SourceView]
    ) {
        self.since = since
        self.calls = calls
        self.waiting = waiting
        self.longestWaitMs = longestWaitMs
        self.handled = handled
        self.averageHandleMs = averageHandleMs
        self.byTier = byTier
        self.identified = identified
        self.sync = sync
        self.sources = sources
    }
}
