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
    /// A desk that nobody looks at shows its screen to whoever draws pictures, under this name.
    case picture(String)
    /// A sentence that ends a script: what it asked for can't be done.
    case failed(String)
}

/// Letters for one loop, which waits for them with `poll`.
///
/// Bounded: of each call, each source and the link only the newest word is kept, and a snapshot takes the place of all
/// that the feed has said before it. A loop that was held up for an hour finds what is true, once.
package final class Mailbox: Sendable {
    /// Readable while there are letters.
    package let descriptor: Int32
    private let waker: Int32
    private let pile = Mutex(LetterPile())

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
        let wasEmpty = pile.withLock { pile in
            defer { pile.put(letter) }
            return pile.isEmpty
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
        return pile.withLock { pile in
            defer { pile = LetterPile() }
            return pile.letters
        }
    }
}
