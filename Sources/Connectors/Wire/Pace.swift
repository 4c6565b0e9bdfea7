import Broker
import Identity
import Synchronization

/// Holds requests back so that they stay within a source's rate limit.
final class Pace: Sendable {
    private let bucket: Mutex<TokenBucket>
    private let longest: Duration
    private let ambience: Ambience

    /// A request that would wait for longer than `longest` is refused instead.
    init(perMinute: Int, longest: Duration, ambience: Ambience) {
        bucket = Mutex(TokenBucket(perMinute: perMinute, at: ambience.uptime()))
        self.longest = longest
        self.ambience = ambience
    }

    /// Returns when the next request may go.
    func wait() async throws(SourceFailure) {
        var wait = try take()
        let end = ambience.uptime() + longest
        while wait > .zero {
            do { try await ambience.sleep(wait) } catch { throw .timedOut }
            // A pause that the source asked for while this one slept holds for it too.
            let now = ambience.uptime()
            wait = bucket.withLock { $0.pause(at: now) }
            if now + wait > end { throw .rateLimited(retryAfter: wait) }
        }
    }

    /// The source asked for quiet.
    func pause(for quiet: Duration) {
        let now = ambience.uptime()
        bucket.withLock { $0.pause(for: quiet, at: now) }
    }

    private func take() throws(SourceFailure) -> Duration {
        let now = ambience.uptime()
        let (wait, next) = bucket.withLock { ($0.take(at: now, longest: longest), $0.wait(at: now)) }
        guard let wait else { throw .rateLimited(retryAfter: next) }
        return wait
    }
}
