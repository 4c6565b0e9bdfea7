import FoundationEssentials
import Identity
import Synchronization

/// Calls that were answered but could not be journalled: kept in memory until writing works again.
package final class Spool: Sendable {
    /// Most calls kept; beyond that lookups are refused.
    package static let capacity = 10_000

    /// A question, when it was asked, and how long its answer took.
    struct Entry: Sendable {
        let request: LookUp.Request
        let at: Date
        let took: Duration
    }

    private struct State {
        var calls: Set<CallID> = []
        var entries: [Entry] = []
    }
    private let state = Mutex(State())
    /// Rung where there is something to journal.
    let bell = Bell()

    /// Nothing spooled.
    package init() {}

    /// How many calls wait for the journal.
    package var count: Int { state.withLock { $0.calls.count } }

    /// False where the spool is full.
    func keep(_ entry: Entry) -> Bool {
        defer { bell.ring() }
        return state.withLock { state in
            if state.calls.contains(entry.request.call) { return true }
            guard state.calls.count < Self.capacity else { return false }
            state.calls.insert(entry.request.call)
            state.entries.append(entry)
            return true
        }
    }

    /// The oldest that still waits; it stays until `remove`.
    var first: Entry? { state.withLock { $0.entries.first } }

    /// An entry is on disk now; it may have been erased meanwhile.
    func remove(_ entry: Entry) {
        state.withLock { state in
            guard state.entries.first?.request.call == entry.request.call else { return }
            state.calls.remove(state.entries.removeFirst().request.call)
        }
    }

    /// Erases the calls of a number; how many there were.
    func erase(_ number: CallerNumber) -> Int {
        state.withLock { state in
            let gone = state.entries.filter { $0.request.number == number }.map(\.request.call)
            state.entries.removeAll { $0.request.number == number }
            state.calls.subtract(gone)
            return gone.count
        }
    }
}
