package import FoundationEssentials

/// Time, chance and new names: all that use cases take from the world besides their ports.
package struct Ambience: Sendable {
    /// The wall clock.
    package let now: @Sendable () -> Date
    /// A clock that never jumps, for measuring: the time since some origin.
    package let uptime: @Sendable () -> Duration
    /// Waits; throws when cancelled.
    package let sleep: @Sendable (Duration) async throws -> Void
    /// A number in 0 ..< 1.
    package let chance: @Sendable () -> Double
    /// A name that nothing else has.
    package let name: @Sendable () -> String

    /// All of it given.
    package init(
        now: @escaping @Sendable () -> Date,
        uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        chance: @escaping @Sendable () -> Double,
        name: @escaping @Sendable () -> String
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.chance = chance
        self.name = name
    }
}
