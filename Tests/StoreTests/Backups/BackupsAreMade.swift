import Broker
import Foundation
import GRDB
import Identity
import Synchronization
import Testing

@testable import Store

@Suite("10.4 The journal is copied while it is in use")
struct BackupsAreMade {
    let folder = Folder()
    let shelf = Shelf()

    @Test("A copy is whole, private and known, and shows nothing personal")
    func whole() async throws {
        let store = try folder.open()
        for index in 0..<50 { try await store.keep(People.call("c\(index)", number: People.number(index))) }
        let path = try shelf.emptyFile("copy.sqlite")
        try await store.backUp(to: path, at: noon, expires: minutes(60)) { _ in }
        #expect(try await store.backups() == [Backup(path: path, madeAt: noon, expires: minutes(60))])
        #expect(try folder.mode(path) == 0o600)
        #expect(try shelf.names == ["copy.sqlite"])
        await store.close()
        let copy = try DatabaseQueue(path: path)
        let (calls, sound) = try await copy.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM call"),
                try String.fetchOne(db, sql: "PRAGMA integrity_check")
            )
        }
        #expect(calls == 50 && sound == "ok")
        #expect(FileManager.default.contents(atPath: path)?.range(of: Data("+1555".utf8)) == nil)
    }

    @Test("While pages are copied, decisions are written, and the copy is of the moment at which it began")
    func unhindered() async throws {
        let store = try folder.open()
        for index in 0..<300 { try await store.keep(People.call("c\(index)", number: People.number(index))) }
        let path = try shelf.emptyFile("copy.sqlite")
        let (steps, step) = AsyncStream<Int>.makeStream()
        let isWritten = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { step.finish() }
                try await store.backUp(to: path, at: noon, expires: minutes(60)) { progress in
                    step.yield(progress.done)
                    // The copy stands still until somebody else has written.
                    while !isWritten.withLock({ $0 }) { usleep(100) }
                }
            }
            var counts: [Int] = []
            for await done in steps {
                if counts.isEmpty {
                    for index in 300..<400 { try await store.keep(People.call("c\(index)")) }
                    isWritten.withLock { $0 = true }
                }
                counts.append(done)
            }
            #expect(counts.count > 1 && counts == counts.sorted(), "in steps, and never begun anew: \(counts)")
            try await group.waitForAll()
        }
        await store.close()
        let copy = try DatabaseQueue(path: path)
        #expect(try await copy.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM call") } == 300)
    }

    @Test("It replaces nothing, and nothing that others can read")
    func refused() async throws {
        let store = try folder.open()
        let taken = try shelf.file("notes.txt", "mine")
        await #expect(throws: BackupFailure.taken(path: taken)) { try await store.check(taken) }
        await #expect(throws: BackupFailure.taken(path: taken)) {
            try await store.backUp(to: taken, at: noon, expires: noon) { _ in }
        }
        #expect(FileManager.default.contents(atPath: taken) == Data("mine".utf8))
        let open = try shelf.emptyFile("open", mode: 0o644)
        let wide = BackupFailure.cannotWrite(path: open, why: "the file is not the broker's alone")
        await #expect(throws: wide) { try await store.check(open) }
        let nowhere = shelf.path + "/none/copy"
        let missing = BackupFailure.cannotWrite(path: nowhere, why: "no such file or directory")
        await #expect(throws: missing) { try await store.check(nowhere) }
        try FileManager.default.createSymbolicLink(atPath: shelf.path + "/link", withDestinationPath: taken)
        await #expect(throws: BackupFailure.taken(path: shelf.path + "/link")) {
            try await store.check(shelf.path + "/link")
        }
        #expect(try await store.backups().isEmpty)
        await store.close()
    }

    @Test("Whoever goes away leaves nothing behind")
    func interrupted() async throws {
        let store = try folder.open()
        for index in 0..<300 { try await store.keep(People.call("c\(index)", number: People.number(index))) }
        let path = try shelf.emptyFile("copy.sqlite")
        let (steps, step) = AsyncStream<Void>.makeStream()
        let isCancelled = Flag()
        let failure = await withTaskGroup(of: BackupFailure?.self) { group in
            group.addTask {
                do throws(BackupFailure) {
                    try await store.backUp(to: path, at: noon, expires: minutes(60)) { _ in
                        step.yield()
                        while !isCancelled.withLock({ $0 }) { usleep(100) }
                    }
                    return nil
                } catch {
                    return error
                }
            }
            for await _ in steps { break }
            group.cancelAll()
            isCancelled.withLock { $0 = true }
            return await group.next() ?? nil
        }
        #expect(failure == .interrupted)
        #expect(try shelf.names.isEmpty)
        // Behind what was still in line.
        try await store.keep(People.call("last"))
        #expect(try await store.backups().isEmpty)
        await store.close()
    }

    @Test("Those that have expired go, file and all; those that were moved aside only when a person deletes them")
    func expired() async throws {
        let store = try folder.open()
        let paths = try ["a", "b", "c"].map { try shelf.emptyFile($0) }
        for (index, path) in paths.enumerated() {
            try await store.backUp(to: path, at: noon, expires: minutes(Double(index + 1) * 10)) { _ in }
        }
        let aside = Backup(path: try shelf.file("aside", "x"), madeAt: noon, expires: nil)
        try await store.write { tables in (try tables.enter(aside), nil) }
        #expect(try await store.deleteBackups(expiredAt: minutes(9)).isEmpty)
        #expect(try await store.deleteBackups(expiredAt: minutes(20)).map(\.path) == Array(paths.prefix(2)))
        #expect(try shelf.names == ["aside", "c"])
        #expect(try await store.backups().map(\.path) == [aside.path, paths[2]])
        try FileManager.default.removeItem(atPath: aside.path)
        #expect(try await store.deleteBackups(expiredAt: minutes(20)) == [aside])
        await store.close()
    }

    @Test("One that was moved stays known until it expires, and a later one at its path is left alone")
    func moved() async throws {
        let store = try folder.open()
        let path = try shelf.emptyFile("nightly")
        try await store.backUp(to: path, at: noon, expires: minutes(10)) { _ in }
        try FileManager.default.moveItem(atPath: path, toPath: shelf.path + "/elsewhere")
        _ = try shelf.emptyFile("nightly")
        try await store.backUp(to: path, at: minutes(1), expires: minutes(11)) { _ in }
        #expect(try await store.backups().map(\.madeAt) == [noon, minutes(1)])
        #expect(try await store.deleteBackups(expiredAt: minutes(10)).map(\.madeAt) == [noon])
        #expect(try shelf.names == ["elsewhere", "nightly"])
        await store.close()
    }
}

/// Raised by a test, seen by the task that it runs.
private final class Flag: Sendable {
    private let isUp = Mutex(false)
    func withLock<Value: Sendable>(_ body: (inout sending Bool) -> sending Value) -> Value { isUp.withLock(body) }
}
