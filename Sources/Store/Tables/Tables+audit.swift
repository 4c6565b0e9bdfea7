import Broker
import FoundationEssentials
import GRDB
import Identity

extension Tables {
    func append(_ entries: [AuditEntry]) throws {
        let sql = "INSERT INTO audit (at, actor, kind, field) VALUES (?, ?, ?, ?)"
        for entry in entries {
            let actor = vault.pseudonym(of: entry.actor)
            try execute(sql, [entry.at.milliseconds, actor, entry.kind.rawValue, entry.field])
        }
    }

    func audit(since: Date, limit: Int) throws -> [AuditRow] {
        let sql = "SELECT at, actor, kind, field FROM audit WHERE at >= ? ORDER BY at DESC, id DESC LIMIT ?"
        return try rows(sql, [since.milliseconds, limit]).map { row in
            guard let kind = AuditEntry.Kind(rawValue: row[2]) else { throw JournalFailure.corrupt }
            let pseudonym = (row[1] as Data).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count < 2 ? "0\(digits)" : digits
            }
            return AuditRow(
                at: Date(milliseconds: row[0]),
                pseudonym: pseudonym.joined(),
                kind: kind,
                field: row[3]
            )
        }
    }
}
