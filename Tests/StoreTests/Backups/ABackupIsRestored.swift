import Broker
import Crypto
import Foundation
import GRDB
import Identity
import Testing

@testable import Store

@Suite("10.4 A backup takes the place of the journal")
struct ABackupIsRestored {
    let folder = Folder()
    let shelf = Shelf()
    var database: String { folder.path + "/journal.sqlite" }

    private func restoring(_ keys: StoreKeys = Folder.keys) -> Restoring {
        Restoring(directory: folder.path, keys: keys, now: minutes(30))
    }

    /// One call before it, one after.
    private func backUp(_ name: String = "copy.sqlite") async throws -> String {
        let store = try folder.open()
        try await store.keep(People.call("before", number: People.number()))
        let path = try shelf.emptyFile(name)
        try await store.backUp(to: path, at: noon, expires: minutes(60)) { _ in }
        try await store.keep(People.call("after", number: People.number()))
        _ = try await store.reserveFeedNumbers(500)
        await store.close()
        return path
    }

    private func calls(_ keys: StoreKeys = Folder.keys) async throws -> [String] {
        let store = try folder.open(keys: keys)
        let calls = try await store.liveCalls(limit: 10).map(\.id.text).sorted()
        await store.close()
        return calls
    }

    @Test("The journal is as it was; the one that was there is aside, whole, and known")
    func restored() async throws {
        let path = try await backUp()
        let outcome = try restoring().restore(path)
        let aside = try #require(outcome.movedAside)
        #expect(outcome.madeAt == noon && aside == database + ".20261123T123000Z")
        #expect(try await calls() == ["before"])
        #expect(try folder.mode(database) == 0o600 && FileManager.default.fileExists(atPath: path))
        let store = try folder.open()
        #expect(try await store.backups().map(\.path).sorted() == [aside, path].sorted())
        #expect(try await store.backups().contains(Backup(path: aside, madeAt: minutes(30), expires: nil)))
        #expect(try await store.reserveFeedNumbers(1).lowerBound == 501, "no number is given out again")
        await store.close()
        let former = try DatabaseQueue(path: aside)
        #expect(try await former.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM call") } == 2)
    }

    @Test("What a killed broker left in its WAL is aside with it, and not in the journal that comes")
    func wal() async throws {
        let path = try await backUp()
        // As a kill leaves it: a WAL with commits beside the database.
        let queue = try DatabaseQueue(path: database)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try db.execute(sql: "UPDATE call SET tier = 'Gold'")
        }
        for name in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: database + name, toPath: shelf.path + "/k\(name)")
        }
        try queue.close()
        for name in ["", "-wal"] {
            try? FileManager.default.removeItem(atPath: database + name)
            try FileManager.default.moveItem(atPath: shelf.path + "/k\(name)", toPath: database + name)
        }
        let aside = try #require(try restoring().restore(path).movedAside)
        #expect(try await calls() == ["before"])
        let former = try DatabaseQueue(path: aside)
        #expect(
            try await former.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM call WHERE tier = 'Gold'") } == 2
        )
    }

    @Test("A damaged journal is moved aside byte for byte")
    func damaged() async throws {
        let path = try await backUp()
        let nonsense = Data(repeating: 0x55, count: 8_192)
        try nonsense.write(to: URL(fileURLWithPath: database))
        let aside = try #require(try restoring().restore(path).movedAside)
        #expect(FileManager.default.contents(atPath: aside) == nonsense)
        #expect(try await calls() == ["before"])
        let store = try folder.open()
        #expect(try await store.reserveFeedNumbers(1).lowerBound > 1_000_000, "nobody knows which were given out")
        await store.close()
    }

    @Test("On a new machine there is nothing to move")
    func elsewhere() async throws {
        let path = try await backUp()
        let other = Folder()
        let outcome = try Restoring(directory: other.path, keys: Folder.keys, now: noon).restore(path)
        #expect(outcome.movedAside == nil)
        let store = try other.open()
        #expect(try await store.liveCalls(limit: 10).map(\.id.text) == ["before"])
        await store.close()
    }

    @Test("While the journal is open nothing is restored")
    func open() async throws {
        let path = try await backUp()
        let store = try folder.open()
        #expect(throws: StoreFailure.inUse(path: folder.path + "/journal.lock")) { try restoring().restore(path) }
        #expect(throws: StoreFailure.inUse(path: folder.path + "/journal.lock")) { try restoring().beginAnew() }
        await store.close()
        #expect(try await calls() == ["after", "before"])
    }

    @Test("What is no good changes nothing, and the sentence names the file")
    func refused() async throws {
        let path = try await backUp()
        let text = try shelf.file("notes.txt", String(repeating: "no database ", count: 100))
        let cats = shelf.path + "/cats.sqlite"
        try await DatabaseQueue(path: cats).write { try $0.execute(sql: "CREATE TABLE cats (name TEXT)") }
        let newer = try altered(path, "newer") { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999')") }
        let other = StoreKeys(master: SymmetricKey(size: .bits256))
        let beside = try altered(path, "beside") { _ in }
        try Data("x".utf8).write(to: URL(fileURLWithPath: beside + "-wal"))
        let before = FileManager.default.contents(atPath: database)
        #expect(throws: StoreFailure.foreign(path: text)) { try restoring().restore(text) }
        #expect(throws: StoreFailure.foreign(path: cats)) { try restoring().restore(cats) }
        #expect(throws: StoreFailure.newer(path: newer)) { try restoring().restore(newer) }
        #expect(throws: StoreFailure.wrongKeys(path: path)) { try restoring(other).restore(path) }
        #expect(throws: StoreFailure.unfinished(path: beside)) { try restoring().restore(beside) }
        #expect(throws: StoreFailure.cannotOpen(path: "/none", why: "no such file or directory")) {
            try restoring().restore("/none")
        }
        #expect(FileManager.default.contents(atPath: database) == before)
        #expect(
            try folder.files.map { ($0 as NSString).lastPathComponent }.sorted() == ["journal.lock", "journal.sqlite"]
        )
    }

    @Test("One with a damaged page is refused, wherever that is")
    func damagedBackup() async throws {
        let path = try await backUp()
        var bytes = try #require(FileManager.default.contents(atPath: path))
        // A page in the middle: the header and the schema are as they were.
        let page = bytes.count / 4_096 / 2 * 4_096
        bytes.replaceSubrange(page..<page + 4_096, with: Data(repeating: 0x55, count: 4_096))
        try bytes.write(to: URL(fileURLWithPath: path))
        let failure = #expect(throws: StoreFailure.self) { try restoring().restore(path) }
        #expect(failure?.description.hasPrefix("\(path) is damaged (SQLite ") == true)
        #expect(try await calls() == ["after", "before"])
    }

    @Test("One from before a rotation is taken over by the present key")
    func formerKey() async throws {
        let keys = RingedKeys()
        var store = try folder.open(keys: keys.store)
        try await store.keep(People.call("before", number: People.number()))
        let path = try shelf.emptyFile("copy.sqlite")
        try await store.backUp(to: path, at: noon, expires: minutes(60)) { _ in }
        try await store.beginRotation(at: minutes(1))
        await store.close()
        _ = try restoring(keys.store).restore(path)
        store = try folder.open(keys: keys.store)
        #expect(try await store.keyUse().map(\.rows) == [0, 1])
        #expect(try await store.hasRowsToReseal())
        let known = try await store.known(about: Subject(call: People.id("x"), number: People.number()))
        #expect(known.callsOfNumber == 1)
        await store.close()
    }

    @Test("Where there is no backup, a new journal begins and the old one is aside")
    func anew() async throws {
        _ = try await backUp()
        let aside = try #require(try restoring().beginAnew())
        #expect(!SQLiteJournal.exists(in: folder.path))
        #expect(try await calls() == [])
        let former = try DatabaseQueue(path: aside)
        #expect(try await former.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM call") } == 2)
        let again = try #require(try restoring().beginAnew())
        #expect(again == aside + "-2", "no file is replaced")
    }

    private func altered(_ path: String, _ name: String, _ change: @Sendable (Database) throws -> Void) throws -> String
    {
        let copy = "\(shelf.path)/\(name).sqlite"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let queue = try DatabaseQueue(path: copy)
        try queue.write(change)
        // All of it in the one file.
        queue.writeWithoutTransaction { _ = try? $0.checkpoint(.truncate) }
        try queue.close()
        return copy
    }
}
