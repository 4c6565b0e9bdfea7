import GRDB
import Synchronization

/// Moves the WAL into the database beside the writer. SQLite's own way, on whichever commit comes at the threshold, would
/// make that commit's callers wait for thousands of pages and another `fsync`; here they are copied on a connection of their own, and
/// the writer only has the few that came meanwhile, so that the WAL can begin anew.
final class Checkpoints: Sendable {
    /// A decision changes about eight pages of 4 KiB: some 8 MiB of WAL.
    private static let decisions = 250
    /// In pages. Only where the way above fails does SQLite do it on a commit.
    static let lastResort = 10_000

    private enum Stage {
        case counting(Int)
        case copying
        case copied
    }

    private let connection: DatabaseQueue
    private let stage = Mutex(Stage.counting(0))

    init(_ connection: DatabaseQueue) { self.connection = connection }

    /// Called on the writer's connection after each group.
    func wrote(_ count: Int, _ writer: Database) {
        let step = stage.withLock { stage in
            switch stage {
            case .counting(let before):
                stage = before + count < Self.decisions ? .counting(before + count) : .copying
                return stage
            case .copying: return .counting(0)
            case .copied:
                stage = .counting(0)
                return .copied
            }
        }
        switch step {
        case .counting: break
        case .copying: copy()
        // A reader in the way only delays it: the next round copies more.
        case .copied: _ = try? writer.checkpoint(.passive)
        }
    }

    func close() { try? connection.close() }

    private func copy() {
        connection.asyncWriteWithoutTransaction { db in
            // The last resort stands behind it.
            _ = try? db.checkpoint(.passive)
            self.stage.withLock { $0 = .copied }
        }
    }
}
