import Broker
import Foundation
import GRDB
import Identity
import Testing

@testable import Store

/// Released schemas, as dumps.
///
/// `Dumps/v1.sql` is what `sqlite3 journal.sqlite .dump` said of a journal with that schema: three calls, each with two
/// identifications, a job, an override and a link, sealed under the tests' master key. A dump is never edited.
@Suite("A journal of every released schema is brought to the present one")
struct EveryReleasedSchemaIsMigrated {
    let folder = Folder()
    static let released = ["v1"]

    private static func dump(_ version: String) throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: folder.appending(path: "Dumps/\(version).sql"), encoding: .utf8)
    }

    /// A journal as that release left it.
    private func lay(_ version: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let queue = try DatabaseQueue(path: folder.path + "/journal.sqlite")
        try queue.writeWithoutTransaction { try $0.execute(sql: try Self.dump(version)) }
        try queue.close()
    }

    @Test("All that was in it is read, and it works on", arguments: released)
    func migrated(_ version: String) async throws {
        try lay(version)
        let store = try folder.open()
        #expect(try await store.liveCalls(limit: 10).map(\.id.text).sorted() == ["call-0", "call-1", "call-2"])
        for index in 0..<3 {
            let number = People.number(index)
            let known = try await store.known(about: Subject(call: People.id("new"), number: number))
            #expect(known.callsOfNumber == 1 && known.override?.id == "o\(index)" && known.link?.account == People.john)
            #expect(
                try await store.history(of: People.id("call-\(index)")).map(\.identity.name) == [
                    People.john.name, People.jane.name,
                ]
            )
        }
        #expect(try await store.due(.crm, at: minutes(1), limit: 10, except: []).count == 3)
        #expect(try await store.audit(since: noon, limit: 10).count == 3)
        #expect(try await store.reserveFeedNumbers(1).lowerBound == 42)
        #expect(try await store.keyUse().map { [$0.rows, $0.isCurrent ? 1 : 0] } == [[15, 1]])
        #expect(try await store.keyUse().first?.since == noon, "as old as its first call")
        #expect(try await store.backups().isEmpty)
        try await store.keep(People.call("new", number: People.number()))
        await store.close()
        await (try folder.open()).close()
    }

    @Test("It ends as a journal that begins today", arguments: released)
    func same(_ version: String) async throws {
        try lay(version)
        let store = try folder.open()
        let migrated = try await store.pool.read { try Self.schema($0) }
        await store.close()
        let other = Folder()
        let new = try other.open()
        #expect(migrated == (try await new.pool.read { try Self.schema($0) }))
        await new.close()
    }

    @Test("A migration that was released is never edited", arguments: released)
    func unedited(_ version: String) throws {
        try lay(version)
        let released = try DatabaseQueue(path: folder.path + "/journal.sqlite")
        let present = try DatabaseQueue()
        let migrator = Schema.migrator(checkValue: Vault(Folder.keys).current.checkValue)
        try migrator.migrate(present, upTo: version)
        #expect(try released.read { try Self.schema($0) } == present.read { try Self.schema($0) })
    }

    @Test("Every migration but the newest has its dump")
    func complete() {
        #expect(Array(Schema.migrator(checkValue: Data()).migrations.dropLast()) == Self.released)
    }

    private static func schema(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    }
}
