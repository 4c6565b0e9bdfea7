import Identity
import ServiceLifecycle
import Synchronization

/// Look-ups of people by number: one at a time for each number, whoever asks, and an answer serves for 60 s.
///
/// A request outlives the caller that asked first: phase 1 gives up after its grace, and phase 2 finds the answer.
package final class Enquiries: Service {
    /// How long an answer serves.
    static let freshness: Duration = .seconds(60)
    /// Most answers kept.
    static let capacity = 10_000
    /// Most numbers waiting to be asked; beyond that the source counts as down.
    static let backlog = 2_000

    /// Everybody with a number, and how long ago the CRM said so.
    struct Found: Sendable {
        let people: People
        let age: Duration
    }

    private typealias Waiter = CheckedContinuation<Result<People, SourceFailure>, Never>
    private struct State {
        var answers: [CallerNumber: (people: People, at: Duration)] = [:]
        var waiting: [CallerNumber: [UInt64: Waiter]] = [:]
        var nextTicket: UInt64 = 0
    }

    private let crm: any CRM
    private let uptime: @Sendable () -> Duration
    private let state = Mutex(State())
    private let numbers: AsyncStream<CallerNumber>
    private let ask: AsyncStream<CallerNumber>.Continuation

    /// Enquiries at one CRM.
    package init(crm: any CRM, uptime: @escaping @Sendable () -> Duration) {
        self.crm = crm
        self.uptime = uptime
        (numbers, ask) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.backlog))
    }

    /// Asks the CRM for each number until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for await number in self.numbers {
                    group.addTask { await self.answer(number) }
                }
            }
        }
    }

    /// An answer of the last 60 s.
    func recent(_ number: CallerNumber) -> Found? {
        let now = uptime()
        return state.withLock { state in
            guard let answer = state.answers[number], now - answer.at < Self.freshness else { return nil }
            return Found(people: answer.people, age: now - answer.at)
        }
    }

    /// Everybody with a number; joins a request that is under way.
    ///
    /// Cancellation ends the wait, not the request.
    func people(with number: CallerNumber) async throws(SourceFailure) -> Found {
        if let found = recent(number) { return found }
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { join($0, ticket: ticket, number: number) }
        } onCancel: {
            let waiter = state.withLock { $0.waiting[number]?.removeValue(forKey: ticket) }
            waiter?.resume(returning: .failure(.timedOut))
        }
        return Found(people: try result.get(), age: .zero)
    }

    /// Forgets what the CRM said about a person.
    func erase(_ person: Person) {
        state.withLock { state in
            switch person {
            case .number(let number): state.answers[number] = nil
            case .externalID(let id):
                state.answers = state.answers.filter { !$0.value.people.accounts.contains { $0.id == id } }
            }
        }
    }

    private func join(_ waiter: Waiter, ticket: UInt64, number: CallerNumber) {
        let (isFirst, isCancelled) = state.withLock { state -> (Bool, Bool) in
            guard !Task.isCancelled else { return (false, true) }
            let isFirst = state.waiting[number] == nil
            state.waiting[number, default: [:]][ticket] = waiter
            return (isFirst, false)
        }
        if isCancelled { waiter.resume(returning: .failure(.timedOut)) }
        guard isFirst else { return }
        if case .dropped = ask.yield(number) { finish(number, with: .failure(.rateLimited(retryAfter: .seconds(1)))) }
    }

    @concurrent private func answer(_ number: CallerNumber) async {
        do throws(SourceFailure) {
            finish(number, with: .success(try await crm.people(with: number)))
        } catch {
            finish(number, with: .failure(error))
        }
    }

    private func finish(_ number: CallerNumber, with result: Result<People, SourceFailure>) {
        let now = uptime()
        let waiters = state.withLock { state in
            if case .success(let people) = result { keep(people, number, now, in: &state) }
            return state.waiting.removeValue(forKey: number) ?? [:]
        }
        waiters.values.forEach { $0.resume(returning: result) }
    }

    private func keep(_ people: People, _ number: CallerNumber, _ now: Duration, in state: inout State) {
        if state.answers.count >= Self.capacity {
            state.answers = state.answers.filter { now - $0.value.at < Self.freshness }
            // All of them fresh: forgetting costs a request each, keeping costs memory without bound.
            if state.answers.count >= Self.capacity { state.answers.removeAll(keepingCapacity: true) }
        }
        state.answers[number] = (people, now)
    }
}
