package import Broker
package import FoundationEssentials

extension SQLiteJournal: StatisticsReading {
    /// The calls on the feed that wait for an agent.
    package func waiting() async throws(JournalFailure) -> Waiting {
        try await read { try $0.waiting() }
    }

    /// The calls that began since a moment, by the hour in which they began.
    package func tallies(since: Date) async throws(JournalFailure) -> [HourlyTally] {
        try await read { try $0.tallies(since: since) }
    }

    /// How many jobs each lane still has to do.
    package func backlog() async throws(JournalFailure) -> [Job.Lane: Int] {
        try await read { try $0.backlog() }
    }
}
