package import Broker
package import FoundationEssentials
import GRDB

extension SQLiteJournal: BackupKeeping {
    /// Looks at the file.
    @concurrent package func check(_ path: String) async throws(BackupFailure) { try BackupFile(path: path).check() }

    /// Copies pages from a snapshot of the journal, which neither waits for the writer nor keeps it waiting.
    @concurrent package func backUp(
        to path: String,
        at now: Date,
        expires: Date,
        tell: @escaping @Sendable (BackupProgress) -> Void
    ) async throws(BackupFailure) {
        let file = BackupFile(path: path)
        try file.check()
        let backup = Backup(path: path, madeAt: now, expires: expires)
        try await kept { () throws(JournalFailure) in
            try await write { tables in (try tables.enter(backup), nil) }
        }
        do throws(BackupFailure) {
            try await BackupCopy(pool: pool, file: file, tell: tell).run()
        } catch {
            file.discard()
            // Known and not there harms less than there and not known: the copy's own failure is what matters.
            try? await write { tables in (try tables.forget([backup]), nil) }
            throw error
        }
    }

    /// All that are known, oldest first.
    package func backups() async throws(JournalFailure) -> [Backup] { try await read { try $0.backups() } }

    /// Deletes files first: one that is there is known.
    ///
    /// Where a later one has the same path, the earlier one was moved, and the file is not its.
    @concurrent package func deleteBackups(expiredAt now: Date) async throws(JournalFailure) -> [Backup] {
        let known = try await backups()
        let latest = Dictionary(known.map { ($0.path, $0.madeAt) }, uniquingKeysWith: max)
        let gone = known.filter { backup in
            let file = BackupFile(path: backup.path)
            guard let expires = backup.expires else { return !file.isThere }
            return expires <= now && (latest[backup.path] != backup.madeAt || file.delete())
        }
        guard !gone.isEmpty else { return [] }
        try await write { tables in (try tables.forget(gone), nil) }
        return gone
    }

    private func kept(_ body: () async throws(JournalFailure) -> Void) async throws(BackupFailure) {
        do throws(JournalFailure) { try await body() } catch { throw .journal(error) }
    }
}
