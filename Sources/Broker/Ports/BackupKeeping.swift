package import FoundationEssentials

/// A copy of the journal that lies in a file, and so holds what the journal held then.
package struct Backup: Hashable, Sendable {
    /// From the root.
    package let path: String
    /// Of the moment whose journal it is.
    package let madeAt: Date
    /// When it is deleted; nil for a journal that a restore moved aside, which only a person deletes.
    package let expires: Date?

    /// A copy.
    package init(path: String, madeAt: Date, expires: Date?) {
        self.path = path
        self.madeAt = madeAt
        self.expires = expires
    }
}

/// How far a copy is.
package struct BackupProgress: Hashable, Sendable {
    /// Pages that are copied.
    package let done: Int
    /// Pages of the journal.
    package let total: Int

    /// So many of so many.
    package init(done: Int, total: Int) {
        self.done = done
        self.total = total
    }
}

/// Why there is no copy.
package enum BackupFailure: Error, Hashable, Sendable {
    /// Something is there that the copy must not replace.
    case taken(path: String)
    /// The file or its folder does not let us; a few words.
    case cannotWrite(path: String, why: String)
    /// Whoever asked for it went away.
    case interrupted
    case journal(JournalFailure)
}

/// The journal as something that is copied, and that knows its copies.
package protocol BackupKeeping: Sendable {
    /// Refuses a place where no backup can be made: there must be an empty file of whoever asks, and nobody else's to read.
    func check(_ path: String) async throws(BackupFailure)

    /// Copies the journal as it now is to such a place, while it is read and written as always.
    ///
    /// The copy is known before there is anything in it, so that a certificate never misses one.
    func backUp(
        to path: String,
        at now: Date,
        expires: Date,
        tell: @escaping @Sendable (BackupProgress) -> Void
    ) async throws(BackupFailure)

    /// All copies that are known and not deleted, oldest first.
    func backups() async throws(JournalFailure) -> [Backup]

    /// Deletes the files of those that have expired, and forgets them; which they were.
    ///
    /// One that can't be deleted stays known. One that was moved aside is forgotten once its file is gone.
    func deleteBackups(expiredAt now: Date) async throws(JournalFailure) -> [Backup]
}
