/// How long a client waits.
package struct ClientTiming: Sendable {
    /// For a connection.
    package var connect: Duration = .seconds(1)
    /// For an answer to begin.
    package var answer: Duration = .seconds(5)
    /// For an answer that the broker asks its sources for.
    package var sourcedAnswer: Duration = .seconds(20)
    /// For a byte while an answer runs: after this the feed is stale.
    package var silence: Duration = .seconds(35)

    /// The defaults.
    package init() {}
}
