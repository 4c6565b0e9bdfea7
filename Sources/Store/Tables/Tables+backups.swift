import Broker
import FoundationEssentials
import GRDB

extension Tables {
    func backups() throws -> [Backup] {
        try rows("SELECT path, made_at, expires_at FROM backup ORDER BY made_at, path", []).map { row in
            Backup(
                path: row[0],
                madeAt: Date(milliseconds: row[1]),
                expires: (row[2] as Int64?).map { Date(milliseconds: $0) }
            )
        }
    }

    /// One with the same path may have been moved since: it stays known.
    func enter(_ backup: Backup) throws {
        let sql = "INSERT INTO backup (path, made_at, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        try execute(sql, [backup.path, backup.madeAt.milliseconds, backup.expires?.asDeadline])
    }

    func forget(_ backups: [Backup]) throws {
        for backup in backups {
            try execute("DELETE FROM backup WHERE path = ? AND made_at = ?", [backup.path, backup.madeAt.milliseconds])
        }
    }
}
