package import Broker
package import Identity

extension SQLiteJournal: PersonTraces {
    /// Calls of a number, or those that name a record anywhere.
    package func calls(
        of person: Person,
        after place: RowPlace?,
        limit: Int
    ) async throws(JournalFailure) -> HeldCalls {
        try await read { try $0.calls(of: person, after: place, limit: limit) }
    }

    /// What is remembered of a number, or of a record.
    package func memories(of person: Person) async throws(JournalFailure) -> HeldMemories {
        try await read { try $0.memories(of: person) }
    }

    /// Erases calls with all that hangs on them, and memories.
    package func erase(
        _ calls: [CallID],
        _ memories: HeldMemories,
        audit: [AuditEntry]
    ) async throws(JournalFailure) -> ErasedCounts {
        try await write(weight: 1 + calls.count) { tables in (try tables.erase(calls, memories, audit: audit), nil) }
    }
}
