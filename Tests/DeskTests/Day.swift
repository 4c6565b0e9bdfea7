import BrokerAPI
import FoundationEssentials

@testable import Desk

/// A supervisor, and the figures of her day.
enum Day {
    static let supervisor = MeView(
        uid: 1001,
        agentId: "u9",
        name: "M. Keller",
        role: .supervisor,
        scope: .teams,
        may: [.switch, .undo, .reveal, .revoke]
    )

    static func source(
        _ name: String,
        _ role: String,
        _ state: String = "up",
        p50: Int?,
        p99: Int?,
        probe: Date? = nil
    ) -> SourceView {
        SourceView(
            name: name,
            role: role,
            state: state,
            since: People.after(-3600),
            p50Ms: p50,
            p99Ms: p99,
            nextProbeAt: probe
        )
    }

    static func sources(crm: Int, erp: Int, platform: Int) -> [SourceView] {
        [
            source("salesforce", "crm", p50: crm, p99: 640),
            source("sap", "erp", erp > 1000 ? "slow" : "up", p50: erp, p99: erp * 3),
            source("genesys", "platform", p50: platform, p99: 95),
        ]
    }

    static func stats(
        waiting: Int = 3,
        longestWaitMs: Int? = 41_000,
        sources: [SourceView] = sources(crm: 118, erp: 240, platform: 41)
    ) -> StatsView {
        StatsView(
            since: People.after(-9 * 3600 - 60),
            calls: 412,
            waiting: waiting,
            longestWaitMs: longestWaitMs,
            handled: 388,
            averageHandleMs: 252_000,
            byTier: [
                StatsView.Tier(tier: "Gold", handled: 112, averageHandleMs: 238_000),
                StatsView.Tier(tier: "Platinum", handled: 31, averageHandleMs: 321_000),
                StatsView.Tier(tier: nil, handled: 245, averageHandleMs: 229_000),
            ],
            identified: StatsView.Identified(
                phase1: 301,
                phase2: 88,
                ambiguous: 12,
                orphans: 23,
                switched: 14,
                undone: 2
            ),
            sync: StatsView.Sync(pending: 3, retrying: 2, failed: 0),
            sources: sources
        )
    }

    /// A supervisor's desk that is live.
    static func stage(_ size: String = "80x24", calls: [CallView] = [People.answered()]) -> Stage {
        var stage = Stage(size)
        let broker = BrokerView(version: "1.0.0", startedAt: People.start)
        stage.send(.feed(.snapshot(Snapshot(calls: calls, me: supervisor, sources: [], broker: broker)), id: 1))
        return stage
    }

    /// Her board after four minutes of figures.
    static func board(_ size: String) -> Stage {
        var stage = stage(size)
        for step in 0..<24 {
            let wobble = [0, 12, -9, 31, 4, 160, 22, -14][step % 8]
            let sources = sources(crm: 118 + wobble, erp: step == 23 ? 1240 : 240 + 2 * wobble, platform: 41)
            stage.wait(10)
            stage.send(.feed(.stats(stats(sources: sources)), id: nil))
        }
        stage.press("b")
        return stage
    }
}
