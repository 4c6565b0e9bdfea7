import Broker
import FoundationEssentials
import GRDB
import Identity

extension Tables {
    /// By a number's index, or through all that is sealed: a record may be named by calls that are on somebody else.
    func calls(of person: Person, after place: RowPlace?, limit: Int) throws -> HeldCalls {
        let first = if case .row(let row) = place { row } else { Int64.min }
        let columns = "SELECT row, call_id, envelope, leaves_at FROM call"
        let found =
            switch person {
            case .number(let number):
                try rows(
                    "\(columns) WHERE number_index = ? AND row > ? ORDER BY row LIMIT ?",
                    [vault.index(of: number), first, limit]
                )
            case .externalID: try rows("\(columns) WHERE row > ? ORDER BY row LIMIT ?", [first, limit])
            }
        let last = found.last?[0] as Int64?
        return HeldCalls(
            calls: try found.compactMap { try held($0, by: person) },
            next: found.count == limit ? last.map { .row($0) } : nil
        )
    }

    private func held(_ row: Row, by person: Person) throws -> HeldCall? {
        let id = try callID(row[1])
        if case .externalID(let named) = person {
            guard try isNamed(named, in: row[2], of: .call(id)) || isNamed(named, inStepsOf: row[0], id) else {
                return nil
            }
        }
        return HeldCall(
            call: try vault.open(Call.self, from: row[2], of: .call(id)),
            steps: try history(of: id),
            leavesAt: (row[3] as Int64?).map { Date(milliseconds: $0) }
        )
    }

    private func isNamed(_ id: ExternalID, inStepsOf row: Int64, _ call: CallID) throws -> Bool {
        let sql = "SELECT seq, envelope FROM identity_step WHERE call_row = ?"
        return try rows(sql, [row]).contains { step in
            try isNamed(id, in: step[1], of: .step(call, sequence: step[0]))
        }
    }

    private func isNamed(_ id: ExternalID, in envelope: Data, of place: Place) throws -> Bool {
        try vault.bytes(from: envelope, of: place).withUnsafeBytes { id.isNamed(in: $0) }
    }

    func memories(of person: Person) throws -> HeldMemories {
        switch person {
        case .number(let number):
            let index = vault.index(of: number)
            return HeldMemories(
                overrides: try override(index).map { [$0] } ?? [],
                links: try link(index).map { [$0] } ?? []
            )
        case .externalID(let id):
            return HeldMemories(overrides: try overrides(naming: id), links: try links(naming: id))
        }
    }

    private func overrides(naming id: ExternalID) throws -> [Override] {
        try rows("SELECT id, envelope FROM override", []).compactMap { row in
            let place = Place.override(id: row[0])
            guard try isNamed(id, in: row[1], of: place) else { return nil }
            return try vault.open(Override.self, from: row[1], of: place)
        }
    }

    private func links(naming id: ExternalID) throws -> [RecentLink] {
        try rows("SELECT number_index, envelope FROM recent_link", []).compactMap { row in
            let place = Place.link(numberIndex: row[0])
            guard try isNamed(id, in: row[1], of: place) else { return nil }
            return try vault.open(RecentLink.self, from: row[1], of: place)
        }
    }

    func erase(_ calls: [CallID], _ memories: HeldMemories, audit: [AuditEntry]) throws -> ErasedCounts {
        var counts = ErasedCounts()
        for call in calls { counts += try erase(call) }
        for override in memories.overrides { counts.overrides += try revoke(override.id) == nil ? 0 : 1 }
        for link in memories.links {
            try execute("DELETE FROM recent_link WHERE number_index = ?", [vault.index(of: link.number)])
            counts.links += db.changesCount
        }
        try append(audit)
        return counts
    }

    /// The schema has all go that hangs on it.
    private func erase(_ call: CallID) throws -> ErasedCounts {
        var counts = ErasedCounts()
        let sql = """
            SELECT row, (SELECT count(*) FROM identity_step WHERE call_row = row),
                (SELECT count(*) FROM leg WHERE call_row = row), (SELECT count(*) FROM job WHERE call_row = row)
            FROM call WHERE call_id = ?
            """
        guard let found = try row(sql, [call.text]) else { return counts }
        try execute("DELETE FROM call WHERE row = ?", [found[0] as Int64])
        (counts.calls, counts.steps, counts.legs, counts.jobs) = (1, found[1], found[2], found[3])
        return counts
    }
}
