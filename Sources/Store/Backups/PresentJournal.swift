import Broker
import FoundationEssentials
import GRDB
import Glibc

/// What of a journal must outlive its being replaced.
struct PresentJournal: Sendable {
    struct Facts: Sendable {
        /// Made since the backup that comes, or moved aside.
        var backups: [Backup] = []
        /// Nil where it can't be read.
        var nextFeedNumber: Int64?
    }

    let files: DatabaseFiles
    let keys: StoreKeys
    let now: Date

    /// Nil where there is none; one that is damaged has nothing to tell, and is moved aside all the same.
    func read() throws(StoreFailure) -> Facts? {
        guard access(files.database, F_OK) == 0 else { return nil }
        do {
            let (pool, vault) = try Connections.openChecked(files.database, keys: keys, now: now)
            let facts = try pool.read { db in
                Facts(
                    backups: try Tables(db: db, vault: vault, now: now).backups(),
                    nextFeedNumber: try Int64.fetchOne(
                        db,
                        sql: "SELECT value FROM setting WHERE name = 'next_feed_number'"
                    )
                )
            }
            // What is in the WAL goes where it belongs.
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            try pool.close()
            return facts
        } catch {
            let failure = Connections.failure(error, files.database)
            if case .locked = failure { throw failure }
            return Facts()
        }
    }
}
