import FoundationEssentials
import Identity
import Synchronization

/// No second switch while one is in flight on a call, and no endless guessing: five refusals within ten minutes.
package final class SwitchGuard: Sendable {
    static let refusalsAllowed = 5
    static let window: TimeInterval = 600
    /// Most actors and calls whose refusals are remembered.
    static let capacity = 10_000

    private struct Attempt: Hashable {
        let call: CallID
        let actor: String
    }
    private struct State {
        var inFlight: Set<CallID> = []
        var refusals: [Attempt: [Date]] = [:]
    }
    private let state = Mutex(State())

    /// Nothing in flight, nobody refused.
    package init() {}

    /// False where another switch is in flight on the call.
    func begin(_ call: CallID) -> Bool { state.withLock { $0.inFlight.insert(call).inserted } }
    /// The switch is through.
    func end(_ call: CallID) { state.withLock { _ = $0.inFlight.remove(call) } }

    /// Whether this actor has been refused too often on this call.
    func isTired(of actor: Actor, on call: CallID, at now: Date) -> Bool {
        state.withLock { state in
            let recent = state.refusals[Attempt(call: call, actor: actor.id)]?.filter {
                now.timeIntervalSince($0) < Self.window
            }
            return (recent?.count ?? 0) >= Self.refusalsAllowed
        }
    }

    /// Counts a refusal.
    func refused(_ actor: Actor, on call: CallID, at now: Date) {
        state.withLock { state in
            if state.refusals.count >= Self.capacity {
                state.refusals = state.refusals.filter { $0.value.contains { now.timeIntervalSince($0) < Self.window } }
                // All of them fresh: those who were refused most are remembered.
                if state.refusals.count >= Self.capacity {
                    state.refusals = state.refusals.filter { $0.value.count > 1 }
                }
                if state.refusals.count >= Self.capacity { state.refusals.removeAll(keepingCapacity: true) }
            }
            let attempt = Attempt(call: call, actor: actor.id)
            state.refusals[attempt] = (state.refusals[attempt] ?? []).suffix(Self.refusalsAllowed - 1) + [now]
        }
    }
}
