import Broker
import BrokerAPI
import Identity

extension StatsView {
    /// The numbers of the board.
    init(_ statistics: Statistics, sources: [SourceHealth]) {
        self.init(
            since: statistics.since,
            calls: statistics.calls,
            waiting: statistics.waiting,
            longestWaitMs: statistics.longestWait.map(milliseconds),
            handled: statistics.handled,
            averageHandleMs: statistics.averageHandle.map(milliseconds),
            byTier: statistics.byTier.map(Tier.init),
            identified: Identified(statistics.identified),
            sync: Sync(statistics.sync),
            sources: sources.map(SourceView.init)
        )
    }
}

extension StatsView.Tier {
    fileprivate init(_ tier: Statistics.Tier) {
        self.init(
            tier: tier.tier,
            handled: tier.times.handled,
            averageHandleMs: tier.times.averageHandle.map(milliseconds)
        )
    }
}

extension StatsView.Identified {
    fileprivate init(_ identified: CallTally.Identified) {
        self.init(
            phase1: identified.phase1,
            phase2: identified.phase2,
            ambiguous: identified.ambiguous,
            orphans: identified.orphans,
            switched: identified.switched,
            undone: identified.undone
        )
    }
}

extension StatsView.Sync {
    fileprivate init(_ sync: CallTally.Sync) {
        self.init(pending: sync.pending, retrying: sync.retrying, failed: sync.failed)
    }
}
