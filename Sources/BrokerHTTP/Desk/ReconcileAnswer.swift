import Broker
import BrokerAPI
import HummingbirdCore
import ServiceLifecycle

/// A reconciliation while it runs: it ends with the broker, and with whoever does not read any more.
struct ReconcileAnswer: LinedAnswer {
    let request: Reconcile.Request
    let parts: BrokerParts

    @concurrent func tell(through writer: inout LineWriter<some ResponseBodyWriter>) async throws {
        // A reader that is slow gets the latest count.
        let (news, teller) = AsyncStream<Reconcile.Progress>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let run = Run(request: request, parts: parts, teller: teller)
        let outcome = try await withThrowingTaskGroup(of: Reconcile.Outcome?.self) { group in
            group.addTask { try await run.outcome() }
            group.addTask { await run.endOfTheHouse() }
            for await progress in news { try await writer.write([ReconcileLine(progress)]) }
            let outcome = try await group.next() ?? nil
            group.cancelAll()
            return outcome
        }
        guard let outcome else { throw CancellationError() }
        try await writer.write(ReconcileLine.lines(outcome, isDryRun: request.isDryRun))
    }

    func end() { parts.reconciling.giveBack() }

    /// What goes on beside the writing.
    private struct Run: Sendable {
        let request: Reconcile.Request
        let parts: BrokerParts
        let teller: AsyncStream<Reconcile.Progress>.Continuation

        @concurrent func outcome() async throws -> Reconcile.Outcome? {
            defer { teller.finish() }
            return try await Reconcile.run(request, with: parts) { [teller] in teller.yield($0) }
        }

        @concurrent func endOfTheHouse() async -> Reconcile.Outcome? {
            // Cancelled means that the run is over.
            try? await gracefulShutdown()
            teller.finish()
            return nil
        }
    }
}
