import Broker
import Synchronization

/// A turn whose answer is told on the writer's thread: no task waits for it.
final class ToldWork<Answer: Sendable>: Turn {
    private let body: Work<Answer>.Body
    private let then: @Sendable (Result<Answer, JournalFailure>) -> Void
    private let answer = Mutex<Answer?>(nil)

    init(_ body: @escaping Work<Answer>.Body, then: @escaping @Sendable (Result<Answer, JournalFailure>) -> Void) {
        self.body = body
        self.then = then
    }

    func perform(on tables: Tables) throws -> Committed? {
        let (answer, committed) = try body(tables)
        self.answer.withLock { $0 = answer }
        return committed
    }

    func settle(_ failure: JournalFailure?) {
        let answer = answer.withLock { $0.take() }
        switch (failure, answer) {
        case (nil, let answer?): then(.success(answer))
        case (let failure, _): then(.failure(failure ?? .cannotWrite))
        }
    }
}
