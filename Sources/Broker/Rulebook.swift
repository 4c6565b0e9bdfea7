import Synchronization

/// What an operator may change while the broker runs; each use case reads it once and keeps to what it has read.
package final class Rulebook: Sendable {
    private struct State {
        var policy: Policy
        var staff: Staff
        var staffEdition = 0
    }

    private let state: Mutex<State>

    /// What is in force at the start.
    package init(policy: Policy, staff: Staff) { state = Mutex(State(policy: policy, staff: staff)) }

    /// The configuration of the use cases.
    package var policy: Policy { state.withLock { $0.policy } }
    /// The desks.
    package var staff: Staff { state.withLock { $0.staff } }
    /// Another number after each change of the desks: what was decided for one of them is decided anew.
    package var staffEdition: Int { state.withLock { $0.staffEdition } }

    /// From now on these; nil leaves what is there.
    package func change(policy: Policy, staff: Staff?) {
        state.withLock { state in
            state.policy = policy
            guard let staff else { return }
            state.staff = staff
            state.staffEdition += 1
        }
    }
}
