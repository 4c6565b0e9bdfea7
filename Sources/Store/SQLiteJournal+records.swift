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
        let (moment, spans) = (since.milliseconds, try await read { try $0.halves(startedSince: since.milliseconds) })
        // On two readers' threads: a million calls are looked through in half the time, and one reader is left to others.
        async let former = legSums(in: spans.former, moment, grouping)
        let latter = await legSums(in: spans.latter, moment, grouping)
        var sums = try await former.get()
        sums.add(try latter.get())
        return try await read { [sums] in try $0.reportedTimes(sums, by: grouping, limit: limit) }
    }

    private func legSums(
        in spans: [ClosedRange<Int64>],
        _ since: Int64,
        _ grouping: ReportGrouping
    ) async -> Result<LegSums, JournalFailure> {
        do throws(JournalFailure) {
            return .success(try await read { try $0.legSums(in: spans, since: since, by: grouping) })
        } catch {
            return .failure(error)
        }
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
