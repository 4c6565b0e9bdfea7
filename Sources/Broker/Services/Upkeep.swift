import FoundationEssentials
import Logging
import ServiceLifecycle

/// Goes on with a rotation of keys that was cut short, and deletes backups that have expired.
package struct Upkeep: Service {
    /// Between two rounds.
    static let rest = Duration.seconds(3_600)
    private let parts: BrokerParts

    /// The upkeep of a broker's journal.
    package init(parts: BrokerParts) { self.parts = parts }

    /// Works until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await keepUp() }
    }

    @concurrent private func keepUp() async {
        while !Task.isCancelled {
            await round()
            // Cancelled is as good as rested: the loop's condition sees it.
            try? await parts.ambience.sleep(Self.rest)
        }
    }

    /// A journal that can't be written is tried again in an hour.
    func round() async {
        do throws(JournalFailure) {
            let gone = try await BackUp.deleteExpired(with: parts.custody)
            if !gone.isEmpty {
                parts.logger.notice("Backups have expired and are deleted", metadata: ["count": "\(gone.count)"])
            }
            try await resealWhatIsLeft()
        } catch {
            parts.logger.warning("The upkeep of the journal has to wait", metadata: ["failure": "\(error)"])
        }
    }

    /// One rotation at a time: whoever asked for one that runs sees to the end of it.
    private func resealWhatIsLeft() async throws(JournalFailure) {
        guard try await parts.keys.hasRowsToReseal(), parts.rotating.take() else { return }
        defer { parts.rotating.giveBack() }
        parts.logger.notice("Rows of a former key are sealed anew")
        try await RotateKeys.reseal(with: parts.custody)
    }
}
