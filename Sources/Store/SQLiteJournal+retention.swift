package import Broker
import FoundationEssentials
import GRDB

extension SQLiteJournal: Retention {
    /// How many rows have to go; on a reader's thread.
    package func expired(
        _ kind: Perishable,
        by limits: RetentionLimits,
        after place: RowPlace?,
        limit: Int
    ) async throws(JournalFailure) -> RetentionSlice {
        let found = try await read { try $0.expired(kind, by: limits, after: place, limit: limit) }
        return RetentionSlice(count: found.places.count, next: found.isFull ? found.places.last : nil)
    }

    /// Has rows go: they are looked for on a reader's thread, so that the writer only deletes.
    package func purge(
        _ kind: Perishable,
        by limits: RetentionLimits,
        after place: RowPlace?,
        limit: Int
    ) async throws(JournalFailure) -> RetentionSlice {
        let found = try await read { try $0.expired(kind, by: limits, after: place, limit: limit) }
        guard !found.places.isEmpty else { return RetentionSlice(count: 0, next: nil) }
        let count = try await write(weight: found.places.count) { tables in
            (try tables.purge(kind, found.places, by: limits), nil)
        }
        return RetentionSlice(count: count, next: found.isFull ? found.places.last : nil)
    }

    /// While a checkpoint copies, more in the write-ahead log makes it longer.
    package var isCatchingUp: Bool { checkpoints.isCopying }

    /// On the writer's thread, where it is quick.
    package func emptyLog() async -> Bool {
        await withCheckedContinuation { done in
            do throws(JournalFailure) {
                try writer.line.whileOpen {
                    pool.asyncWriteWithoutTransaction { [checkpoints] db in
                        done.resume(returning: checkpoints.empty(db))
                    }
                }
            } catch {
                // Closing empties it.
                done.resume(returning: false)
            }
        }
    }
}
