import BrokerAPI
import Synchronization

/// What the feed has said of calls, for whoever waits for something to be true.
final class CallWatch: Sendable {
    private typealias Waiter = (
        callID: String, isTrue: @Sendable (CallView) -> Bool, continuation: CheckedContinuation<CallView?, Never>
    )
    private struct State {
        var calls: [String: CallView] = [:]
        var waiters: [UInt64: Waiter] = [:]
        var nextTicket: UInt64 = 0
    }
    private let state = Mutex(State())

    /// Takes an event of the feed in.
    func take(_ event: FeedEvent) {
        switch event {
        case .snapshot(let snapshot): snapshot.calls.forEach(take)
        case .call(let change): take(change.call)
        case .removed(let callId), .erased(let callId): state.withLock { $0.calls[callId] = nil }
        case .source, .stats, .notice: return
        }
    }

    /// The call once the condition holds; nil when cancelled first.
    func call(_ id: String, until isTrue: @escaping @Sendable (CallView) -> Bool) async -> CallView? {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { wait(id, isTrue, $0, ticket) }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: ticket) }?.continuation.resume(returning: nil)
        }
    }

    private func wait(
        _ id: String,
        _ isTrue: @escaping @Sendable (CallView) -> Bool,
        _ continuation: CheckedContinuation<CallView?, Never>,
        _ ticket: UInt64
    ) {
        let (found, isOver) = state.withLock { state -> (CallView?, Bool) in
            if let call = state.calls[id], isTrue(call) { return (call, true) }
            if Task.isCancelled { return (nil, true) }
            state.waiters[ticket] = (id, isTrue, continuation)
            return (nil, false)
        }
        if isOver { continuation.resume(returning: found) }
    }

    private func take(_ call: CallView) {
        let ready = state.withLock { state -> [CheckedContinuation<CallView?, Never>] in
            state.calls[call.callId] = call
            let due = state.waiters.filter { $0.value.callID == call.callId && $0.value.isTrue(call) }
            for ticket in due.keys { state.waiters[ticket] = nil }
            return due.values.map(\.continuation)
        }
        ready.forEach { $0.resume(returning: call) }
    }
}
