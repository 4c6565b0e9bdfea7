import FoundationEssentials
import Identity
import Logging
import ServiceLifecycle

/// Journals the calls that were answered without the journal, as soon as it can be written again.
package struct SpoolWriter: Service {
    /// How often a journal that can't be written is tried.
    static let pause: Duration = .milliseconds(500)
    private let parts: BrokerParts

    /// A writer for the broker's spool.
    package init(parts: BrokerParts) { self.parts = parts }

    /// Writes until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await drain() }
    }

    @concurrent private func drain() async {
        while !Task.isCancelled {
            guard let entry = parts.spool.first else {
                await parts.spool.bell.wait()
                continue
            }
            let facts = LookUp.Facts(found: nil, crm: parts.crms[0].health(), at: entry.at, took: entry.took)
            if await LookUp.journal(entry.request, facts, with: parts) != nil {
                parts.spool.remove(entry)
            } else {
                // Cancelled is as good as rested: the loop's condition sees it.
                try? await parts.ambience.sleep(Self.pause)
            }
        }
    }
}
