import Broker
import FoundationEssentials
import GRDB
import Identity

extension Tables {
    func override(_ numberIndex: Data) throws -> Override? {
        try row("SELECT id, envelope FROM override WHERE number_index = ?", [numberIndex]).map(override)
    }

    func link(_ numberIndex: Data) throws -> RecentLink? {
        try row("SELECT envelope FROM recent_link WHERE number_index = ?", [numberIndex]).map { row in
            try vault.open(RecentLink.self, from: row[0], of: .link(numberIndex: numberIndex))
        }
    }

    func overrides(at now: Date, limit: Int) throws -> [Override] {
        let sql = "SELECT id, envelope FROM override WHERE expires_at > ? ORDER BY at DESC, id LIMIT ?"
        return try rows(sql, [now.asNow, limit]).map(override)
    }

    func revoke(_ id: String) throws -> Override? {
        guard let row = try row("SELECT id, envelope FROM override WHERE id = ?", [id]) else { return nil }
        let override = try override(row)
        try execute("DELETE FROM override WHERE id = ?", [id])
        return override
    }

    /// A value knows its own number; to drop one, the subject's is needed.
    func keep(_ change: MemoryChange<Override>, of number: CallerNumber?) throws {
        switch change {
        case .keep: break
        case .set(let override): try keep(override)
        case .drop: try number.map { try dropOverride(vault.index(of: $0)) }
        }
    }

    func keep(_ change: MemoryChange<RecentLink>, of number: CallerNumber?) throws {
        switch change {
        case .keep: break
        case .set(let link): try keep(link)
        case .drop:
            try number.map { try execute("DELETE FROM recent_link WHERE number_index = ?", [vault.index(of: $0)]) }
        }
    }

    private func override(_ row: Row) throws -> Override {
        try vault.open(Override.self, from: row[1], of: .override(id: row[0]))
    }

    private func keep(_ override: Override) throws {
        let index = vault.index(of: override.number)
        try dropOverride(index)
        let envelope = try vault.seal(override, for: .override(id: override.id), at: now)
        try execute(
            "INSERT INTO override (id, number_index, at, expires_at, envelope) VALUES (?, ?, ?, ?, ?)",
            [override.id, index, override.at.milliseconds, override.expires.asDeadline, envelope]
        )
    }

    private func dropOverride(_ numberIndex: Data) throws {
        try execute("DELETE FROM override WHERE number_index = ?", [numberIndex])
    }

    private func keep(_ link: RecentLink) throws {
        let sql = """
            INSERT INTO recent_link (number_index, at, envelope) VALUES (?, ?, ?)
            ON CONFLICT (number_index) DO UPDATE SET at = excluded.at, envelope = excluded.envelope
            """
        let index = vault.index(of: link.number)
        try execute(sql, [index, link.at.milliseconds, try vault.seal(link, for: .link(numberIndex: index), at: now)])
    }
}
