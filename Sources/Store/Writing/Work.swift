import Broker
import Synchronization

/// Something to write that waits for its turn.
protocol Turn: AnyObject, Sendable {
    /// How many decisions it writes as much as.
    var weight: Int { get }
    /// Does it, within the group's transaction; done again, alone, where its group had to be rolled back.
    func perform(on tables: Tables) throws -> Committed?
    /// It is on disk, or it failed.
    func settle(_ failure: JournalFailure?)
}

extension Turn {
    /// Most turns are one decision.
    var weight: Int { 1 }
}

/// A turn whose answer somebody awaits.
final class Work<Answer: Sendable>: Turn {
    typealias Body = @Sendable (Tables) throws -> (Answer, Committed?)
    private typealias Outcome = Result<Answer, JournalFailure>
    private typealias Waiter = CheckedContinuation<Outcome, Never>

    private struct State {
        var answer: Answer?
        var outcome: Outcome?
        var waiter: Waiter?
    }

    private let body: Body
    private let state = Mutex(State())

    let weight: Int

    init(weight: Int = 1, _ body: @escaping Body) {
        self.weight = weight
        self.body = body
    }

    func perform(on tables: Tables) throws -> Committed? {
        let (answer, committed) = try body(tables)
        state.withLock { $0.answer = answer }
        return committed
    }

    func settle(_ failure: JournalFailure?) {
        let settled = state.withLock { state -> (Waiter, Outcome)? in
            guard state.outcome == nil else { return nil }
            let success = state.answer.map { Outcome.success($0) }
            let outcome = failure.map { .failure($0) } ?? success ?? .failure(.cannotWrite)
            state.outcome = outcome
            defer { state.waiter = nil }
            return state.waiter.map { ($0, outcome) }
        }
        if let (waiter, outcome) = settled { waiter.resume(returning: outcome) }
    }

    /// Whoever is cancelled stops waiting, with `.cannotWrite`: nobody knows yet.
    ///
    /// The work keeps its turn all the same.
    func answer() async throws(JournalFailure) -> Answer {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { wait($0) }
        } onCancel: {
            settle(.cannotWrite)
        }
        return try outcome.get()
    }

    private func wait(_ waiter: Waiter) {
        let outcome = state.withLock { state in
            if state.outcome == nil { state.waiter = waiter }
            return state.outcome
        }
        if let outcome { waiter.resume(returning: outcome) }
    }
}
