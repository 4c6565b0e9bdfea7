import Broker
import FoundationEssentials
import GRDB
import Glibc
import Synchronization

/// Copies a journal that is in use, a step at a time.
///
/// The source is a snapshot, which holds its read transaction from the first page to the last: SQLite begins a copy anew where
/// another connection wrote in between, and with a writer that never rests there would be no end.
struct BackupCopy: Sendable {
    /// Pages of one step: 256 KiB.
    static let step: CInt = 64

    private final class End: Sendable {
        let isWanted = Atomic(false)
    }

    let pool: DatabasePool
    let file: BackupFile
    let tell: @Sendable (BackupProgress) -> Void

    func run() async throws(BackupFailure) {
        try file.makePart()
        let end = End()
        let copied: Result<Void, BackupFailure> = await withTaskCancellationHandler {
            await copy { end.isWanted.load(ordering: .relaxed) }
        } onCancel: {
            end.isWanted.store(true, ordering: .relaxed)
        }
        try copied.get()
        try bringToDisk()
        try file.finish()
    }

    /// On the queue of the copy's own connection.
    private func copy(until isCancelled: @escaping @Sendable () -> Bool) async -> Result<Void, BackupFailure> {
        do {
            let snapshot = try pool.makeSnapshot()
            let copy = try DatabaseQueue(path: file.part, configuration: Self.configuration)
            defer { try? copy.close() }
            try await copy.writeWithoutTransaction { to in
                try snapshot.read { from in
                    try from.backup(to: to, pagesPerStep: Self.step) { try pace($0, isCancelled) }
                }
            }
            return .success(())
        } catch is CancellationError {
            return .failure(.interrupted)
        } catch {
            return .failure(failure(error))
        }
    }

    /// Waits for as long as a small step takes: whoever else needs the disk gets a turn.
    private func pace(_ progress: DatabaseBackupProgress, _ isCancelled: () -> Bool) throws {
        tell(BackupProgress(done: progress.completedPageCount, total: progress.totalPageCount))
        if isCancelled() { throw CancellationError() }
        usleep(1_000)
    }

    private func bringToDisk() throws(BackupFailure) {
        guard let flush = PacedFlush(path: file.part) else {
            throw .cannotWrite(path: file.path, why: "the copy is gone")
        }
        defer { flush.close() }
        guard flush.flush() else { throw .cannotWrite(path: file.path, why: "the disk failed") }
    }

    /// Without a journal of its own: what is cut short is thrown away, and `PacedFlush` brings the rest to the disk.
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "backup"
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF") }
        return configuration
    }

    private func failure(_ error: any Error) -> BackupFailure {
        guard let error = error as? DatabaseError else { return .journal(.cannotWrite) }
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .journal(.corrupt)
        case .SQLITE_FULL: return .cannotWrite(path: file.path, why: "the disk is full")
        default: return .cannotWrite(path: file.path, why: "SQLite says \(error.extendedResultCode.rawValue)")
        }
    }
}
