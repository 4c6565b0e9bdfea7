import Synchronization

/// What was read or written lately, so that it is not asked for again: bounded, and never the only place of anything.
final class RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let value: Value
        let at: Duration
    }

    private let capacity: Int
    private let life: Duration
    private let entries = Mutex<[Key: Entry]>([:])

    /// Forgetting costs a request; `life` is how long a value is believed.
    init(capacity: Int, life: Duration) {
        self.capacity = capacity
        self.life = life
    }

    /// The value, where it is young enough; `now` is the uptime.
    subscript(key: Key, at now: Duration) -> Value? {
        entries.withLock { entries in
            guard let entry = entries[key], now - entry.at < life else { return nil }
            return entry.value
        }
    }

    func keep(_ value: Value, for key: Key, at now: Duration) {
        entries.withLock { entries in
            if entries.count >= capacity, entries[key] == nil { entries = entries.filter { now - $0.value.at < life } }
            if entries.count >= capacity { entries.removeAll(keepingCapacity: true) }
            entries[key] = Entry(value: value, at: now)
        }
    }

    func forget(_ key: Key) { entries.withLock { $0[key] = nil } }
}
