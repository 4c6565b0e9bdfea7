import Broker
import FoundationEssentials
import GRDB

/// Opens SQLite so that it keeps what it is told, or refuses.
enum Connections {
    static func open(_ path: String, vault: Vault) throws(StoreFailure) -> (DatabasePool, Checkpoints) {
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            let migrator = Schema.migrator(checkValue: vault.checkValue)
            try pool.writeWithoutTransaction { db in
                try recognise(db, migrator, path)
                try harden(db)
                try verify(db, path)
            }
            try migrator.migrate(pool)
            try pool.read { try checkKeys($0, vault, path) }
            return (pool, try checkpoints(of: pool, path))
        } catch let failure as StoreFailure {
            throw failure
        } catch let error as DatabaseError {
            throw failure(error, path)
        } catch {
            throw .cannotOpen(path: path, why: "GRDB refused it")
        }
    }

    private static func checkpoints(of pool: DatabasePool, _ path: String) throws -> Checkpoints {
        let connection = try DatabaseQueue(path: path, configuration: configuration)
        // It only ever copies pages, which `PacedFlush` brings to the disk.
        try connection.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        guard let file = PacedFlush(path: path) else { throw StoreFailure.cannotOpen(path: path, why: "it is gone") }
        return Checkpoints(pool, connection, file: file)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "journal"
        configuration.maximumReaderCount = 3
        configuration.busyMode = .timeout(5)
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

    private static func checkKeys(_ db: Database, _ vault: Vault, _ path: String) throws {
        let tables = Tables(db: db, vault: vault, now: .distantPast)
        guard try tables.keyCheck == vault.checkValue else { throw StoreFailure.wrongKeys(path: path) }
    }

    private static func failure(_ error: DatabaseError, _ path: String) -> StoreFailure {
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt(path: path, code: error.extendedResultCode.rawValue)
        default: .cannotOpen(path: path, why: "\(error.resultCode) (SQLite \(error.extendedResultCode.rawValue))")
        }
    }
}
