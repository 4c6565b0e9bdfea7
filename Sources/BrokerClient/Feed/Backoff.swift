/// How long to wait before the next try: twice as long each time, with jitter, so that a broker that starts again is
/// not met by all its desks at once.
struct Backoff: Sendable {
    private static let base = 0.2
    private static let cap = 5.0
    private var failures = 0

    /// Half to all of the step; `chance` is in 0 ..< 1.
    mutating func next(chance: Double) -> Duration {
        let step = min(Self.cap, Self.base * Double(1 << min(failures, 10)))
        failures += 1
        return .seconds(step * (0.5 + 0.5 * chance))
    }

    /// The broker gave something: the next failure is a new one.
    mutating func reset() { failures = 0 }
}
