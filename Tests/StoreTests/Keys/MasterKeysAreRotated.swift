import Broker
import Crypto
import Foundation
import GRDB
import Identity
import Testing

@testable import Store

@Suite("10.2 Master keys are rotated while the journal is in use")
struct MasterKeysAreRotated {
    let folder = Folder()
    let keys = RingedKeys()

    private func open(_ keys: StoreKeys? = nil) throws -> SQLiteJournal {
        try folder.open(keys: keys ?? self.keys.store)
    }

    /// A call, two steps, an override and a link each.
    private func fill(_ store: SQLiteJournal, _ range: Range<Int>) async throws {
        for index in range {
            let number = People.number(index)
            let changes = Changes.call(People.call("c\(index)", number: number)) {
                $0.steps = [People.step(People.john), People.step(People.jane)]
                $0.override = .set(People.override("o\(index)", number: number))
                $0.link = .set(People.link(number: number))
            }
            try await store.write(changes, about: "c\(index)", number: number)
        }
    }

    private func reseal(_ store: SQLiteJournal, slices: Int = .max) async throws -> Int {
        var (place, rows, left) = (ResealPlace?.some(.start), 0, slices)
        while let from = place, left > 0 {
            let slice = try await store.reseal(after: from, limit: 3)
            (place, rows, left) = (slice.next, rows + slice.rows, left - 1)
        }
        return rows
    }

    private func expectAllThere(_ store: SQLiteJournal, _ range: Range<Int>) async throws {
        for index in range {
            let number = People.number(index)
            let known = try await store.known(about: Subject(call: People.id("other"), number: number))
            #expect(known.callsOfNumber == 1 && known.override?.id == "o\(index)" && known.link?.account == People.john)
            #expect(try await store.history(of: People.id("c\(index)")).count == 2)
        }
        #expect(try await store.liveCalls(limit: 1_000).count == range.count)
    }

    @Test("All rows go under the new key, are found as before, and the former key is not needed any more")
    func rotated() async throws {
        let store = try open()
        try await fill(store, 0..<20)
        let before = try await store.keyUse()
        #expect(before.map(\.rows) == [100] && before[0].isCurrent)
        #expect(try await !store.hasRowsToReseal())
        try await store.beginRotation(at: minutes(1))
        #expect(keys.all.count == 2 && keys.all[1] == Folder.keys.master)
        #expect(try await store.hasRowsToReseal())
        try await fill(store, 20..<21)
        #expect(try await store.keyUse().map(\.rows) == [5, 100], "new rows are under the new key")
        try await expectAllThere(store, 0..<21)
        #expect(try await reseal(store) == 100)
        try await store.retireKeys(at: minutes(2))
        let after = try await store.keyUse()
        #expect(after.map(\.rows) == [105, 0])
        #expect(after[1].id == before[0].id && after[1].retiredAt == minutes(2) && after[0].since == minutes(1))
        #expect(try await !store.hasRowsToReseal())
        try await expectAllThere(store, 0..<21)
        try await store.dropKeys([before[0].id])
        #expect(keys.all.count == 1)
        #expect(try await store.keyUse().count == 1)
        await store.close()
        let again = try open()
        try await expectAllThere(again, 0..<21)
        await again.close()
        #expect(throws: StoreFailure.wrongKeys(path: folder.path + "/journal.sqlite")) { try open(Folder.keys) }
    }

    @Test("Pseudonyms and indexes outlive the key: the audit of a year can be read")
    func pseudonyms() async throws {
        let store = try open()
        let entry = AuditEntry(at: noon, actor: People.ortiz, kind: .reveal)
        try await store.record(entry)
        for minute in [1.0, 2] {
            try await store.beginRotation(at: minutes(minute))
            try await store.record(entry)
        }
        await store.close()
        let again = try open()
        try await again.record(entry)
        let rows = try await again.audit(since: noon, limit: 10)
        #expect(rows.count == 4 && Set(rows.map(\.pseudonym)).count == 1)
        await again.close()
    }

    @Test("Killed between the key file and the journal, the next start takes the new key over")
    func killedFirst() async throws {
        let store = try open()
        try await fill(store, 0..<2)
        await store.close()
        let two = RingedKeys([SymmetricKey(size: .bits256)] + keys.all)
        let again = try open(two.store)
        #expect(try await again.keyUse().map(\.rows) == [0, 10])
        #expect(try await again.hasRowsToReseal())
        try await expectAllThere(again, 0..<2)
        #expect(try await reseal(again) == 10)
        await again.close()
    }

    @Test("Killed in the middle, it goes on; without the former key the journal is refused")
    func killedInBetween() async throws {
        let store = try open()
        try await fill(store, 0..<10)
        try await store.beginRotation(at: minutes(1))
        #expect(try await reseal(store, slices: 2) == 18)
        await store.close()
        let path = folder.path + "/journal.sqlite"
        let former = try #require(keys.all.last.map { MasterKey($0).id.hexDigits })
        #expect(throws: StoreFailure.missingKey(path: path, id: former)) { try open(StoreKeys(master: keys.all[0])) }
        let again = try open()
        try await expectAllThere(again, 0..<10)
        #expect(try await reseal(again) == 32)
        try await again.retireKeys(at: minutes(2))
        #expect(try await again.keyUse().map(\.rows) == [50, 0])
        await again.close()
    }

    @Test("A key that can't be kept seals nothing")
    func unkept() async throws {
        let broken = RingedKeys(isBroken: true)
        let store = try open(broken.store)
        await #expect(throws: KeyFailure.notKept("the folder is read-only")) {
            try await store.beginRotation(at: minutes(1))
        }
        try await fill(store, 0..<1)
        #expect(try await store.keyUse().map(\.rows) == [5])
        await store.close()
        await (try open(Folder.keys)).close()
    }

    @Test("A key with rows under it is not retired, and the current one never goes")
    func needed() async throws {
        let store = try open()
        try await fill(store, 0..<1)
        try await store.beginRotation(at: minutes(1))
        try await store.retireKeys(at: minutes(2))
        let use = try await store.keyUse()
        #expect(use.allSatisfy { $0.retiredAt == nil })
        try await store.dropKeys([use[0].id])
        #expect(keys.all.count == 2)
        try await expectAllThere(store, 0..<1)
        await store.close()
    }

    @Test("No byte of what was sealed under the former key is left")
    func wiped() async throws {
        let store = try open()
        try await fill(store, 0..<20)
        let envelopes = try await store.pool.read { try Data.fetchAll($0, sql: "SELECT envelope FROM call") }
        try await store.beginRotation(at: minutes(1))
        _ = try await reseal(store)
        await store.close()
        let bytes = try folder.files.map { FileManager.default.contents(atPath: $0) ?? Data() }
        #expect(bytes.contains { $0.count > 4_096 })
        for envelope in envelopes {
            #expect(!bytes.contains { $0.range(of: envelope.dropFirst(9).prefix(40)) != nil })
        }
    }
}
