package import BrokerAPI

/// A reconciliation as it is told to whoever runs it.
package enum ReconcileWords {
    private static let width = 30

    /// `[####······] 40 of 100, 32 healed`: one line, drawn over again.
    package static func bar(_ counts: ReconcileCounts) -> String {
        let share = counts.found > 0 ? counts.done * width / counts.found : width
        let filled = min(max(share, 0), width)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        return "[\(bar)] \(counts.done) of \(counts.found), \(counts.healed) healed"
    }

    /// A call that was healed: `abc-123 CRM:50024••••`.
    package static func line(_ call: HealedCall) -> String { "\(call.interactionId) \(call.externalId)" }

    /// The end, on one line.
    package static func summary(_ result: ReconcileResult) -> String {
        let counts = result.counts
        let healed = result.dryRun ? "would be healed" : "healed"
        let orphans = counts.found == 1 ? "1 orphan" : "\(counts.found) orphans"
        return "\(orphans): \(counts.healed) \(healed), \(counts.unknown) still unknown, "
            + "\(counts.ambiguous) ambiguous, \(counts.failed) failed"
    }

    /// Everything was done, whatever came of it.
    package static func isWhole(_ result: ReconcileResult) -> Bool {
        result.counts.failed == 0 && result.platformProblem == nil && result.counts.done == result.counts.found
    }
}
