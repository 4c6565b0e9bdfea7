package import Broker
package import FoundationEssentials

extension SQLiteJournal: ReportReading {
    /// Calls that began since a moment, of one tier or of all.
    package func reportedCalls(
        since: Date,
        tier: String?,
        after place: Int64?,
        limit: Int
    ) async throws(JournalFailure) -> ReportedCalls {
        try await read { try $0.reportedCalls(since: since, tier: tier, after: place, limit: limit) }
    }

    /// The handled legs of calls that began since a moment.
    package func handleTimes(
        since: Date,
        by grouping: ReportGrouping,
        limit: Int
    ) async throws(JournalFailure) -> [ReportedTimes] {
        try await read { try $0.handleTimes(since: since, by: grouping, limit: limit) }
    }

    /// All tiers that calls in the journal have.
    package func tiers() async throws(JournalFailure) -> [String] { try await read { try $0.tiers() } }
}

extension SQLiteJournal: OrphanReading {
    /// Finished calls without a person that phase 2 has given up.
    package func orphans(since: Date, limit: Int) async throws(JournalFailure) -> [Orphan] {
        try await read { try $0.orphans(since: since, limit: limit) }
    }
}
