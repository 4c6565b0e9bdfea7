import Broker
package import FoundationEssentials
import GRDB
import Glibc

/// Puts a backup, or nothing, in the place of a journal that nobody has open.
package struct Restoring: Sendable {
    /// What became of it.
    package struct Outcome: Hashable, Sendable {
        /// Where the journal that was there is now; nil where there was none.
        package let movedAside: String?
        /// Of the moment whose journal is there now; nil where the backup does not know of itself.
        package let madeAt: Date?
    }

    /// Feed numbers of a journal that can't be read: no reader has seen one so far above those of the backup.
    static let unseen: Int64 = 1_000_000_000

    private let files: DatabaseFiles
    private let keys: StoreKeys
    private let now: Date

    /// Into the journal's directory, which is made where it is missing.
    package init(directory: String, keys: StoreKeys, now: Date) {
        files = DatabaseFiles(directory: directory)
        self.keys = keys
        self.now = now
    }

    /// Puts a backup there.
    ///
    /// It is opened, checked and brought to the present schema on a copy first: a file that is no good changes nothing.
    package func restore(_ path: String) throws(StoreFailure) -> Outcome {
        try files.makeDirectory()
        let lock = try DatabaseLock(path: files.lock)
        defer { lock.release() }
        try IncomingFile(source: path, path: incoming).make()
        do {
            let (pool, vault) = try Connections.openChecked(incoming, keys: keys, now: now)
            try pool.read { try IncomingFile.check($0, incoming) }
            // Only now is anything looked at that was there.
            let present = try PresentJournal(files: files, keys: keys, now: now).read()
            let aside = present == nil ? nil : AsideFiles(files: files, now: now).path()
            let madeAt = try prepare(pool, vault, path, knowing: present, aside: aside)
            try swap(aside: aside)
            return Outcome(movedAside: aside, madeAt: madeAt)
        } catch {
            for end in ["", "-wal", "-shm"] { unlink(incoming + end) }
            // Whatever is wrong with the copy is wrong with the backup.
            throw Connections.failure(error, path).naming(path, for: incoming)
        }
    }

    /// Moves the journal aside, so that the next start begins an empty one; where it is now.
    package func beginAnew() throws(StoreFailure) -> String? {
        try files.makeDirectory()
        let lock = try DatabaseLock(path: files.lock)
        defer { lock.release() }
        guard access(files.database, F_OK) == 0 else { return nil }
        let aside = AsideFiles(files: files, now: now)
        let path = aside.path()
        try aside.moveWAL(to: path)
        try aside.move(to: path)
        _ = syncFolder(of: path)
        return path
    }

    private var incoming: String { files.database + ".incoming" }

    private func prepare(
        _ pool: DatabasePool,
        _ vault: Vault,
        _ path: String,
        knowing present: PresentJournal.Facts?,
        aside: String?
    ) throws -> Date? {
        let madeAt = try pool.write { db in
            let tables = Tables(db: db, vault: vault, now: now)
            let known = try tables.backups()
            for backup in present?.backups ?? [] { try tables.enter(backup) }
            if let aside { try tables.enter(Backup(path: aside, madeAt: now, expires: nil)) }
            try tables.raiseFeedNumber(to: present?.nextFeedNumber)
            return known.last { $0.path == path }?.madeAt ?? known.last?.madeAt
        }
        try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try pool.close()
        return madeAt
    }

    /// From the first step to the last there is a journal in the place, the old one or the new one.
    private func swap(aside: String?) throws(StoreFailure) {
        if let aside {
            let moving = AsideFiles(files: files, now: now)
            try moving.link(to: aside)
            try moving.moveWAL(to: aside)
        }
        guard rename(incoming, files.database) == 0, syncFolder(of: files.database) else {
            throw .cannotOpen(path: files.database, why: String(cString: strerror(errno)))
        }
    }
}

extension StoreFailure {
    /// The same about the file that somebody named.
    fileprivate func naming(_ path: String, for copy: String) -> StoreFailure {
        switch self {
        case .newer(copy): .newer(path: path)
        case .foreign(copy): .foreign(path: path)
        case .corrupt(copy, ResultCode.SQLITE_NOTADB.rawValue), .corrupt(path, ResultCode.SQLITE_NOTADB.rawValue):
            .foreign(path: path)
        case .corrupt(copy, let code), .corrupt(path, let code): .damagedBackup(path: path, code: code)
        case .wrongKeys(copy): .wrongKeys(path: path)
        case .missingKey(copy, let id): .missingKey(path: path, id: id)
        case .cannotOpen(copy, let why): .cannotOpen(path: path, why: why)
        default: self
        }
    }
}
