import Synchronization

/// A door that opens once, with a value, and stays open.
final class Latch<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiting: [Int: CheckedContinuation<Value?, Never>] = [:]
        var nextTicket = 0
    }

    private let state = Mutex(State())

    var isOpen: Bool { state.withLock { $0.value != nil } }

    /// Opens the door; only the first value counts.
    func open(_ value: Value) {
        let waiting = state.withLock { state -> [CheckedContinuation<Value?, Never>] in
            guard state.value == nil else { return [] }
            state.value = value
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: value) }
    }

    /// The value, once the door is open; nil when the waiting task is cancelled first.
    func wait() async -> Value? {
        let ticket = state.withLock { state -> Int in
            state.nextTicket += 1
            return state.nextTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { admit($0, ticket: ticket) }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: nil)
        }
    }

    /// The cancellation handler may have run before the continuation exists: the flag is read under the same lock.
    private func admit(_ continuation: CheckedContinuation<Value?, Never>, ticket: Int) {
        let (isDecided, value) = state.withLock { state -> (Bool, Value?) in
            if let value = state.value { return (true, value) }
            if Task.isCancelled { return (true, nil) }
            state.waiting[ticket] = continuation
            return (false, nil)
        }
        if isDecided { continuation.resume(returning: value) }
    }
}
