/// Whether a source is asked at all.
///
/// Time is a `Duration` since any origin; `chance`, a number in 0 ..< 1, spreads probes.
struct CircuitBreaker: Equatable, Sendable {
    enum State: Equatable {
        case closed
        case open(until: Duration)
        /// One request is out to see whether the source is back.
        case probing(Attempt)
    }

    /// A request that was let through; each ends in `answered`, `failed` or `abandoned`.
    struct Attempt: Equatable, Sendable {
        let number: UInt64
        let askedAt: Duration
        /// Without an answer for so long it counts as failing.
        let patience: Duration
    }

    enum Permission: Equatable {
        case ask(Attempt)
        case refused(until: Duration)
    }

    let settings: BreakerSettings
    private(set) var state = State.closed
    private var attempts: UInt64 = 0
    private var failures = 0
    private var failingSince: Duration?
    private var lastAnswerAt: Duration?
    private var lastAnswerTook = Duration.zero
    private var openings = 0

    init(_ settings: BreakerSettings) { self.settings = settings }

    /// Until when a request would be refused now; nil where it would be let through.
    func refusal(at now: Duration) -> Duration? {
        switch state {
        case .closed: nil
        case .open(let until): now < until ? until : nil
        case .probing(let probe): max(now, probe.askedAt + probe.patience)
        }
    }

    /// Lets a request through or not.
    ///
    /// The first after the delay is the probe; until it has ended, others are refused.
    mutating func ask(at now: Duration) -> Permission {
        if let until = refusal(at: now) { return .refused(until: until) }
        attempts += 1
        let attempt = Attempt(number: attempts, askedAt: now, patience: patience)
        if case .open = state { state = .probing(attempt) }
        return .ask(attempt)
    }

    /// A source that took its time and answered after all gets that time again, twice over: one that always takes two seconds
    /// is slow, and would else go down with each request and come up with each answer.
    private var patience: Duration { max(settings.unanswered, lastAnswerTook * 2) }

    /// The source has answered, be it with a refusal: it is there, however late.
    mutating func answered(_ attempt: Attempt, at now: Duration) {
        state = .closed
        (lastAnswerAt, lastAnswerTook) = (now, now - attempt.askedAt)
        (failures, failingSince, openings) = (0, nil, 0)
    }

    /// The request has been out for the time that counts as failing; its end is still to come.
    mutating func unanswered(_ attempt: Attempt, at now: Duration, chance: Double) {
        count(attempt, at: now, retryAfter: nil, chance: chance)
    }

    /// No usable answer, in a way that may pass.
    ///
    /// `retryAfter` is what the source asked for. A request that was out for too long has been counted already.
    mutating func failed(_ attempt: Attempt, at now: Duration, retryAfter: Duration? = nil, chance: Double) {
        guard now - attempt.askedAt <= attempt.patience else { return }
        count(attempt, at: now, retryAfter: retryAfter, chance: chance)
    }

    /// Whoever asked has lost interest: that says nothing about the source, so the next one may probe at once.
    mutating func abandoned(_ attempt: Attempt, at now: Duration) {
        if state == .probing(attempt) { state = .open(until: now) }
    }

    private mutating func count(_ attempt: Attempt, at now: Duration, retryAfter: Duration?, chance: Double) {
        switch state {
        case .open: return
        case .probing(let probe): if probe == attempt { open(at: now, retryAfter: retryAfter, chance: chance) }
        case .closed:
            failures += 1
            let since = failingSince ?? max(attempt.askedAt, lastAnswerAt ?? attempt.askedAt)
            failingSince = since
            guard failures >= settings.failures || now - since >= settings.failing else { return }
            open(at: now, retryAfter: retryAfter, chance: chance)
        }
    }

    /// Half of the delay is fixed, the other half is chance.
    private mutating func open(at now: Duration, retryAfter: Duration?, chance: Double) {
        let doubled = settings.delay * (1 << min(openings, 20))
        let delay = min(doubled, settings.longestDelay)
        let wanted = min(retryAfter ?? .zero, settings.longestDelay)
        openings += 1
        state = .open(until: now + max(delay * ((1 + chance) / 2), wanted))
    }
}
