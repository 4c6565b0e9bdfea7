import Broker
import Crypto
import Foundation
import GRDB
import Identity
import Testing

@testable import Store

@Suite("A journal opens, or says why not")
struct AJournalOpensOrSaysWhyNot {
    let folder = Folder()
    var database: String { folder.path + "/journal.sqlite" }

    @Test("Nobody else may enter or read")
    func isPrivate() async throws {
        #expect(!SQLiteJournal.exists(in: folder.path))
        let store = try folder.open()
        try await store.keep(People.call("a"))
        #expect(SQLiteJournal.exists(in: folder.path))
        #expect(try folder.mode(folder.path) == 0o700)
        #expect(try folder.files.count == 4)
        for file in try folder.files { #expect(try folder.mode(file) == 0o600, "\(file)") }
        await store.close()
    }

    @Test("A directory that others may enter is refused")
    func openToOthers() throws {
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        #expect(throws: StoreFailure.openToOthers(path: folder.path, mode: "755")) { try folder.open() }
        #expect(try folder.files.isEmpty)
    }

    @Test("Two writers never meet; closing lets the next one in")
    func locked() async throws {
        let store = try folder.open()
        #expect(throws: StoreFailure.inUse(path: folder.path + "/journal.lock")) { try folder.open() }
        await store.close()
        await #expect(throws: JournalFailure.closed) { try await store.keep(People.call("a")) }
        await #expect(throws: JournalFailure.closed) { try await store.nextLeaving() }
        await store.close()
        await (try folder.open()).close()
    }

    @Test("Another key than the one it was made with is refused")
    func wrongKeys() async throws {
        await (try folder.open()).close()
        let other = StoreKeys(master: SymmetricKey(size: .bits256))
        #expect(throws: StoreFailure.wrongKeys(path: database)) { try folder.open(keys: other) }
        await (try folder.open()).close()
    }

    @Test("One whose check value is gone is refused: no key can be told from another")
    func noCheckValue() async throws {
        let store = try folder.open()
        try await store.pool.write { try $0.execute(sql: "DELETE FROM setting WHERE name = 'key_check'") }
        await store.close()
        #expect(throws: StoreFailure.wrongKeys(path: database)) { try folder.open() }
    }

    @Test("One from a newer Ringside is refused and left as it is")
    func newer() async throws {
        let store = try folder.open()
        try await store.pool.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999')") }
        await store.close()
        #expect(throws: StoreFailure.newer(path: database)) { try folder.open() }
        let queue = try DatabaseQueue(path: database)
        #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM grdb_migrations") } == 3)
    }

    @Test("Another program's database is refused")
    func foreign() async throws {
        await (try folder.open()).close()
        try FileManager.default.removeItem(atPath: database)
        let queue = try DatabaseQueue(path: database)
        try await queue.write { try $0.execute(sql: "CREATE TABLE cats (name TEXT)") }
        try queue.close()
        #expect(throws: StoreFailure.foreign(path: database)) { try folder.open() }
    }

    @Test("A damaged one is named, and not deleted")
    func corrupt() async throws {
        await (try folder.open()).close()
        let nonsense = Data(repeating: 0x55, count: 8192)
        try nonsense.write(to: URL(fileURLWithPath: database))
        let failure = #expect(throws: StoreFailure.self) { try folder.open() }
        #expect(failure == .corrupt(path: database, code: 26))
        #expect(failure?.description.contains(database) == true)
        #expect(FileManager.default.contents(atPath: database) == nonsense)
    }

    @Test("One that another program holds is named, and not waited for without end")
    func heldByAnother() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let shell = try DatabaseQueue(path: database)
        try shell.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE held (x); BEGIN EXCLUSIVE")
            #expect(throws: StoreFailure.locked(path: database)) {
                _ = try Connections.open(database, keys: Folder.keys, now: noon, patience: 0.01)
            }
            try db.execute(sql: "ROLLBACK")
        }
        #expect(StoreFailure.locked(path: database).description.contains(database))
    }

    @Test("One with a damaged page says so when the page is read, and nothing else is lost")
    func damagedPage() async throws {
        let store = try folder.open()
        for index in 0..<200 { try await store.keep(People.call("c\(index)", number: People.number(index))) }
        await store.close()
        var bytes = try #require(FileManager.default.contents(atPath: database))
        let half = bytes.count / 2
        bytes.replaceSubrange(half..., with: Data(repeating: 0x55, count: bytes.count - half))
        try bytes.write(to: URL(fileURLWithPath: database))
        let again = try folder.open()
        await #expect(throws: JournalFailure.corrupt) { try await again.keyUse() }
        await again.close()
        #expect(FileManager.default.contents(atPath: database)?[half..<bytes.count] == bytes[half...])
    }

    @Test("It keeps what it is told: fsync at every commit, freed pages wiped")
    func settings() async throws {
        let store = try folder.open()
        let settings = try await store.pool.writeWithoutTransaction { db in
            try ["synchronous", "secure_delete", "foreign_keys"].map { try Int.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        #expect(settings == [2, 1, 1])
        for loose in ["synchronous = NORMAL", "secure_delete = OFF", "foreign_keys = OFF"] {
            try await store.pool.writeWithoutTransaction { [database] db in
                try db.execute(sql: "PRAGMA \(loose)")
                #expect(throws: StoreFailure.self) { try Connections.verify(db, database) }
                try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON")
            }
        }
        await store.close()
    }

    @Test("The schema takes every state, rule and lane there is")
    func enumerations() async throws {
        let store = try folder.open()
        try await store.keep(People.call("a"))
        for lane in Job.Lane.allCases {
            let job = Job(call: People.id("a"), lane: lane, due: noon, since: noon)
            try await store.write(.only { $0.jobs = [job] }, about: "a")
        }
        try await store.pool.write { db in
            for state in CallState.allCases {
                try db.execute(sql: "UPDATE call SET state = ?", arguments: [state.rawValue])
            }
            for rule in MatchRule.allCases {
                try db.execute(sql: "UPDATE call SET rule = ?", arguments: [rule.rawValue])
            }
        }
        await store.close()
    }
}
