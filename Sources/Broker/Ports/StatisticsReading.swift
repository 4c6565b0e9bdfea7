package import FoundationEssentials

/// The calls that wait for an agent.
package struct Waiting: Hashable, Sendable {
    /// How many.
    package let count: Int
    /// Since when the longest of them does; nil where nobody waits.
    package let since: Date?

    /// Calls that wait.
    package init(count: Int, since: Date?) {
        self.count = count
        self.since = since
    }
}

/// The calls that began within one hour.
package struct HourlyTally: Hashable, Sendable {
    /// Its beginning.
    package let hour: Date
    /// What its calls add up to.
    package let tally: CallTally

    /// An hour's calls.
    package init(hour: Date, tally: CallTally) {
        self.hour = hour
        self.tally = tally
    }
}

/// The journal in numbers.
package protocol StatisticsReading: Sendable {
    /// The calls on the feed that wait for an agent.
    func waiting() async throws(JournalFailure) -> Waiting

    /// The calls that began since a moment, by the hour in which they began; read once, at the start.
    func tallies(since: Date) async throws(JournalFailure) -> [HourlyTally]

    /// How many jobs each lane still has to do, due or not.
    func backlog() async throws(JournalFailure) -> [Job.Lane: Int]
}
