package import Broker
import ServiceLifecycle

/// Tells the desks when the journal can't be written, and when it can again.
package struct JournalWatch: Service {
    /// Between two looks.
    private static let pause: Duration = .seconds(2)

    private let isWritable: @Sendable () async -> Bool
    private let newsroom: Newsroom
    private let ambience: Ambience

    /// `isWritable` costs nothing while the journal is written.
    package init(isWritable: @escaping @Sendable () async -> Bool, newsroom: Newsroom, ambience: Ambience) {
        self.isWritable = isWritable
        self.newsroom = newsroom
        self.ambience = ambience
    }

    /// Looks until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    @concurrent private func watch() async {
        var wasWritable = true
        while !Task.isCancelled {
            let isWritable = await isWritable()
            if isWritable != wasWritable { tell(isWritable) }
            wasWritable = isWritable
            // Cancelled is as good as rested: the loop's condition sees it.
            try? await ambience.sleep(Self.pause)
        }
    }

    private func tell(_ isWritable: Bool) {
        if isWritable {
            newsroom.tell(.info, "The broker's journal is written again.")
        } else {
            newsroom.tell(.error, "The broker's journal can't be written: calls go on, switches have to wait.")
        }
    }
}
