package import Broker
package import FoundationEssentials
import Identity
package import Metrics

/// What is true at the moment of asking, set when somebody asks: queues, sources, calls.
package struct BrokerGauges: Sendable {
    private let parts: BrokerParts
    private let factory: any MetricsFactory

    /// Gauges in a factory's registry; the version stands beside a 1, as is usual.
    package init(parts: BrokerParts, factory: any MetricsFactory, version: String, startedAt: Date) {
        self.parts = parts
        self.factory = factory
        Meter(label: "ringside_build_info", dimensions: [("version", version)], factory: factory).set(1)
        Meter(label: "process_start_time_seconds", factory: factory).set(startedAt.timeIntervalSince1970)
    }

    /// Sets them all; what the journal can't tell now stays as it was.
    package func update() async {
        set("ringside_spooled_calls", parts.spool.count)
        setSources()
        if let statistics = try? await ReadStatistics.run(with: parts) { set(statistics) }
        if let backlog = try? await parts.figures.backlog() {
            for lane in Job.Lane.allCases { set("ringside_jobs", backlog[lane] ?? 0, ("lane", lane.rawValue)) }
        }
        if let memory = ProcessMemory.resident() { set("process_resident_memory_bytes", memory) }
    }

    private func set(_ statistics: Statistics) {
        set("ringside_calls", statistics.calls)
        set("ringside_calls_waiting", statistics.waiting)
        meter("ringside_longest_wait_seconds").set(statistics.longestWait.map(seconds) ?? 0)
        set("ringside_handled_legs", statistics.handled)
        set("ringside_orphans", statistics.identified.orphans)
        set("ringside_ambiguous_calls", statistics.identified.ambiguous)
        set("ringside_sync_calls", statistics.sync.pending, ("state", "pending"))
        set("ringside_sync_calls", statistics.sync.retrying, ("state", "retrying"))
        set("ringside_sync_calls", statistics.sync.failed, ("state", "failed"))
    }

    private func setSources() {
        let states: [SourceHealth.State] = [.up, .slow, .down]
        for health in parts.sourceHealth {
            let source = [("source", health.name.rawValue), ("role", health.role.rawValue)]
            for state in states {
                let isIt = health.state == state
                meter("ringside_source_state", source + [("state", state.rawValue)]).set(isIt ? 1 : 0)
            }
            for (quantile, time) in [("0.5", health.median), ("0.99", health.p99)] {
                guard let time else { continue }
                meter("ringside_source_latency_seconds", source + [("quantile", quantile)]).set(seconds(time))
            }
            guard let quota = health.quota else { continue }
            meter("ringside_source_quota_used", source).set(quota.used)
            meter("ringside_source_quota_limit", source).set(quota.limit)
        }
    }

    private func set(_ name: String, _ value: Int, _ labels: (String, String)...) { meter(name, labels).set(value) }

    /// The registry gives the same series for the same labels.
    private func meter(_ name: String, _ labels: [(String, String)] = []) -> Meter {
        Meter(label: name, dimensions: labels, factory: factory)
    }
}
