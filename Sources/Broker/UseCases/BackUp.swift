import FoundationEssentials

/// Copies of the journal, which go when what is in them would have gone.
package enum BackUp {
    /// Copies the journal; those that have expired are deleted first.
    package static func run(
        to path: String,
        with custody: Custody,
        tell: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws(BackupFailure) -> Backup {
        let now = custody.ambience.now()
        do throws(JournalFailure) { _ = try await deleteExpired(with: custody) } catch { throw .journal(error) }
        let expires = now.addingTimeInterval(custody.retention)
        try await custody.backups.backUp(to: path, at: now, expires: expires, tell: tell)
        return Backup(path: path, madeAt: now, expires: expires)
    }

    /// Those that would be deleted now.
    package static func expired(with custody: Custody) async throws(JournalFailure) -> [Backup] {
        let now = custody.ambience.now()
        return try await custody.backups.backups().filter { $0.expires.map { $0 <= now } ?? false }
    }

    /// Deletes the copies that are older than the retention; which they were.
    package static func deleteExpired(with custody: Custody) async throws(JournalFailure) -> [Backup] {
        try await custody.backups.deleteBackups(expiredAt: custody.ambience.now())
    }
}
