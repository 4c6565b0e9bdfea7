import GRDB
import Synchronization

/// Moves the WAL into the database beside the writer.
///
/// SQLite's own way, on whichever commit comes at the threshold, would make that commit's callers wait for thousands of
/// pages and another `fsync`; and one `fsync` of so many pages, on any thread, holds up those of the commits. So pages are
/// copied unsynced and brought to the disk a few at a time, while a reader keeps SQLite from beginning the WAL anew: until
/// they are there, the WAL holds them too. The writer only has the few that came meanwhile.
final class Checkpoints: Sendable {
    /// In pages: only where the way above fails does SQLite do it on a commit.
    static let lastResort = 40_000
    /// What came while pages were copied is copied the same way, so often, unless it is little.
    private static let (rounds, little) = (3, 50)

    private enum Stage {
        case counting
        case copying(round: Int)
        case copied
        /// For ever: closed, or the disk failed, and the WAL must stay until the next start has read it.
        case over
    }

    private struct State {
        var stage = Stage.counting
        var decisions = 0
    }

    /// How many are waited for: a thousand make some 40 MiB of WAL.
    private let decisions: Int
    private let pool: DatabasePool
    private let connection: DatabaseQueue
    private let file: PacedFlush
    private let state = Mutex(State())
    /// Kept where its pages could not be brought to the disk.
    private let stranded = Mutex<DatabaseSnapshot?>(nil)

    /// The connection must not sync: this does.
    init(_ pool: DatabasePool, _ connection: DatabaseQueue, file: PacedFlush, after decisions: Int = 1000) {
        self.pool = pool
        self.connection = connection
        self.file = file
        self.decisions = decisions
    }

    /// The pages are copied, and the writer has not been back yet.
    var hasCopied: Bool {
        state.withLock { state in
            switch state.stage {
            case .copied: true
            case .counting, .copying, .over: false
            }
        }
    }

    /// Pages are on their way into the database.
    var isCopying: Bool {
        state.withLock { state in
            switch state.stage {
            case .copying: true
            case .counting, .copied, .over: false
            }
        }
    }

    /// Called on the writer's connection after each group.
    func wrote(_ count: Int, _ writer: Database) {
        let (begins, ends) = state.withLock { state -> (Bool, Bool) in
            state.decisions += count
            switch state.stage {
            case .counting where state.decisions >= decisions:
                state = State(stage: .copying(round: 1))
                return (true, false)
            case .copied:
                state = State()
                return (false, true)
            case .counting, .copying, .over: return (false, false)
            }
        }
        if begins { copy() }
        // A reader in the way only delays it: the next time copies more.
        if ends { _ = try? writer.checkpoint(.passive) }
    }

    /// Called on the writer's connection, outside of transactions: leaves nothing in the WAL.
    ///
    /// Only where that is quick: false where pages have to be copied first, or somebody reads in it.
    func empty(_ writer: Database) -> Bool {
        let (begins, isQuick) = state.withLock { state -> (Bool, Bool) in
            switch state.stage {
            case .counting where state.decisions > Self.little:
                state = State(stage: .copying(round: 1))
                return (true, false)
            case .counting, .copied:
                state = State()
                return (false, true)
            case .copying, .over: return (false, false)
            }
        }
        if begins { copy() }
        return isQuick && truncate(writer)
    }

    /// Without waiting for readers: lookups stand in line behind it.
    private func truncate(_ writer: Database) -> Bool {
        do {
            let patience = try Int.fetchOne(writer, sql: "PRAGMA busy_timeout") ?? 0
            try writer.execute(sql: "PRAGMA busy_timeout = 0")
            defer { try? writer.execute(sql: "PRAGMA busy_timeout = \(patience)") }
            try writer.checkpoint(.truncate)
            return true
        } catch {
            // Whoever asked tries again.
            return false
        }
    }

    /// Waits for what is under way.
    func close() {
        state.withLock { $0.stage = .over }
        file.hurry()
        try? connection.close()
    }

    /// Only once SQLite has closed all its own: closing any descriptor of a file drops the process's locks on it.
    func closeFile() { file.close() }

    private func copy() {
        connection.asyncWriteWithoutTransaction { db in
            let isOnDisk = self.bringToDisk(db)
            if self.goesOn(isOnDisk) { self.copy() }
        }
    }

    private func bringToDisk(_ db: Database) -> Bool {
        // Where either fails, nothing was copied: the last resort stands behind it.
        guard let held = try? pool.makeSnapshot(), (try? db.checkpoint(.passive)) != nil else { return true }
        let isOnDisk = file.flush()
        if !isOnDisk { stranded.withLock { $0 = held } }
        return isOnDisk
    }

    private func goesOn(_ isOnDisk: Bool) -> Bool {
        state.withLock { state in
            guard case .copying(let round) = state.stage else { return false }
            guard isOnDisk else {
                state.stage = .over
                return false
            }
            let isDone = round >= Self.rounds || state.decisions <= Self.little
            state = State(stage: isDone ? .copied : .copying(round: round + 1))
            return !isDone
        }
    }
}
