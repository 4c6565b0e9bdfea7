import Synchronization

/// A bounded log whose numbers only grow, written by one owner and pulled by many readers, each at its own pace.
///
/// It keeps each entry once, whoever reads it, and buffers nothing for a reader: one that is too slow falls out of the window.
/// Time comes in as a `Duration` since an origin of the owner's choice that never runs backwards.
package final class FeedLog<Entry: Sendable>: Sendable {
    private let state: Mutex<State>

    private struct State {
        var window: FeedWindow<Entry>
        var isClosed = false
        var waiting: [UInt64: CheckedContinuation<Wake, Never>] = [:]
        var nextWaiter: UInt64 = 0

        mutating func takeWaiting() -> [CheckedContinuation<Wake, Never>] {
            defer { waiting.removeAll(keepingCapacity: true) }
            return Array(waiting.values)
        }
    }

    /// What ended a wait.
    enum Wake {
        case changed, pulse, cancelled
    }

    /// What a reader at a position finds without waiting.
    enum Found {
        case entries([Numbered<Entry>])
        /// Whoever has everything up to this number misses nothing: what came before it may have been taken out.
        case nothingYet(head: UInt64)
        case failure(FeedFailure)
    }

    /// An empty log; the first of `numbers` marks its start and is given to no entry, so that no earlier log's position fits.
    package init(capacity: Int = 10_000, maximumAge: Duration = .seconds(3600), numbers: Range<UInt64>) {
        state = Mutex(State(window: FeedWindow(capacity: capacity, maximumAge: maximumAge, numbers: numbers)))
    }

    /// The newest entry's number, or the start's where nothing was appended: a reader that begins here sees all that follows.
    package var head: UInt64 { state.withLock { $0.window.head } }

    /// How many numbers are left; the owner extends them before they run out.
    package var remainingNumbers: UInt64 { state.withLock { $0.window.remainingNumbers } }

    /// Entries in the window.
    package var count: Int { state.withLock { $0.window.count } }

    /// Readers suspended in `next`.
    package var waitingReaders: Int { state.withLock { $0.waiting.count } }

    /// Whether a reader that has everything up to `position` can be given all that came after it.
    package func contains(_ position: UInt64) -> Bool { state.withLock { $0.window.contains(position) } }

    /// Hands in more reserved numbers, all above those handed in before.
    package func extend(by numbers: Range<UInt64>) throws(NumbersRunBackwards) {
        try state.withLock { state throws(NumbersRunBackwards) in try state.window.extend(by: numbers) }
    }

    /// Appends and wakes every waiting reader; nil, with nothing appended, when numbers have run out or the log is closed.
    package func append(_ entry: Entry, at now: Duration) -> UInt64? {
        let (number, woken) = state.withLock { state -> (UInt64?, [CheckedContinuation<Wake, Never>]) in
            guard !state.isClosed, let number = state.window.append(entry, at: now) else { return (nil, []) }
            return (number, state.takeWaiting())
        }
        woken.forEach { $0.resume(returning: .changed) }
        return number
    }

    /// Takes entries out for good, whoever has not read them yet; they are given back.
    ///
    /// The numbers of the others stay: readers never check for holes.
    package func remove(where isGone: @Sendable (Entry) -> Bool) -> [Entry] {
        state.withLock { $0.window.remove(where: isGone) }
    }

    /// Drops what is too old and wakes every waiting reader with an empty batch: one heartbeat for all of them.
    package func pulse(at now: Duration) {
        let woken = state.withLock { state in
            state.window.trim(at: now)
            return state.takeWaiting()
        }
        woken.forEach { $0.resume(returning: .pulse) }
    }

    /// Takes no more entries; readers are given what is left and then end with `.closed`.
    package func close() {
        let woken = state.withLock { state in
            state.isClosed = true
            return state.takeWaiting()
        }
        woken.forEach { $0.resume(returning: .changed) }
    }

    /// A reader that has everything up to `position`; it costs nothing until it pulls.
    package func reader(after position: UInt64) -> FeedReader<Entry> { FeedReader(log: self, position: position) }

    func find(after position: UInt64, limit: Int) -> Found {
        state.withLock { state in
            guard let entries = state.window.entries(after: position, limit: limit) else { return .failure(.fellOut) }
            guard entries.isEmpty else { return .entries(entries) }
            return state.isClosed ? .failure(.closed) : .nothingYet(head: state.window.head)
        }
    }

    /// Suspends until something other than `position` is to be found.
    func wait(after position: UInt64) async -> Wake {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                register(continuation, as: waiter, after: position)
            }
        } onCancel: {
            let cancelled = state.withLock { $0.waiting.removeValue(forKey: waiter) }
            cancelled?.resume(returning: .cancelled)
        }
    }

    /// A task is marked cancelled before its handler takes the lock, so one of the two always sees the other.
    private func register(_ continuation: CheckedContinuation<Wake, Never>, as waiter: UInt64, after position: UInt64) {
        let now = state.withLock { state -> Wake? in
            if Task.isCancelled { return .cancelled }
            if state.isClosed || state.window.head != position { return .changed }
            state.waiting[waiter] = continuation
            return nil
        }
        if let now { continuation.resume(returning: now) }
    }
}
