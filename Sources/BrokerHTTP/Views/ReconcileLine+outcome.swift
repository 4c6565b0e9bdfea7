package import Broker
package import BrokerAPI
import Identity

extension ReconcileLine {
    /// How far a run is.
    package init(_ progress: Reconcile.Progress) { self.init(progress: ReconcileCounts(progress)) }

    /// The last lines of a run: each call that was healed, masked, and the result.
    package static func lines(_ outcome: Reconcile.Outcome, isDryRun: Bool) -> [ReconcileLine] {
        let healed = outcome.healed.map {
            ReconcileLine(healed: HealedCall(interactionId: $0.call.text, externalId: $0.externalID.masked))
        }
        let result = ReconcileResult(
            counts: ReconcileCounts(outcome.progress),
            dryRun: isDryRun,
            platformProblem: outcome.platformFailure?.sentence
        )
        return healed + [ReconcileLine(result: result)]
    }
}

extension ReconcileCounts {
    fileprivate init(_ progress: Reconcile.Progress) {
        self.init(
            found: progress.found,
            healed: progress.healed,
            unknown: progress.unknown,
            ambiguous: progress.ambiguous,
            failed: progress.failed
        )
    }
}
