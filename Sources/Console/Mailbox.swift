import BrokerAPI
package import Desk
import Glibc
import Synchronization

/// What reaches a desk's loop from other threads.
package enum Letter: Sendable {
    /// Something for the desk itself.
    case desk(Message)
    /// The walkthrough's bar; nil takes it away.
    case story(Story?)
    /// Leave, with an exit code.
    case leave(Int32)
    /// A sentence that ends a script: what it asked for can't be done.
    case failed(String)
}

/// Letters for one loop, which waits for them with `poll`.
///
/// Bounded: of each call only the newest word is kept.
package final class Mailbox: Sendable {
    private struct State {
        var letters: [Letter?] = []
        /// Where the waiting word of a call stands.
        var places: [String: Int] = [:]
    }

    /// Readable while there are letters.
    package let descriptor: Int32
    private let waker: Int32
    private let state = Mutex(State())

    /// An empty mailbox; nil where the system has no descriptor left.
    package init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, waker) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(waker)
    }

    /// Puts a letter in and wakes the loop.
    package func post(_ letter: Letter) {
        let wasEmpty = state.withLock { state in
            defer { Self.put(letter, in: &state) }
            return state.letters.isEmpty
        }
        guard wasEmpty else { return }
        var ring: UInt8 = 1
        // A full pipe is readable: the loop wakes all the same.
        _ = write(waker, &ring, 1)
    }

    /// Takes all letters out, in their order.
    package func empty() -> [Letter] {
        var rings = [UInt8](repeating: 0, count: 64)
        while read(descriptor, &rings, rings.count) > 0 {}
        return state.withLock { state in
            defer { state = State() }
            return state.letters.compactMap(\.self)
        }
    }

    /// Every event carries the whole call: a newer one takes the place of one that nobody has read.
    private static func put(_ letter: Letter, in state: inout State) {
        guard let call = letter.callOfEvent else {
            if case .desk(.feed(.snapshot, _)) = letter { state.places = [:] }
            return state.letters.append(letter)
        }
        if let place = state.places[call] { state.letters[place] = nil }
        state.places[call] = state.letters.count
        state.letters.append(letter)
        compact(&state)
    }

    private static func compact(_ state: inout State) {
        guard state.letters.count > 4 * (state.places.count + 64) else { return }
        state.letters = state.letters.filter { $0 != nil }
        state.places = [:]
        for (place, letter) in state.letters.enumerated() {
            if let call = letter?.callOfEvent { state.places[call] = place }
        }
    }
}

extension Letter {
    fileprivate var callOfEvent: String? {
        guard case .desk(.feed(let event, _)) = self else { return nil }
        switch event {
        case .call(let change): return change.call.callId
        case .removed(let callId): return callId
        case .snapshot, .source, .stats, .notice: return nil
        }
    }
}
