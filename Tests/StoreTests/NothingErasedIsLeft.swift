import Broker
import Foundation
import GRDB
import Glibc
import Identity
import Testing

@testable import Store

@Suite("10.3 Nothing of what is gone is left in the files")
struct NothingErasedIsLeft {
    let folder = Folder()

    private static let limits = RetentionLimits(
        at: noon,
        retention: 86_400,
        syncGiveUp: 0,
        recentLink: 3_600,
        auditLife: 86_400
    )

    /// All that the journal can hold of a caller, two days ago.
    private func everything(_ index: Int) -> Changes {
        let (number, at) = (People.number(index), noon.addingTimeInterval(-2 * 86_400))
        var call = People.call("call-\(index)", number: number, at: at)
        let override = People.override("o\(index)", number: number, at: at, expires: at)
        call.recall(override, at: at)
        return .call(call, leavesAt: nil) {
            $0.steps = [People.step(People.john, at: at), People.step(People.jane, at: at)]
            $0.override = .set(override)
            $0.link = .set(RecentLink(number: number, account: People.john, source: People.salesforce, at: at))
        }
    }

    /// Every sealed row and every blind index, as bytes: whoever has the key could read the one and find by the other.
    private func traces(_ store: SQLiteJournal, of calls: String = "call_id LIKE 'call-%'") async throws -> [Data] {
        try await store.pool.read { db in
            try Data.fetchAll(
                db,
                sql: """
                    SELECT envelope FROM call WHERE \(calls) UNION SELECT number_index FROM call WHERE \(calls)
                    UNION SELECT s.envelope FROM identity_step s JOIN call ON row = call_row WHERE \(calls)
                    UNION SELECT envelope FROM override UNION SELECT envelope FROM recent_link
                    """
            )
        }
    }

    /// How many of them can be found in the database, its write-ahead log or its index.
    private func found(_ traces: [Data]) throws -> Int {
        // A piece is enough: a row may be cut in two by the end of a page.
        let pieces = Set(traces.map { Array($0.count > 60 ? $0.dropFirst(30).prefix(16) : $0) })
        let beginnings = Set(pieces.map { $0.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) } })
        var found: Set<[UInt8]> = []
        for file in try folder.files.map({ FileManager.default.contents(atPath: $0) ?? Data() }) {
            file.withUnsafeBytes { bytes in
                for place in 0..<max(0, bytes.count - 15)
                where beginnings.contains(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) {
                    let piece = Array(bytes[place..<place + 16])
                    if pieces.contains(piece) { found.insert(piece) }
                }
            }
        }
        return found.count
    }

    private func gone(_ store: SQLiteJournal) async throws -> Int {
        var count = 0
        for kind in Perishable.allCases {
            var (place, isFirst) = (RowPlace?.none, true)
            while isFirst || place != nil {
                isFirst = false
                let slice = try await store.purge(kind, by: Self.limits, after: place, limit: 50)
                (count, place) = (count + slice.count, slice.next)
            }
        }
        return count
    }

    private func emptied(_ store: SQLiteJournal) async -> Bool {
        for _ in 0..<10_000 {
            if await store.emptyLog() { return true }
            await Task.yield()
        }
        return false
    }

    @Test("A purge leaves no sealed row and no index, while the journal stays open")
    func purged() async throws {
        let store = try folder.open()
        for index in 0..<300 { try await store.write(everything(index), about: "call-\(index)") }
        try await store.keep(People.call("stays", number: People.number(1_000)))
        let traces = try await traces(store)
        let stays = try await store.pool.read { db in
            try Data.fetchAll(db, sql: "SELECT envelope FROM call WHERE call_id = 'stays'")
        }
        #expect(traces.count > 1_000)
        #expect(try found(traces) == traces.count, "the search can find")
        #expect(try await gone(store) == 900)
        #expect(await emptied(store))
        #expect(try found(traces) == 0)
        #expect(try found(stays) == stays.count)
        let wal = try #require(FileManager.default.contents(atPath: folder.path + "/journal.sqlite-wal"))
        #expect(wal.isEmpty)
        await store.close()
        #expect(try found(traces) == 0)
    }

    @Test("An erasure leaves nothing either")
    func erased() async throws {
        let store = try folder.open()
        for index in 0..<20 { try await store.write(everything(index), about: "call-\(index)") }
        let traces = try await traces(store, of: "call_id = 'call-7'").filter { trace in trace.count > 16 }
        let person = Person.number(People.number(7))
        let calls = try await store.calls(of: person, after: nil, limit: 9).calls.map(\.call.id)
        let erased = try await store.erase(calls, try await store.memories(of: person), audit: [])
        #expect(erased.calls == 1 && erased.steps == 2 && erased.overrides == 1 && erased.links == 1)
        #expect(await emptied(store))
        // The other callers' memories are in the list, too.
        #expect(try found(traces) == traces.count - 5)
        await store.close()
    }

    @Test("Somebody who reads in the log is not waited for: it is asked again")
    func inUse() async throws {
        let store = try folder.open()
        try await store.write(everything(1), about: "call-1")
        let reader = try store.pool.makeSnapshot()
        try await store.write(everything(2), about: "call-2")
        #expect(await store.emptyLog() == false)
        try reader.close()
        #expect(await emptied(store))
        await store.close()
    }

    @Test("A disk that is full in the middle is told; what went is gone whole, and the rest goes later")
    func fullDisk() async throws {
        let path = folder.path
        await #expect(processExitsWith: .success) { [path = path as String] in
            signal(SIGXFSZ, SIG_IGN)
            let store = try Folder.open(path)
            let suite = NothingErasedIsLeft()
            for index in 0..<300 { try await store.write(suite.everything(index), about: "call-\(index)") }
            let size = try Data(contentsOf: URL(filePath: path + "/journal.sqlite-wal")).count
            suite.limitFiles(to: size + 400_000)
            let failure = await suite.failure(store)
            let (left, hanging) = try await suite.rows(store)
            suite.limitFiles(to: nil)
            let rest = try await suite.gone(store)
            let end = try await suite.rows(store)
            await store.close()
            let isTold = failure == .cannotWrite && left > 0 && left < 300
            let isWhole = hanging == 2 * left && rest == left + 600 && end == (0, 0)
            exit(isTold && isWhole ? EXIT_SUCCESS : EXIT_FAILURE)
        }
    }

    private func limitFiles(to bytes: Int?) {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        limit.rlim_cur = bytes.map { rlim_t($0) } ?? limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    }

    private func failure(_ store: SQLiteJournal) async -> JournalFailure? {
        do {
            _ = try await gone(store)
            return nil
        } catch {
            return error as? JournalFailure
        }
    }

    private func rows(_ store: SQLiteJournal) async throws -> (Int, Int) {
        try await store.pool.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM call") ?? -1,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM identity_step") ?? -1
            )
        }
    }
}
