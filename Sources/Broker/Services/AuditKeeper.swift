import FoundationEssentials
import Logging
import ServiceLifecycle

/// Forgets what the audit has kept for long enough, once a day and a slice at a time.
package struct AuditKeeper: Service {
    /// Rows of one slice, and the pause behind it: lookups go first.
    static let slice = (rows: 200, pause: Duration.milliseconds(100))
    /// Between two rounds.
    static let rest = Duration.seconds(86_400)
    private let parts: BrokerParts

    /// A keeper of the broker's audit.
    package init(parts: BrokerParts) { self.parts = parts }

    /// Forgets until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await keep() }
    }

    @concurrent private func keep() async {
        while !Task.isCancelled {
            let isDone = await forgetSlice()
            // Cancelled is as good as rested: the loop's condition sees it.
            try? await parts.ambience.sleep(isDone ? Self.rest : Self.slice.pause)
        }
    }

    /// A journal that can't be written is tried again tomorrow: a day more is no harm.
    private func forgetSlice() async -> Bool {
        let end = parts.ambience.now().addingTimeInterval(-parts.policy.auditLife)
        do throws(JournalFailure) {
            return try await parts.audit.forgetAudit(before: end, limit: Self.slice.rows) < Self.slice.rows
        } catch {
            parts.logger.warning("The audit can't be cut", metadata: ["failure": "\(error)"])
            return true
        }
    }
}
