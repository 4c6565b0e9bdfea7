import Identity
import Synchronization

/// Calls that were answered but could not be journalled: kept in memory until writing works again.
package final class Spool: Sendable {
    /// Most calls kept; beyond that lookups are refused.
    package static let capacity = 10_000

    private struct State {
        var requests: [CallID: LookUp.Request] = [:]
        var order: [CallID] = []
    }
    private let state = Mutex(State())

    /// Nothing spooled.
    package init() {}

    /// How many calls wait for the journal.
    package var count: Int { state.withLock { $0.requests.count } }

    /// False where the spool is full.
    func keep(_ request: LookUp.Request) -> Bool {
        state.withLock { state in
            if state.requests[request.call] != nil { return true }
            guard state.requests.count < Self.capacity else { return false }
            state.requests[request.call] = request
            state.order.append(request.call)
            return true
        }
    }

    /// The oldest that still waits; it stays until `remove`.
    func first() -> LookUp.Request? { state.withLock { state in state.order.first.flatMap { state.requests[$0] } } }

    /// It is on disk now.
    func remove(_ call: CallID) {
        state.withLock { state in
            state.requests[call] = nil
            state.order.removeAll { $0 == call }
        }
    }
}
