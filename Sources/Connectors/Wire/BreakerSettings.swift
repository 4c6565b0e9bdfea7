/// When a source counts as down, and how it is tried again.
package struct BreakerSettings: Sendable, Hashable {
    /// So many failures in a row open the breaker.
    package var failures = 5
    /// So long nothing but failures opens it too.
    package var failing: Duration = .seconds(1)
    /// A request without an answer for so long counts as failing.
    package var unanswered: Duration = .seconds(1)
    /// From opening to the first probe; doubled with each probe that fails.
    package var delay: Duration = .seconds(1)
    /// The longest time between two probes.
    package var longestDelay: Duration = .seconds(30)

    /// The defaults of the configuration.
    package init() {}
}
