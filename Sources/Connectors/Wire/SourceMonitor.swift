import Broker
import FoundationEssentials
import Identity
import Synchronization

/// A source's breaker and health, shared by all who ask it.
final class SourceMonitor: Sendable {
    private struct State {
        var breaker: CircuitBreaker
        var times = AnswerTimes()
        var health: SourceHealth
    }

    private let limits: SourceLimits
    private let ambience: Ambience
    private let observer: SourceHealthObserver
    private let state: Mutex<State>
    private let announced: Mutex<SourceHealth.State>

    init(
        _ name: SourceName,
        _ role: SourceHealth.Role,
        limits: SourceLimits,
        ambience: Ambience,
        observer: @escaping SourceHealthObserver
    ) {
        self.limits = limits
        self.ambience = ambience
        self.observer = observer
        let health = SourceHealth(
            name: name,
            role: role,
            state: .up,
            since: ambience.now(),
            median: nil,
            p99: nil,
            nextProbeAt: nil
        )
        state = Mutex(State(breaker: CircuitBreaker(limits.breaker), health: health))
        announced = Mutex(.up)
    }

    /// As of the last event; costs a lock and a copy.
    var health: SourceHealth { state.withLock { $0.health } }

    /// Throws where a request would be refused now.
    func check() throws(SourceFailure) {
        let now = ambience.uptime()
        if let until = state.withLock({ $0.breaker.refusal(at: now) }) { throw refusal(until, now) }
    }

    /// Lets a request through, or throws `breakerOpen`.
    func ask() throws(SourceFailure) -> CircuitBreaker.Attempt {
        let now = ambience.uptime()
        switch change(at: now, { $0.breaker.ask(at: now) }) {
        case .ask(let attempt): return attempt
        case .refused(let until): throw refusal(until, now)
        }
    }

    func answered(_ attempt: CircuitBreaker.Attempt) {
        let now = ambience.uptime()
        change(at: now) { state in
            state.breaker.answered(attempt, at: now)
            state.times.record(now - attempt.askedAt, at: now)
        }
    }

    /// False from the moment on at which the source counts as down.
    func unanswered(_ attempt: CircuitBreaker.Attempt) -> Bool {
        let (now, chance) = (ambience.uptime(), ambience.chance())
        return change(at: now) { state in
            state.breaker.unanswered(attempt, at: now, chance: chance)
            return state.breaker.state == .closed
        }
    }

    /// False from the moment on at which the source counts as down.
    func failed(_ attempt: CircuitBreaker.Attempt, _ failure: SourceFailure) -> Bool {
        let (now, chance) = (ambience.uptime(), ambience.chance())
        return change(at: now) { state in
            state.breaker.failed(attempt, at: now, retryAfter: failure.retryAfter, chance: chance)
            return state.breaker.state == .closed
        }
    }

    /// What the source says about its own quota is no change of its state.
    func note(_ quota: SourceQuota) { state.withLock { $0.health.quota = quota } }

    /// Nor is the time that it has.
    func note(skew: Duration) { state.withLock { $0.health.skew = skew } }

    func abandoned(_ attempt: CircuitBreaker.Attempt) {
        let now = ambience.uptime()
        change(at: now) { $0.breaker.abandoned(attempt, at: now) }
    }

    private func refusal(_ until: Duration, _ now: Duration) -> SourceFailure {
        .breakerOpen(until: date(of: until, now))
    }

    private func date(of moment: Duration, _ now: Duration) -> Date {
        ambience.now().addingTimeInterval((moment - now) / .seconds(1))
    }

    @discardableResult
    private func change<Answer: Sendable>(at now: Duration, _ body: (inout State) -> Answer) -> Answer {
        let (answer, isNews) = state.withLock { state in
            let answer = body(&state)
            let before = state.health.state
            state.health = health(of: state, at: now)
            return (answer, state.health.state != before)
        }
        if isNews { announce() }
        return answer
    }

    private func health(of state: State, at now: Duration) -> SourceHealth {
        let old = state.health
        let median = state.times.recentMedian
        let isSlow = median.map { $0 > limits.slowAbove } ?? false
        let word: SourceHealth.State = state.breaker.state != .closed ? .down : isSlow ? .slow : .up
        return SourceHealth(
            name: old.name,
            role: old.role,
            state: word,
            since: word == old.state ? old.since : ambience.now(),
            median: median,
            p99: state.times.percentile(0.99),
            nextProbeAt: nextProbe(state, now),
            quota: old.quota,
            skew: old.skew
        )
    }

    private func nextProbe(_ state: State, _ now: Duration) -> Date? {
        switch state.breaker.state {
        case .closed, .probing: nil
        case .open(let until): date(of: until, now)
        }
    }

    /// The newest state, once: two changes at the same time can't be told in the wrong order.
    private func announce() {
        announced.withLock { last in
            let health = self.health
            guard health.state != last else { return }
            last = health.state
            observer(health)
        }
    }
}

extension SourceFailure {
    /// What the source asked for, where it did.
    var retryAfter: Duration? {
        switch self {
        case .rateLimited(let retryAfter), .unavailable(_, let retryAfter): retryAfter
        case .timedOut, .unreachable, .untrusted, .unauthorised, .forbidden, .rejected, .unprepared, .malformed,
            .breakerOpen:
            nil
        }
    }
}
