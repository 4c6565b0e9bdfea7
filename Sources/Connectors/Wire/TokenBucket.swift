/// A rate limit of so many requests in any 60 s.
///
/// Time is a `Duration` since any origin.  A tenth may go at once, the rest is spread: the two together never exceed
/// the limit in any minute.
struct TokenBucket: Equatable, Sendable {
    private let burst: Double
    private let perSecond: Double
    private var tokens: Double
    private var filledAt: Duration
    private var pausedUntil: Duration

    init(perMinute: Int, at now: Duration) {
        let limit = Double(max(1, perMinute))
        burst = max(1, (limit / 10).rounded(.down))
        perSecond = max(limit - burst, limit / 2) / 60
        tokens = burst
        filledAt = now
        pausedUntil = now
    }

    /// Takes a token, perhaps one of the future: how long to wait for it.
    ///
    /// Nil, with nothing taken, where that is too long.
    mutating func take(at now: Duration, longest: Duration) -> Duration? {
        fill(at: now)
        let wait = wait(at: now)
        guard wait <= longest else { return nil }
        tokens -= 1
        return wait
    }

    /// The source asked for quiet; what was saved up is gone.
    mutating func pause(for quiet: Duration, at now: Duration) {
        fill(at: now)
        tokens = min(tokens, 0)
        pausedUntil = max(pausedUntil, now + quiet)
    }

    /// What is left of the quiet that the source asked for.
    func pause(at now: Duration) -> Duration { max(.zero, pausedUntil - now) }

    /// How long until the next token is there that nobody of those `ahead` takes.
    func wait(at now: Duration, ahead: Int = 0) -> Duration {
        var filled = self
        filled.fill(at: now)
        return pause(at: now) + .seconds(max(0, Double(ahead + 1) - filled.tokens) / perSecond)
    }

    private mutating func fill(at now: Duration) {
        let from = max(filledAt, pausedUntil)
        if now > from { tokens = min(burst, tokens + (now - from) / .seconds(1) * perSecond) }
        filledAt = max(filledAt, now)
    }
}
