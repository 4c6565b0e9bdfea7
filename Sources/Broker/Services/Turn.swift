import Synchronization

/// Somebody's turn to do what only one may do at a time.
package final class Turn: Sendable {
    private let isTaken = Mutex(false)

    /// Free.
    package init() {}

    /// True where it was free; whoever took it gives it back.
    package func take() -> Bool {
        isTaken.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
    }

    /// Free again.
    package func giveBack() { isTaken.withLock { $0 = false } }
}
