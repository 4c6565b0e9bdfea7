package import FoundationEssentials
import Synchronization

/// The twin of a journal's backups: it knows of copies, and writes none.
package final class MemoryBackups: BackupKeeping {
    private let known = Mutex<[Backup]>([])
    private let failure: BackupFailure?

    /// No copies; every one that is asked for fails where a failure is given.
    package init(failing failure: BackupFailure? = nil) { self.failure = failure }

    /// Refuses what every copy fails with.
    package func check(_ path: String) async throws(BackupFailure) {
        if let failure { throw failure }
    }

    /// Remembers a copy.
    package func backUp(
        to path: String,
        at now: Date,
        expires: Date,
        tell: @escaping @Sendable (BackupProgress) -> Void
    ) async throws(BackupFailure) {
        if let failure { throw failure }
        let isNew = known.withLock { known in
            guard !known.contains(where: { $0.path == path }) else { return false }
            known.append(Backup(path: path, madeAt: now, expires: expires))
            return true
        }
        guard isNew else { throw .taken(path: path) }
        tell(BackupProgress(done: 1, total: 1))
    }

    /// All that are known, oldest first.
    package func backups() async throws(JournalFailure) -> [Backup] {
        known.withLock { known in known.sorted { ($0.madeAt, $0.path) < ($1.madeAt, $1.path) } }
    }

    /// Forgets those that have expired.
    package func deleteBackups(expiredAt now: Date) async throws(JournalFailure) -> [Backup] {
        known.withLock { known in
            let isOver: (Backup) -> Bool = { $0.expires.map { $0 <= now } ?? false }
            defer { known.removeAll(where: isOver) }
            return known.filter(isOver).sorted { ($0.madeAt, $0.path) < ($1.madeAt, $1.path) }
        }
    }
}
