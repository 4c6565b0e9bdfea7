package import Broker
package import FoundationEssentials
package import Identity

extension SQLiteJournal: Agenda {
    /// Jobs of a lane that are due, most urgent first.
    package func due(
        _ lane: Job.Lane,
        at now: Date,
        limit: Int,
        except busy: Set<CallID>
    ) async throws(JournalFailure) -> [Job] {
        try await read { try $0.due(lane, at: now, limit: limit, except: busy) }
    }

    /// When the next job of a lane falls due.
    package func nextDue(_ lane: Job.Lane) async throws(JournalFailure) -> Date? {
        try await read { try $0.nextDue(lane) }
    }

    /// Calls whose time on the feed is over, the longest over first.
    package func leaving(at now: Date, limit: Int) async throws(JournalFailure) -> [CallID] {
        try await read { try $0.leaving(at: now, limit: limit) }
    }

    /// When the next call's time on the feed is over.
    package func nextLeaving() async throws(JournalFailure) -> Date? {
        try await read { try $0.nextLeaving() }
    }
}
