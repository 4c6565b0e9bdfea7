import GRDB
import Synchronization

/// Moves the WAL into the database beside the writer.
///
/// SQLite's own way, on whichever commit comes at the threshold, would make that commit's callers wait for thousands of
/// pages and another `fsync`. Here they are copied on a connection of their own, and the writer only has the few that
/// came meanwhile, so that the WAL can begin anew.
final class Checkpoints: Sendable {
    /// How many are waited for: a thousand make some 48 MiB of WAL, and each copy makes other writes wait for the disk.
    private let decisions: Int
    /// In pages: only where the way above fails does SQLite do it on a commit.
    static let lastResort = 40_000

    private enum Stage {
        case counting(Int)
        case copying
        case copied
    }

    private let connection: DatabaseQueue
    private let stage = Mutex(Stage.counting(0))

    init(_ connection: DatabaseQueue, after decisions: Int = 1000) {
        self.connection = connection
        self.decisions = decisions
    }

    /// The pages are copied, and the writer has not been back yet.
    var hasCopied: Bool {
        stage.withLock { stage in
            switch stage {
            case .copied: true
            case .counting, .copying: false
            }
        }
    }

    /// Called on the writer's connection after each group.
    func wrote(_ count: Int, _ writer: Database) {
        let step = stage.withLock { stage in
            switch stage {
            case .counting(let before):
                stage = before + count < decisions ? .counting(before + count) : .copying
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
