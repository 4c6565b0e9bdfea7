package import Broker
package import FoundationEssentials
package import Identity

extension SQLiteJournal: OverrideMemory {
    /// All overrides that have not expired, newest first.
    package func overrides(at now: Date, limit: Int) async throws(JournalFailure) -> [Override] {
        try await read { try $0.overrides(at: now, limit: limit) }
    }

    /// Forgets an override.
    package func revoke(_ id: String) async throws(JournalFailure) -> Override? {
        try await write { tables in (try tables.revoke(id), nil) }
    }
}
