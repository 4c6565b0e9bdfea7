import Synchronization

/// Lets so many through at once, the others in the order in which they came.
final class Gate: Sendable {
    enum Entry: Equatable {
        case entered
        /// Too many are waiting already.
        case full
        /// Everybody who waited was sent away.
        case sentAway
        case cancelled
    }

    private struct State {
        var free: Int
        var waiting = WaitingLine<Entry>()
    }

    private let capacity: Int
    private let state: Mutex<State>

    init(width: Int, waiting capacity: Int) {
        self.capacity = capacity
        state = Mutex(State(free: max(1, width)))
    }

    /// How many wait.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Waits for a place; who gets `.entered` must `leave`.
    func enter() async -> Entry {
        let ticket = state.withLock { $0.waiting.ticket() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let now = state.withLock { admit(ticket, waiter, &$0) }
                if let now { waiter.resume(returning: now) }
            }
        } onCancel: {
            state.withLock { $0.waiting.remove(ticket) }?.resume(returning: .cancelled)
        }
    }

    /// Gives the place to whoever has waited longest.
    func leave() {
        let next = state.withLock { state in
            let next = state.waiting.removeFirst()
            if next == nil { state.free += 1 }
            return next
        }
        next?.resume(returning: .entered)
    }

    /// Nobody waits any longer: there is nothing to wait for.
    func sendAway() {
        state.withLock { $0.waiting.removeAll() }.forEach { $0.resume(returning: .sentAway) }
    }

    private func admit(
        _ ticket: UInt64,
        _ waiter: CheckedContinuation<Entry, Never>,
        _ state: inout State
    ) -> Entry? {
        // A cancellation that came before the waiter is in line finds nobody there: it is noticed here.
        if Task.isCancelled { return .cancelled }
        if state.free > 0 {
            state.free -= 1
            return .entered
        }
        guard state.waiting.count < capacity else { return .full }
        state.waiting.append(waiter, ticket)
        return nil
    }
}
