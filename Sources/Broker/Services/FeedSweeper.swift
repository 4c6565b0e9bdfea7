import FoundationEssentials
import Identity
import Logging
import ServiceLifecycle

/// Takes calls off the feed when their time on it is over; they stay in the journal.
package struct FeedSweeper: Service {
    /// Calls taken off in one go.
    static let batch = 200
    private let parts: BrokerParts

    /// A sweeper of the broker.
    package init(parts: BrokerParts) { self.parts = parts }

    /// Sweeps until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await sweep() }
    }

    @concurrent private func sweep() async {
        while !Task.isCancelled {
            do throws(JournalFailure) {
                try await removeDue()
                let next = try await parts.agenda.nextLeaving()
                await rest(until: next)
            } catch {
                parts.logger.warning("The journal can't be swept", metadata: ["failure": "\(error)"])
                await rest(until: nil)
            }
        }
    }

    private func removeDue() async throws(JournalFailure) {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        for id in try await parts.agenda.leaving(at: now, limit: Self.batch) {
            try await parts.journal.decide(about: Subject(call: id)) { known in
                var changes = Changes()
                guard let call = known.call else { return (changes, ()) }
                changes.call = call
                // An event may have come meanwhile, or the configuration gives calls a longer stay than before.
                if policy.end(of: call) > now {
                    changes.leavesAt = policy.end(of: call)
                } else {
                    changes.kind = .removed
                }
                return (changes, ())
            }
        }
    }

    private func rest(until next: Date?) async {
        let wait = next.map { $0.timeIntervalSince(parts.ambience.now()) } ?? 60
        // Cancelled is as good as rested: the loop's condition sees it.
        try? await parts.ambience.sleep(.seconds(min(60, max(0.1, wait))))
    }
}
