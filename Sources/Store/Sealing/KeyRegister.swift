import Crypto
import FoundationEssentials
import GRDB

/// Which master keys a journal was sealed with, in the journal itself.
///
/// A key file that has a new key in front is all that a rotation needs: whoever opens the journal takes it over.
struct KeyRegister {
    let db: Database
    let path: String
    let now: Date

    /// The vault that opens this journal; refuses keys that do not.
    func vault(_ keys: StoreKeys) throws -> Vault {
        let masters = keys.all.map(MasterKey.init)
        let check = try Data.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'key_check'")
        guard let check, let owner = masters.first(where: { $0.checkValue == check }) else {
            throw StoreFailure.wrongKeys(path: path)
        }
        let vault = Vault(keys, indexKey: try indexKey(keys, owner))
        try forgetDropped(masters)
        try refuseMissing(masters)
        try enter(owner, since: firstCall ?? now)
        if owner.id != vault.current.id { try adopt(vault) }
        return vault
    }

    /// From now on the journal is that of the vault's current key.
    func adopt(_ vault: Vault) throws {
        try set("index_key", try vault.sealedIndexKey(at: now))
        try set("key_check", vault.current.checkValue)
        for key in vault.keys { try enter(key, since: now) }
        // One that was a former key already, such as that of a backup, is in use again.
        try db.execute(sql: "UPDATE master_key SET retired_at = NULL WHERE id = ?", arguments: [vault.current.id])
    }

    private func indexKey(_ keys: StoreKeys, _ owner: MasterKey) throws -> SymmetricKey {
        let sealed = try Data.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'index_key'")
        guard let sealed else { return owner.derive(Vault.indexPurpose) }
        return try Vault(keys).openedIndexKey(sealed)
    }

    /// A key whose file was written and whose row was not.
    private func forgetDropped(_ masters: [MasterKey]) throws {
        for id in try ids("WHERE retired_at IS NOT NULL") where !masters.contains(where: { $0.id == id }) {
            try db.execute(sql: "DELETE FROM master_key WHERE id = ?", arguments: [id])
        }
    }

    private func refuseMissing(_ masters: [MasterKey]) throws {
        for id in try ids("WHERE retired_at IS NULL") where !masters.contains(where: { $0.id == id }) {
            throw StoreFailure.missingKey(path: path, id: id.hexDigits)
        }
    }

    private func ids(_ condition: String) throws -> [Data] {
        try Data.fetchAll(db, sql: "SELECT id FROM master_key \(condition)")
    }

    private func enter(_ key: MasterKey, since: Date) throws {
        try db.execute(
            sql: "INSERT INTO master_key (id, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
            arguments: [key.id, since.milliseconds]
        )
    }

    /// A journal from before keys were entered is as old as its calls.
    private var firstCall: Date? {
        get throws {
            let sql = "SELECT started_at FROM call ORDER BY row LIMIT 1"
            return try Int64.fetchOne(db, sql: sql).map { Date(milliseconds: $0) }
        }
    }

    private func set(_ name: String, _ value: Data) throws {
        let sql = "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
        try db.execute(sql: sql, arguments: [name, value])
    }
}

extension Data {
    /// Two for each byte.
    var hexDigits: String {
        map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0\(digits)" : digits
        }.joined()
    }

    init?(hexDigits: String) {
        let digits = Array(hexDigits.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
        guard bytes.allSatisfy({ $0 != nil }) else { return nil }
        self = Data(bytes.compactMap(\.self))
    }
}
