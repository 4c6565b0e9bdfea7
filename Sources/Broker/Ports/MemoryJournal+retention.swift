import FoundationEssentials
package import Identity
import Synchronization

extension MemoryJournal: Retention {
    /// How many rows have to go.
    package func expired(
        _ kind: Perishable,
        by limits: RetentionLimits,
        after place: RowPlace?,
        limit: Int
    ) async throws(JournalFailure) -> RetentionSlice {
        ledger.withLock { ledger in RetentionSlice(count: ledger.expired(kind, by: limits).count, next: nil) }
    }

    /// Has up to `limit` rows go.
    package func purge(
        _ kind: Perishable,
        by limits: RetentionLimits,
        after place: RowPlace?,
        limit: Int
    ) async throws(JournalFailure) -> RetentionSlice {
        try ledger.withLock { ledger throws(JournalFailure) in
            let expired = ledger.expired(kind, by: limits)
            if expired.isEmpty { return RetentionSlice(count: 0, next: nil) }
            if let failure = ledger.failure { throw failure }
            for row in expired.prefix(limit) { ledger.remove(row) }
            let count = min(limit, expired.count)
            return RetentionSlice(count: count, next: count < limit ? nil : .row(0))
        }
    }

    /// Never.
    package var isCatchingUp: Bool { false }

    /// There is none.
    package func emptyLog() async -> Bool { true }
}

extension MemoryJournal: PersonTraces {
    /// All at once.
    package func calls(
        of person: Person,
        after place: RowPlace?,
        limit: Int
    ) async throws(JournalFailure) -> HeldCalls {
        ledger.withLock { ledger in
            let held = ledger.calls.values.sorted { $0.place < $1.place }.map { entry in
                HeldCall(call: entry.call, steps: ledger.steps[entry.call.id] ?? [], leavesAt: entry.leavesAt)
            }
            return HeldCalls(calls: held.filter { person.isOn($0) }, next: nil)
        }
    }

    /// What is remembered of a number, or of a record.
    package func memories(of person: Person) async throws(JournalFailure) -> HeldMemories {
        ledger.withLock { ledger in
            HeldMemories(
                overrides: ledger.overrides.values.filter { person.isIn($0, of: $0.number) },
                links: ledger.links.values.filter { person.isIn($0, of: $0.number) }
            )
        }
    }

    /// Erases calls and memories.
    package func erase(
        _ calls: [CallID],
        _ memories: HeldMemories,
        audit: [AuditEntry]
    ) async throws(JournalFailure) -> ErasedCounts {
        try ledger.withLock { ledger throws(JournalFailure) in
            if let failure = ledger.failure { throw failure }
            var counts = ErasedCounts()
            for call in calls { counts += ledger.erase(call) }
            for override in memories.overrides where ledger.overrides.removeValue(forKey: override.number) != nil {
                counts.overrides += 1
            }
            for link in memories.links where ledger.links.removeValue(forKey: link.number) != nil { counts.links += 1 }
            ledger.audit(audit)
            return counts
        }
    }
}

extension Person {
    fileprivate func isOn(_ held: HeldCall) -> Bool {
        switch self {
        case .number(let number): held.call.number == number
        case .externalID(let id): id.isNamed(in: held.call) || held.steps.contains { id.isNamed(in: $0) }
        }
    }

    fileprivate func isIn(_ memory: some Encodable, of number: CallerNumber) -> Bool {
        switch self {
        case .number(let own): own == number
        case .externalID(let id): id.isNamed(in: memory)
        }
    }
}

extension ExternalID {
    /// What can't be written names nobody.
    fileprivate func isNamed(in value: some Encodable) -> Bool {
        let bytes = try? StreamedJSON(dates: .seconds).encode(value)
        return bytes?.withUnsafeBytes { isNamed(in: $0) } ?? false
    }
}

extension MemoryLedger {
    /// A row that goes.
    enum Row {
        case call(CallID)
        case link(CallerNumber)
        case override(CallerNumber)
        case audit(AuditRow)
    }

    fileprivate func expired(_ kind: Perishable, by limits: RetentionLimits) -> [Row] {
        switch kind {
        case .calls:
            let busy = Set(jobs.keys.map(\.call))
            return calls.values.sorted { $0.place < $1.place }.filter { entry in
                let limit = busy.contains(entry.call.id) ? limits.unfinished : limits.calls
                return entry.leavesAt ?? .distantPast < limits.calls && entry.call.life.startedAt < limit
            }.map { .call($0.call.id) }
        case .links: return links.values.filter { $0.at < limits.links }.map { .link($0.number) }
        case .overrides: return overrides.values.filter { $0.expires <= limits.overrides }.map { .override($0.number) }
        case .audit: return audited.filter { $0.at < limits.audit }.sorted { $0.at < $1.at }.map { .audit($0) }
        }
    }

    fileprivate mutating func remove(_ row: Row) {
        switch row {
        case .call(let id): _ = erase(id)
        case .link(let number): links[number] = nil
        case .override(let number): overrides[number] = nil
        case .audit(let entry): if let place = audited.firstIndex(of: entry) { audited.remove(at: place) }
        }
    }

    fileprivate mutating func erase(_ id: CallID) -> ErasedCounts {
        var counts = ErasedCounts()
        guard let entry = calls.removeValue(forKey: id) else { return counts }
        if let number = entry.call.number { callsOfNumber[number, default: 0] -= 1 }
        let lanes = jobs.keys.filter { $0.call == id }
        for post in lanes { jobs[post] = nil }
        counts.calls = 1
        counts.steps = steps.removeValue(forKey: id)?.count ?? 0
        counts.legs = entry.call.life.legs.count
        counts.jobs = lanes.count
        return counts
    }
}
