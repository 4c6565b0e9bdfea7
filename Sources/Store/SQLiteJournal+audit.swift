package import Broker
package import FoundationEssentials

extension SQLiteJournal: AuditTrail {
    /// Keeps an entry that belongs to no decision about a call.
    package func record(_ entry: AuditEntry) async throws(JournalFailure) {
        try await write { tables in (try tables.append([entry]), nil) }
    }

    /// Entries since a moment, newest first.
    package func audit(since: Date, limit: Int) async throws(JournalFailure) -> [AuditRow] {
        try await read { try $0.audit(since: since, limit: limit) }
    }
}
