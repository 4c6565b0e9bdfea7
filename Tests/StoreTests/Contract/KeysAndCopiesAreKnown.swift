import Broker
import Crypto
import FoundationEssentials
import Identity
import Testing

@testable import Store

@Suite("10.2, 10.4 A journal knows its keys and its copies")
struct KeysAndCopiesAreKnown {
    private let shelf = Shelf()

    /// A journal with ten rows, or a twin that says so.
    private func with(_ kind: Kind, _ test: (any KeyKeeping & BackupKeeping) async throws -> Void) async throws {
        switch kind {
        case .memory: try await test(Twin())
        case .sqlite:
            let folder = Folder()
            let store = try folder.open(keys: RingedKeys().store)
            for index in 0..<10 { try await store.keep(People.call("c\(index)")) }
            try await test(store)
            await store.close()
        }
    }

    @Test("A rotation goes slice by slice to its end", arguments: Kind.allCases)
    func rotation(_ kind: Kind) async throws {
        try await with(kind) { journal in
            let first = try #require(try await journal.keyUse().first)
            #expect(first.isCurrent && first.rows == 10 && first.retiredAt == nil)
            #expect(try await !journal.hasRowsToReseal())
            try await journal.beginRotation(at: minutes(1))
            #expect(try await journal.hasRowsToReseal())
            var (place, counts) = (ResealPlace?.some(.start), [Int]())
            while let from = place {
                let slice = try await journal.reseal(after: from, limit: 4)
                counts.append(slice.rows)
                place = slice.next
            }
            #expect(counts.reduce(0, +) == 10 && counts.allSatisfy { $0 <= 4 })
            try await journal.retireKeys(at: minutes(2))
            #expect(try await !journal.hasRowsToReseal())
            let use = try await journal.keyUse()
            #expect(use.map(\.rows) == [10, 0] && use.map(\.isCurrent) == [true, false])
            #expect(use[1].id == first.id && use[1].retiredAt == minutes(2) && use[0].since == minutes(1))
            try await journal.dropKeys([first.id])
            #expect(try await journal.keyUse().map(\.id) == [use[0].id])
        }
    }

    @Test("Copies are known, the oldest first, until they expire", arguments: Kind.allCases)
    func copies(_ kind: Kind) async throws {
        try await with(kind) { journal in
            let paths = try ["a", "b"].map { try shelf.emptyFile($0) }
            for (index, path) in paths.enumerated() {
                try await journal.check(path)
                let (made, expires) = (minutes(Double(1 - index)), minutes(Double(10 + index)))
                try await journal.backUp(to: path, at: made, expires: expires) { _ in }
            }
            #expect(try await journal.backups().map(\.path) == paths.reversed())
            await #expect(throws: BackupFailure.taken(path: paths[0])) {
                try await journal.backUp(to: paths[0], at: noon, expires: noon) { _ in }
            }
            #expect(try await journal.deleteBackups(expiredAt: minutes(9)).isEmpty)
            let gone = try await journal.deleteBackups(expiredAt: minutes(10))
            #expect(gone == [Backup(path: paths[0], madeAt: minutes(1), expires: minutes(10))])
            #expect(try await journal.backups().map(\.path) == [paths[1]])
        }
    }
}

/// Both twins as one.
private final class Twin: KeyKeeping, BackupKeeping {
    private let keys = MemoryKeys(rows: 10)
    private let copies = MemoryBackups()

    func beginRotation(at now: Date) async throws(KeyFailure) { try await keys.beginRotation(at: now) }
    func hasRowsToReseal() async throws(JournalFailure) -> Bool { try await keys.hasRowsToReseal() }
    func reseal(after place: ResealPlace, limit: Int) async throws(JournalFailure) -> Resealed {
        try await keys.reseal(after: place, limit: limit)
    }
    func retireKeys(at now: Date) async throws(JournalFailure) { try await keys.retireKeys(at: now) }
    func dropKeys(_ ids: Set<String>) async throws(KeyFailure) { try await keys.dropKeys(ids) }
    func keyUse() async throws(JournalFailure) -> [KeyUse] { try await keys.keyUse() }
    func check(_ path: String) async throws(BackupFailure) { try await copies.check(path) }
    func backUp(
        to path: String,
        at now: Date,
        expires: Date,
        tell: @escaping @Sendable (BackupProgress) -> Void
    ) async throws(BackupFailure) {
        try await copies.backUp(to: path, at: now, expires: expires, tell: tell)
    }
    func backups() async throws(JournalFailure) -> [Backup] { try await copies.backups() }
    func deleteBackups(expiredAt now: Date) async throws(JournalFailure) -> [Backup] {
        try await copies.deleteBackups(expiredAt: now)
    }
}
