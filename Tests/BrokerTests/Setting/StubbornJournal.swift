import Broker
import Identity
import Synchronization

/// A journal that can be told to hang, as on a disk that does not answer; who waits is let go on cancellation.
final class StubbornJournal: Journal {
    enum Mood: Sendable {
        case willing
        case hangsOnWrites
        case hangs
        /// Of a broker that is no more.
        case dead
    }
    private struct State {
        var mood = Mood.willing
        var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        var next: UInt64 = 0
    }
    private let memory: MemoryJournal
    private let state = Mutex(State())

    init(_ memory: MemoryJournal) { self.memory = memory }

    /// Being willing again, it does what it was asked meanwhile.
    func become(_ mood: Mood) {
        let waiting = state.withLock { state in
            state.mood = mood
            guard mood == .willing || mood == .dead else { return [UInt64: CheckedContinuation<Bool, Never>]() }
            defer { state.waiting = [:] }
            return state.waiting
        }
        waiting.sorted { $0.key < $1.key }.forEach { $0.value.resume(returning: mood == .willing) }
    }

    func decide<Answer: Sendable>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Answer)
    ) async throws(JournalFailure) -> Answer {
        guard await pass({ $0 == .willing }) else { throw .closed }
        return try await memory.decide(about: subject, decide)
    }

    /// Willing or not at all: whoever is told later has no task that could be let go.
    func decide<Answer: Sendable>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Answer),
        then: @escaping @Sendable (Result<Answer, JournalFailure>) -> Void
    ) {
        guard state.withLock({ $0.mood == .willing }) else { return then(.failure(.closed)) }
        memory.decide(about: subject, decide, then: then)
    }

    func known(about subject: Subject) async throws(JournalFailure) -> Known {
        guard await pass({ $0 != .hangs }) else { throw .closed }
        return try await memory.known(about: subject)
    }

    func liveCalls(
        limit: Int,
        where isWanted: @escaping @Sendable (Call) -> Bool
    ) async throws(JournalFailure) -> [Call] {
        try await memory.liveCalls(limit: limit, where: isWanted)
    }

    func history(of call: CallID) async throws(JournalFailure) -> [IdentityStep] { try await memory.history(of: call) }

    private func pass(_ isOpen: @Sendable (Mood) -> Bool) async -> Bool {
        let ticket = state.withLock { state in
            state.next += 1
            return state.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let goesOn = state.withLock { state -> Bool? in
                    if Task.isCancelled || state.mood == .dead { return false }
                    guard !isOpen(state.mood) else { return true }
                    state.waiting[ticket] = waiter
                    return nil
                }
                if let goesOn { waiter.resume(returning: goesOn) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: false)
        }
    }
}
