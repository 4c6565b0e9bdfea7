import Broker
import Synchronization

/// The one line in front of the one writer.
///
/// Whoever finds the writer idle wakes it; what arrives while it commits is its next group: nobody waits for company.
final class WriteLine: Sendable {
    private struct State {
        var waiting: [any Turn] = []
        var isServed = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { state.withLock { $0.waiting.count } }

    /// Joins the line; `wake` must start the writer without running it here.
    func join(_ turn: any Turn, wake: () -> Void) throws(JournalFailure) {
        try state.withLock { state throws(JournalFailure) in
            guard !state.isClosed else { throw .closed }
            guard state.waiting.count < capacity else { throw .cannotWrite }
            state.waiting.append(turn)
            if !state.isServed { wake() }
            state.isServed = true
        }
    }

    /// The next group, oldest first; none sends the writer to rest.
    func next(_ most: Int) -> [any Turn]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isServed = false
                return nil
            }
            let group = Array(state.waiting.prefix(most))
            state.waiting.removeFirst(group.count)
            return group
        }
    }

    /// Lets nobody else in; false where it was closed before.
    func close() -> Bool {
        state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
    }

    /// Starts something that closing must not overtake.
    func whileOpen(_ start: () -> Void) throws(JournalFailure) {
        try state.withLock { state throws(JournalFailure) in
            guard !state.isClosed else { throw .closed }
            start()
        }
    }
}
