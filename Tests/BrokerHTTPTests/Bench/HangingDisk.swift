import Broker
import Identity
import Synchronization

/// A journal on a disk that does not answer; those who have no task to be let go with are told when it does.
final class HangingDisk: Journal {
    private let memory: MemoryJournal
    private let untold = Mutex<[@Sendable () -> Void]>([])
    /// Nothing ever comes of it; who waits for it is let go by cancellation alone.
    private let answers = AsyncStream<Never> { _ in }

    init(_ memory: MemoryJournal) { self.memory = memory }

    /// It answers after all.
    func answer() { untold.withLock { untold in untold.forEach { $0() } } }

    func decide<Answer: Sendable>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Answer)
    ) async throws(JournalFailure) -> Answer {
        for await _ in answers {}
        throw .cannotWrite
    }

    func decide<Answer: Sendable>(
        about subject: Subject,
        _ decide: @escaping @Sendable (Known) -> (Changes, Answer),
        then: @escaping @Sendable (Result<Answer, JournalFailure>) -> Void
    ) {
        untold.withLock { $0.append { [memory] in memory.decide(about: subject, decide, then: then) } }
    }

    func known(about subject: Subject) async throws(JournalFailure) -> Known { Known(call: nil) }
    func liveCalls(
        limit: Int,
        where isWanted: @escaping @Sendable (Call) -> Bool
    ) async throws(JournalFailure) -> [Call] {
        try await memory.liveCalls(limit: limit, where: isWanted)
    }
    func history(of call: CallID) async throws(JournalFailure) -> [IdentityStep] { try await memory.history(of: call) }
}
