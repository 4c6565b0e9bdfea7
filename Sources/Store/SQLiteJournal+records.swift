package import Broker
package import FoundationEssentials
import GRDB

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
        switch grouping {
        case .account:
            let sums = try await legSums(since: since, by: grouping) { try IndexKey($0, at: 0) }
            return try await read { try $0.reportedTimes(ofAccounts: sums, limit: limit) }
        case .tier, .queue, .agent:
            let sums = try await legSums(since: since, by: grouping) { $0[0] as Data? }
            return try await read { $0.reportedTimes(named: sums, limit: limit) }
        }
    }

    /// On two readers' threads: a million calls are looked through in half the time, and one reader is left to others.
    private func legSums<Key: Hashable & Sendable>(
        since: Date,
        by grouping: ReportGrouping,
        _ key: @escaping @Sendable (Row) throws -> Key
    ) async throws(JournalFailure) -> LegSums<Key> {
        let spans = try await read { try $0.halves(startedSince: since.milliseconds) }
        let sum = { @Sendable (spans: [ClosedRange<Int64>]) async -> Result<LegSums<Key>, JournalFailure> in
            do throws(JournalFailure) {
                return .success(
                    try await self.read { tables in
                        try tables.legSums(in: spans, since: since.milliseconds, by: grouping, key)
                    }
                )
            } catch {
                return .failure(error)
            }
        }
        async let former = sum(spans.former)
        let latter = await sum(spans.latter)
        var sums = try await former.get()
        sums.add(try latter.get())
        return sums
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
