import Broker
import FoundationEssentials
import GRDB
import Identity

extension Tables {
    /// A row whose key is not the current one; the ID of a key is in the envelope's header.
    private static let isStale = "substr(envelope, 2, 4) <> ?"

    func hasRowsToReseal() throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM master_key WHERE id <> ? AND retired_at IS NULL)"
        return try row(sql, [vault.current.id])?[0] ?? false
    }

    /// Looked for on a reader, so that the writer need not look.
    func staleRows(after place: ResealPlace, limit: Int, looking most: Int) throws -> StaleRows {
        switch place {
        case .calls(let last): try staleCalls(after: last, limit, most)
        case .overrides(let last): try staleOverrides(after: last, limit)
        case .links(let last): try staleLinks(after: last, limit)
        }
    }

    /// A call with its steps counts as one.
    private func staleCalls(after last: Int64, _ limit: Int, _ most: Int) throws -> StaleRows {
        let sql = """
            SELECT row, \(Self.isStale) OR EXISTS (
                SELECT 1 FROM identity_step WHERE call_row = row AND substr(identity_step.envelope, 2, 4) <> ?)
            FROM (SELECT row, envelope FROM call WHERE row > ? ORDER BY row LIMIT ?)
            """
        let looked = try rows(sql, [vault.current.id, vault.current.id, last, most])
        let stale: [Int64] = looked.filter { $0[1] }.prefix(limit).map { $0[0] }
        let isAll = stale.count < limit && looked.count < most
        let end: Int64? = stale.count == limit ? stale.last : looked.last.map { $0[0] }
        let next = isAll ? nil : end.map { ResealPlace.calls(after: $0) }
        return StaleRows(calls: stale, next: next ?? .overrides(after: .min))
    }

    private func staleOverrides(after last: Int64, _ limit: Int) throws -> StaleRows {
        let sql = "SELECT rowid, id FROM override WHERE rowid > ? AND \(Self.isStale) ORDER BY rowid LIMIT ?"
        let stale = try rows(sql, [last, vault.current.id, limit])
        let next = stale.count == limit ? stale.last.map { ResealPlace.overrides(after: $0[0]) } : nil
        return StaleRows(overrides: stale.map { $0[1] }, next: next ?? .links(after: Data()))
    }

    private func staleLinks(after last: Data, _ limit: Int) throws -> StaleRows {
        let sql = """
            SELECT number_index FROM recent_link WHERE number_index > ? AND \(Self.isStale) ORDER BY number_index LIMIT ?
            """
        let stale = try rows(sql, [last, vault.current.id, limit]).map { $0[0] as Data }
        return StaleRows(links: stale, next: stale.count == limit ? stale.last.map { .links(after: $0) } : nil)
    }

    /// Whatever became of the rows meanwhile; how many were sealed anew.
    func reseal(_ stale: StaleRows) throws -> Int {
        try stale.calls.reduce(0) { try $0 + resealCall($1) }
            + stale.overrides.reduce(0) { try $0 + resealOverride($1) }
            + stale.links.reduce(0) { try $0 + resealLink($1) }
    }

    private func resealCall(_ place: Int64) throws -> Int {
        guard let found = try row("SELECT call_id, envelope FROM call WHERE row = ?", [place]) else { return 0 }
        let call = try callID(found[0])
        var count = 0
        if let envelope = try vault.resealed(found[1], of: .call(call)) {
            try execute("UPDATE call SET envelope = ? WHERE row = ?", [envelope, place])
            count += 1
        }
        for step in try rows("SELECT seq, envelope FROM identity_step WHERE call_row = ?", [place]) {
            let sequence: Int64 = step[0]
            guard let envelope = try vault.resealed(step[1], of: .step(call, sequence: sequence)) else { continue }
            let sql = "UPDATE identity_step SET envelope = ? WHERE call_row = ? AND seq = ?"
            try execute(sql, [envelope, place, sequence])
            count += 1
        }
        return count
    }

    private func resealOverride(_ id: String) throws -> Int {
        guard let found = try row("SELECT envelope FROM override WHERE id = ?", [id]),
            let envelope = try vault.resealed(found[0], of: .override(id: id))
        else { return 0 }
        try execute("UPDATE override SET envelope = ? WHERE id = ?", [envelope, id])
        return 1
    }

    private func resealLink(_ index: Data) throws -> Int {
        guard let found = try row("SELECT envelope FROM recent_link WHERE number_index = ?", [index]),
            let envelope = try vault.resealed(found[0], of: .link(numberIndex: index))
        else { return 0 }
        try execute("UPDATE recent_link SET envelope = ? WHERE number_index = ?", [envelope, index])
        return 1
    }

    /// By the IDs of keys; all rows are looked at.
    func rowsByKey() throws -> [Data: Int] {
        let sql = """
            SELECT id, sum(count) FROM (
                SELECT substr(envelope, 2, 4) AS id, count(*) AS count FROM call GROUP BY 1
                UNION ALL SELECT substr(envelope, 2, 4), count(*) FROM identity_step GROUP BY 1
                UNION ALL SELECT substr(envelope, 2, 4), count(*) FROM override GROUP BY 1
                UNION ALL SELECT substr(envelope, 2, 4), count(*) FROM recent_link GROUP BY 1
            ) GROUP BY id
            """
        return Dictionary(try rows(sql, []).map { ($0[0] as Data, $0[1] as Int) }, uniquingKeysWith: +)
    }

    func keyUse() throws -> [KeyUse] {
        let (counts, keys) = (try rowsByKey(), vault.keys)
        let known = try rows("SELECT id, since, retired_at FROM master_key ORDER BY since DESC, id", []).map { row in
            let id: Data = row[0]
            return KeyUse(
                id: id.hexDigits,
                isCurrent: id == vault.current.id,
                isThere: keys.contains { $0.id == id },
                since: Date(milliseconds: row[1]),
                retiredAt: (row[2] as Int64?).map { Date(milliseconds: $0) },
                rows: counts[id] ?? 0
            )
        }
        return known.filter(\.isCurrent) + known.filter { !$0.isCurrent }
    }

    /// Those of the former keys that were counted and have none.
    func retire(_ unused: [Data], at now: Date) throws {
        for id in unused where id != vault.current.id {
            let sql = "UPDATE master_key SET retired_at = ? WHERE id = ? AND retired_at IS NULL"
            try execute(sql, [now.milliseconds, id])
        }
    }

    func forgetKeys(_ ids: Set<Data>) throws {
        for id in ids where id != vault.current.id { try execute("DELETE FROM master_key WHERE id = ?", [id]) }
    }
}

/// Rows that are to be sealed anew, by their keys.
struct StaleRows: Sendable {
    var calls: [Int64] = []
    var overrides: [String] = []
    var links: [Data] = []
    var next: ResealPlace?

    var isEmpty: Bool { count == 0 }
    var count: Int { calls.count + overrides.count + links.count }
}
