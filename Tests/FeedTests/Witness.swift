import Synchronization

/// Counts how many of its kind are alive.
final class Witness: Sendable {
    final class Count: Sendable {
        private let alive = Atomic(0)
        var value: Int { alive.load(ordering: .sequentiallyConsistent) }
        func add(_ change: Int) { alive.wrappingAdd(change, ordering: .sequentiallyConsistent) }
    }

    private let count: Count

    init(_ count: Count) {
        self.count = count
        count.add(1)
    }

    deinit { count.add(-1) }
}
