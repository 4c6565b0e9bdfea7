import Broker
import FoundationEssentials
import GRDB
import Logging
import Synchronization

/// The one writer: takes what waits in line, up to 32 at a time, through one transaction and one `fsync`.
///
/// It lives on GRDB's serial queue for the writing connection, so nothing else ever writes beside it.
final class Writer: Sendable {
    static let groupSize = 32
    static let lineCapacity = 10_000

    let line = WriteLine(capacity: Writer.lineCapacity)
    private let pool: DatabasePool
    private let checkpoints: Checkpoints
    private let vault: Vault
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let committed: @Sendable ([Committed]) -> Void
    private let writable = Atomic(true)

    init(
        pool: DatabasePool,
        checkpoints: Checkpoints,
        vault: Vault,
        now: @escaping @Sendable () -> Date,
        logger: Logger,
        committed: @escaping @Sendable ([Committed]) -> Void
    ) {
        self.pool = pool
        self.checkpoints = checkpoints
        self.vault = vault
        self.now = now
        self.logger = logger
        self.committed = committed
    }

    /// Whether the last write reached the disk.
    var isWritable: Bool { writable.load(ordering: .relaxed) }

    func enqueue(_ turn: any Turn) throws(JournalFailure) {
        try line.join(turn) {
            pool.asyncWriteWithoutTransaction { db in
                while let group = self.line.next(Self.groupSize) {
                    self.commit(group, db)
                    self.checkpoints.wrote(group.reduce(0) { $0 + $1.weight }, db)
                }
            }
        }
    }

    /// Empties the WAL, after all that is in line; the line is closed.
    func finish() async {
        await withCheckedContinuation { done in
            pool.asyncWriteWithoutTransaction { db in
                // Readers may be in the way; the WAL then stays, and the next start reads it.
                _ = try? db.checkpoint(.truncate)
                done.resume()
            }
        }
    }

    /// Nobody is told before the commit.
    ///
    /// Where a group fails, its decisions, which are pure, are made again one by one: one that can't be written harms
    /// no other.
    private func commit(_ group: [any Turn], _ db: Database) {
        do {
            let changes = try transact(group, db)
            if !changes.isEmpty { committed(changes) }
            group.forEach { $0.settle(nil) }
        } catch {
            if group.count > 1 {
                group.forEach { commit([$0], db) }
            } else {
                let failure = failure(error)
                group.forEach { $0.settle(failure) }
            }
        }
    }

    private func transact(_ group: [any Turn], _ db: Database) throws -> [Committed] {
        let tables = Tables(db: db, vault: vault, now: now())
        let before = db.totalChangesCount
        var changes: [Committed] = []
        try db.inTransaction(.immediate) {
            for turn in group {
                if let change = try turn.perform(on: tables) { changes.append(change) }
            }
            return .commit
        }
        if db.totalChangesCount != before { heal() }
        return changes
    }

    private func heal() {
        if !writable.exchange(true, ordering: .relaxed) { logger.notice("the journal can be written again") }
    }

    private func failure(_ error: any Error) -> JournalFailure {
        if let error = error as? JournalFailure { return error }
        let code = (error as? DatabaseError)?.extendedResultCode.rawValue
        let isRefusal = (error as? DatabaseError).map { $0.resultCode == .SQLITE_CONSTRAINT } ?? true
        if isRefusal {
            logger.error("a decision does not fit the journal", metadata: ["sqlite": "\(code ?? 0)"])
        } else if writable.exchange(false, ordering: .relaxed) {
            logger.error("the journal can't be written", metadata: ["sqlite": "\(code ?? 0)"])
        }
        return JournalFailure(error)
    }
}

extension JournalFailure {
    /// From whatever SQLite, GRDB or the vault threw.
    init(_ error: any Error) {
        switch error {
        case let failure as JournalFailure: self = failure
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt
            case .SQLITE_MISUSE: self = .closed
            default: self = .cannotWrite
            }
        default: self = .cannotWrite
        }
    }
}
