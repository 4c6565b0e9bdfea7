import Console
import Dispatch

/// The names of the files that are written into a folder, as they come.
final class WrittenFiles: Sendable {
    private let names: AsyncStream<String>
    // Dispatch's sources may be used from any thread; only their protocol does not say so.
    private nonisolated(unsafe) let source: any DispatchSourceRead

    /// Nil where the system watches no more folders.
    init?(in folder: String) {
        guard let watch = FolderWatch([folder]) else { return nil }
        let (names, told) = AsyncStream<String>.makeStream()
        source = DispatchSource.makeReadSource(fileDescriptor: watch.descriptor)
        self.names = names
        source.setEventHandler { for name in watch.changed() { told.yield(name) } }
        source.activate()
    }

    deinit { source.cancel() }

    /// Returns when a file of this name has been written; those that were written before it count no more.
    func wait(for name: String) async throws {
        for await written in names where written == name { return }
        throw CancellationError()
    }
}
