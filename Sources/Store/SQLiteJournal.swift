package import Broker
import Crypto
package import FoundationEssentials
import GRDB
package import Logging

/// The journal in SQLite: one writer that commits in groups, readers beside it, everything personal sealed.
package final class SQLiteJournal: Sendable {
    let pool: DatabasePool
    let writer: Writer
    let checkpoints: Checkpoints
    let vault: Vault
    let keep: (@Sendable ([SymmetricKey]) throws -> Void)?
    private let now: @Sendable () -> Date
    private let lock: DatabaseLock

    /// Opens the journal in a directory of its own (made 0700 where missing), or says why not.
    ///
    /// `committed` is told of changes once they are on disk, in their order, before anybody who decided them is
    /// answered; on the writer's thread, so it must be quick.
    package static func open(
        directory: String,
        keys: StoreKeys,
        now: @escaping @Sendable () -> Date,
        logger: Logger,
        committed: @escaping @Sendable ([Committed]) -> Void
    ) throws(StoreFailure) -> SQLiteJournal {
        let files = DatabaseFiles(directory: directory)
        try files.makeDirectory()
        let lock = try DatabaseLock(path: files.lock)
        try files.makePrivate()
        let (pool, checkpoints, vault) = try Connections.open(files.database, keys: keys, now: now())
        let writer = Writer(
            pool: pool,
            checkpoints: checkpoints,
            vault: vault,
            now: now,
            logger: logger,
            committed: committed
        )
        return SQLiteJournal(
            pool: pool,
            writer: writer,
            checkpoints: checkpoints,
            vault: vault,
            keep: keys.keep,
            now: now,
            lock: lock
        )
    }

    /// Whether a directory holds a journal: one that does must not be opened with keys that were just made.
    package static func exists(in directory: String) -> Bool {
        FileManager.default.fileExists(atPath: DatabaseFiles(directory: directory).database)
    }

    private init(
        pool: DatabasePool,
        writer: Writer,
        checkpoints: Checkpoints,
        vault: Vault,
        keep: (@Sendable ([SymmetricKey]) throws -> Void)?,
        now: @escaping @Sendable () -> Date,
        lock: DatabaseLock
    ) {
        self.pool = pool
        self.writer = writer
        self.checkpoints = checkpoints
        self.vault = vault
        self.keep = keep
        self.now = now
        self.lock = lock
    }

    /// Whether the last write reached the disk.
    package var isWritable: Bool { writer.isWritable }

    /// As `isWritable`, but where the last write failed another is tried: readiness must not wait for traffic.
    package func probe() async -> Bool {
        if isWritable { return true }
        // Its failure is in `isWritable`.
        try? await write { tables in (try tables.touch(), nil) }
        return isWritable
    }

    /// Feed numbers that nobody was ever given before, on disk before they are handed out.
    package func reserveFeedNumbers(_ count: UInt64) async throws(JournalFailure) -> Range<UInt64> {
        try await write { tables in (try tables.reserveFeedNumbers(count), nil) }
    }

    /// Finishes what is in line, empties the WAL and lets go of the files; from then on everything is `.closed`.
    @concurrent package func close() async {
        guard writer.line.close() else { return }
        checkpoints.close()
        await writer.finish()
        // What still reads ends with `.closed`; the WAL is the next start's.
        try? pool.close()
        checkpoints.closeFile()
        lock.release()
    }

    /// `weight` is how many decisions it writes as much as.
    func write<Answer: Sendable>(
        weight: Int = 1,
        _ body: @escaping Work<Answer>.Body
    ) async throws(JournalFailure) -> Answer {
        let work = Work(weight: weight, body)
        try writer.enqueue(work)
        return try await work.answer()
    }

    /// On a reader's thread, from the last commit; never in the writer's way.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Tables) throws -> Value
    ) async throws(JournalFailure) -> Value {
        let result: Result<Value, JournalFailure> = await withCheckedContinuation { continuation in
            do throws(JournalFailure) {
                try writer.line.whileOpen { start(body) { continuation.resume(returning: $0) } }
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    private func start<Value: Sendable>(
        _ body: @escaping @Sendable (Tables) throws -> Value,
        _ done: @escaping @Sendable (Result<Value, JournalFailure>) -> Void
    ) {
        pool.asyncRead { [vault, now] database in
            let value = Result { try body(Tables(db: database.get(), vault: vault, now: now())) }
            done(value.mapError { JournalFailure($0) })
        }
    }
}
