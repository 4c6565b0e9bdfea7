package import FoundationEssentials
import Synchronization

/// The twin of a journal's keys: rows as numbers under names of keys.
package final class MemoryKeys: KeyKeeping {
    private struct Entry {
        let id: String
        let since: Date
        var retiredAt: Date?
        var rows: Int
    }

    /// Current first.
    private let entries: Mutex<[Entry]>
    private let refusal: String?

    /// A key with so many rows; every new one is refused where a sentence is given.
    package init(rows: Int = 0, since: Date = Date(timeIntervalSince1970: 0), refusing refusal: String? = nil) {
        entries = Mutex([Entry(id: "00000000", since: since, rows: rows)])
        self.refusal = refusal
    }

    /// Another key from now on.
    package func beginRotation(at now: Date) async throws(KeyFailure) {
        if let refusal { throw .notKept(refusal) }
        entries.withLock { entries in
            let number = "\(entries.count)"
            let id = String(repeating: "0", count: 8 - number.count) + number
            entries.insert(Entry(id: id, since: now, rows: 0), at: 0)
        }
    }

    /// Whether a former key is not retired.
    package func hasRowsToReseal() async throws(JournalFailure) -> Bool {
        entries.withLock { $0.dropFirst().contains { $0.retiredAt == nil } }
    }

    /// Moves rows from former keys to the current one.
    package func reseal(after place: ResealPlace, limit: Int) async throws(JournalFailure) -> Resealed {
        entries.withLock { entries in
            guard let from = entries.indices.dropFirst().first(where: { entries[$0].rows > 0 }) else {
                return Resealed(rows: 0, next: nil)
            }
            let count = min(limit, entries[from].rows)
            entries[from].rows -= count
            entries[0].rows += count
            return Resealed(rows: count, next: place)
        }
    }

    /// Retires those without rows.
    package func retireKeys(at now: Date) async throws(JournalFailure) {
        entries.withLock { entries in
            for index in entries.indices.dropFirst() where entries[index].rows == 0 && entries[index].retiredAt == nil {
                entries[index].retiredAt = now
            }
        }
    }

    /// Forgets former keys.
    package func dropKeys(_ ids: Set<String>) async throws(KeyFailure) {
        entries.withLock { entries in entries = entries.prefix(1) + entries.dropFirst().filter { !ids.contains($0.id) }
        }
    }

    /// All keys.
    package func keyUse() async throws(JournalFailure) -> [KeyUse] {
        entries.withLock { entries in
            entries.enumerated().map { index, entry in
                KeyUse(
                    id: entry.id,
                    isCurrent: index == 0,
                    isThere: true,
                    since: entry.since,
                    retiredAt: entry.retiredAt,
                    rows: entry.rows
                )
            }
        }
    }
}
