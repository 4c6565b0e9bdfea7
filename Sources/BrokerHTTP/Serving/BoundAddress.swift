import Synchronization

/// Where a listener listens, for whoever waits to know; nil once it never will.
final class BoundAddress: Sendable {
    private struct State {
        var port: Int?
        var isSettled = false
        var waiting: [Int: CheckedContinuation<Int?, Never>] = [:]
        var nextTicket = 0
    }

    private let state = Mutex(State())

    /// Only the first time counts; nil says that the listener is gone.
    func settle(_ port: Int?) {
        let waiting = state.withLock { state -> [CheckedContinuation<Int?, Never>] in
            guard !state.isSettled else { return [] }
            (state.port, state.isSettled) = (port, true)
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        waiting.forEach { $0.resume(returning: port) }
    }

    /// Waits for the listener; nil when it failed, or when the waiting task is cancelled.
    var port: Int? {
        get async {
            let ticket = state.withLock { state in
                state.nextTicket += 1
                return state.nextTicket
            }
            return await withTaskCancellationHandler {
                await withCheckedContinuation { admit($0, ticket) }
            } onCancel: {
                state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: nil)
            }
        }
    }

    /// The cancellation handler may have run before the continuation exists: the flag is read under the same lock.
    private func admit(_ continuation: CheckedContinuation<Int?, Never>, _ ticket: Int) {
        let (isDecided, port) = state.withLock { state -> (Bool, Int?) in
            if state.isSettled { return (true, state.port) }
            if Task.isCancelled { return (true, nil) }
            state.waiting[ticket] = continuation
            return (false, nil)
        }
        if isDecided { continuation.resume(returning: port) }
    }
}
