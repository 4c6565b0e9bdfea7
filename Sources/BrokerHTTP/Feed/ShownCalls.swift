import Identity
import Synchronization

/// Which calls each viewer was shown, so that a reader who comes back is told which of them are gone.
///
/// A call that has left the feed is kept until the event that says so has left the log: no reader can come back to before it then.
final class ShownCalls: Sendable {
    private struct State {
        var calls: [UInt32: Set<CallID>] = [:]
        var departures: [CallID: UInt64] = [:]
        var nextPurge = 256
        var staffEdition = 0
        var staffChangedAt: UInt64?
    }

    private let state = Mutex(State())

    func add(_ ids: some Sequence<CallID>, to uid: UInt32) {
        state.withLock { state in
            for id in ids {
                state.calls[uid, default: []].insert(id)
                state.departures[id] = nil
            }
        }
    }

    func calls(of uid: UInt32) -> Set<CallID> { state.withLock { $0.calls[uid] ?? [] } }

    /// True where a reader who was last told `position` was told it by this edition of the staff; `head` is the log's.
    func isOf(_ edition: Int, _ position: UInt64, head: UInt64) -> Bool {
        state.withLock { state in
            if edition != state.staffEdition { (state.staffEdition, state.staffChangedAt) = (edition, head) }
            return state.staffChangedAt.map { position > $0 } ?? true
        }
    }

    /// A call has left the feed with an event of the log; `isKept` tells which events the log still has.
    func departed(_ id: CallID, with number: UInt64, isKept: (UInt64) -> Bool) {
        state.withLock { state in
            state.departures[id] = number
            guard state.departures.count >= state.nextPurge else { return }
            let gone = state.departures.filter { !isKept($0.value) }.keys
            for id in gone { state.departures[id] = nil }
            for uid in state.calls.keys { state.calls[uid]?.subtract(gone) }
            state.nextPurge = max(256, 2 * state.departures.count)
        }
    }
}
