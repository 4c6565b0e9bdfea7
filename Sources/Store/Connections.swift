import Broker
import FoundationEssentials
import GRDB

/// Opens SQLite so that it keeps what it is told, or refuses.
enum Connections {
    static func open(
        _ path: String,
        keys: StoreKeys,
        now: Date,
        patience: TimeInterval = 5
    ) throws(StoreFailure) -> (DatabasePool, Checkpoints, Vault) {
        do {
            let (pool, vault) = try openChecked(path, keys: keys, now: now, patience: patience)
            return (pool, try checkpoints(of: pool, path), vault)
        } catch {
            throw failure(error, path)
        }
    }

    /// With all migrations, and the keys that it was written with; without the connection that copies its WAL.
    static func openChecked(
        _ path: String,
        keys: StoreKeys,
        now: Date,
        patience: TimeInterval = 5
    ) throws -> (DatabasePool, Vault) {
        let pool = try DatabasePool(path: path, configuration: configuration(patience))
        let migrator = Schema.migrator(checkValue: MasterKey(keys.master).checkValue)
        try pool.writeWithoutTransaction { db in
            try recognise(db, migrator, path)
            try harden(db)
            try verify(db, path)
        }
        try migrator.migrate(pool)
        return (pool, try pool.write { try KeyRegister(db: $0, path: path, now: now).vault(keys) })
    }

    private static func checkpoints(of pool: DatabasePool, _ path: String) throws -> Checkpoints {
        let connection = try DatabaseQueue(path: path, configuration: configuration(5))
        // It only ever copies pages, which `PacedFlush` brings to the disk.
        try connection.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        guard let file = PacedFlush(path: path) else { throw StoreFailure.cannotOpen(path: path, why: "it is gone") }
        return Checkpoints(pool, connection, file: file)
    }

    private static func configuration(_ patience: TimeInterval) -> Configuration {
        var configuration = Configuration()
        configuration.label = "journal"
        configuration.maximumReaderCount = 3
        configuration.busyMode = .timeout(patience)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// Before anything is written to it.
    private static func recognise(_ db: Database, _ migrator: DatabaseMigrator, _ path: String) throws {
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
        let isOurs = try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID
        guard isEmpty || isOurs else { throw StoreFailure.foreign(path: path) }
        guard try isEmpty || !migrator.hasBeenSuperseded(db) else { throw StoreFailure.newer(path: path) }
    }

    /// After opening: GRDB sets `synchronous` to NORMAL when it switches a pool to WAL.
    private static func harden(_ db: Database) throws {
        try db.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = \(Checkpoints.lastResort);
                PRAGMA journal_size_limit = 67108864;
                """
        )
    }

    /// A setting that SQLite does not know or take is no error to it, so each is read back.
    static func verify(_ db: Database, _ path: String) throws {
        for (setting, wanted) in [("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)] {
            guard try Int.fetchOne(db, sql: "PRAGMA \(setting)") == wanted else {
                throw StoreFailure.unsafe(path: path, setting: "\(setting) = \(wanted)")
            }
        }
        guard try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" else {
            throw StoreFailure.unsafe(path: path, setting: "journal_mode = wal")
        }
    }

    static func failure(_ error: any Error, _ path: String) -> StoreFailure {
        switch error {
        case let failure as StoreFailure: return failure
        case let error as DatabaseError:
            let code = error.extendedResultCode.rawValue
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .corrupt(path: path, code: code)
            case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(path: path)
            default: return .cannotOpen(path: path, why: "\(error.resultCode) (SQLite \(code))")
            }
        default: return .cannotOpen(path: path, why: "GRDB refused it")
        }
    }
}
