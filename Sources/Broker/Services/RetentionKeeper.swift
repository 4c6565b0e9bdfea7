import FoundationEssentials
import Logging
import ServiceLifecycle

/// Has go what has been kept for long enough: at the start, and once a day from then on.
package struct RetentionKeeper: Service {
    /// Between two rounds, and after one that failed.
    static let (rest, pause) = (Duration.seconds(86_400), Duration.seconds(3_600))
    /// A wall clock that runs ahead of time itself by more than this was set.
    static let tolerance: TimeInterval = 3_600
    private let parts: BrokerParts

    /// A keeper of the broker's journal.
    package init(parts: BrokerParts) { self.parts = parts }

    /// Looks until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await keep() }
    }

    @concurrent private func keep() async {
        var last = (wall: parts.ambience.now(), uptime: parts.ambience.uptime())
        while !Task.isCancelled {
            let (now, uptime) = (parts.ambience.now(), parts.ambience.uptime())
            let ahead = now.timeIntervalSince(last.wall) - seconds(uptime - last.uptime)
            last = (now, uptime)
            // Cancelled is as good as rested: the loop's condition sees it.
            try? await parts.ambience.sleep(await round(ahead: ahead))
        }
    }

    /// How long to rest after it.
    ///
    /// Nothing is purged by a clock that was just set ahead: by a wrong year, all would go. Who set it has a day to see.
    private func round(ahead: TimeInterval) async -> Duration {
        guard ahead <= Self.tolerance else {
            parts.logger.error(
                "The clock was set ahead; nothing is purged today",
                metadata: ["seconds": "\(Int(ahead))"]
            )
            return Self.rest
        }
        // Somebody has asked for a purge: that one does it.
        guard parts.purging.take() else { return Self.rest }
        defer { parts.purging.giveBack() }
        let limits = parts.policy.limits(at: parts.ambience.now())
        let outcome = await Purge.run(limits, in: parts.records, parts.ambience)
        tell(outcome)
        return outcome.failure == nil ? Self.rest : Self.pause
    }

    private func tell(_ outcome: Purge.Outcome) {
        let counts = outcome.counts
        if counts.sum > 0 {
            let metadata: Logger.Metadata = [
                "calls": "\(counts.calls)", "links": "\(counts.links)", "overrides": "\(counts.overrides)",
                "audit": "\(counts.audit)",
            ]
            parts.logger.notice("What was kept for long enough is gone", metadata: metadata)
        }
        if let failure = outcome.failure {
            parts.logger.warning("A purge was cut short", metadata: ["failure": "\(failure)"])
        }
    }
}
