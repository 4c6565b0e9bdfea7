import Broker
import Foundation
import GRDB
import Identity
import Synchronization
import Testing

@testable import Store

@Suite("Commits are shared by those who come at once")
struct CommitsAreShared {
    let folder = Folder()
    let witness = Witness()

    @Test("What waits while the writer works goes to disk together, at most 32 at a time, in order")
    func grouped() async throws {
        let store = try folder.open(committed: witness.observe)
        try await whileWriterIsHeld(store) { group in
            for index in 0..<100 {
                await join(store, &group, index + 1) { try await store.keep(People.call("a\(index)")) }
            }
        }
        #expect(witness.batchSizes == [1, 32, 32, 32, 4])
        #expect(witness.changes.dropFirst().map(\.call.id.text) == (0..<100).map { "a\($0)" })
        await store.close()
    }

    @Test("A lone decision waits for no company")
    func alone() async throws {
        let store = try folder.open(committed: witness.observe)
        for index in 0..<3 { try await store.keep(People.call("a\(index)")) }
        #expect(witness.batchSizes == [1, 1, 1])
        await store.close()
    }

    @Test("One that can't be written harms no other of its group")
    func harmless() async throws {
        let store = try folder.open(committed: witness.observe)
        let refused = Mutex(0)
        try await whileWriterIsHeld(store) { group in
            for index in 0..<10 {
                await join(store, &group, index + 1) {
                    let stray = Job(call: People.id("nowhere"), lane: .crm, due: noon, since: noon)
                    let changes = Changes.call(People.call("a\(index)")) { $0.jobs = index == 4 ? [stray] : [] }
                    do throws(JournalFailure) {
                        try await store.write(changes, about: "a\(index)")
                    } catch {
                        refused.withLock { $0 += error == .cannotWrite ? 1 : 100 }
                    }
                }
            }
        }
        #expect(refused.withLock { $0 } == 1)
        #expect(witness.changes.dropFirst().map(\.call.id.text) == (0..<10).filter { $0 != 4 }.map { "a\($0)" })
        #expect(store.isWritable)
        await store.close()
    }

    @Test("A line that is full sends people away")
    func full() async throws {
        let line = WriteLine(capacity: 2)
        try line.join(Work { _ in (1, nil) }) {}
        try line.join(Work { _ in (2, nil) }) {}
        #expect(throws: JournalFailure.cannotWrite) { try line.join(Work { _ in (3, nil) }) {} }
        #expect(line.next(32)?.count == 2)
        #expect(line.next(32) == nil)
    }

    @Test("Whoever is cancelled stops waiting; the decision keeps its turn")
    func cancelled() async throws {
        let store = try folder.open(committed: witness.observe)
        try await whileWriterIsHeld(store) { _ in
            let failure = await withTaskGroup(of: JournalFailure?.self) { group in
                group.addTask {
                    do throws(JournalFailure) {
                        try await store.keep(People.call("late"))
                        return nil
                    } catch {
                        return error
                    }
                }
                await until { store.writer.line.count == 1 }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(failure == .cannotWrite)
        }
        await store.close()
        #expect(witness.changes.map(\.call.id.text) == ["held", "late"])
    }

    @Test("A full disk is said, and healed from when there is space again")
    func diskFull() async throws {
        let store = try folder.open(committed: witness.observe)
        try await limitPages(store, to: 1)
        await #expect(throws: JournalFailure.cannotWrite) {
            for index in 0..<1000 { try await store.keep(People.call("a\(index)")) }
        }
        #expect(!store.isWritable)
        let kept = witness.changes.count
        #expect(try await store.liveCalls(limit: 1000).count == kept)
        try await limitPages(store, to: 1_000_000)
        #expect(await store.probe())
        try await store.keep(People.call("healed"))
        #expect(store.isWritable)
        #expect(try await store.liveCalls(limit: 1000).count == kept + 1)
        await store.close()
    }

    /// SQLite never goes below the pages that are in use.
    private func limitPages(_ store: SQLiteJournal, to count: Int) async throws {
        try await store.pool.writeWithoutTransaction { db in
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(count)")
        }
    }

    /// The call "held" is being decided for as long as `body` runs.
    private func whileWriterIsHeld(
        _ store: SQLiteJournal,
        _ body: (inout ThrowingTaskGroup<Void, any Error>) async throws -> Void
    ) async throws {
        let (isHeld, mayGo) = (Gate(), Gate())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await store.decide(about: Subject(call: People.id("held"))) { _ in
                    isHeld.open()
                    mayGo.block()
                    return (.call(People.call("held")), ())
                }
            }
            await until { isHeld.isOpen }
            try await body(&group)
            mayGo.open()
            try await group.waitForAll()
        }
    }

    /// Returns when the work is `place` in line.
    private func join(
        _ store: SQLiteJournal,
        _ group: inout ThrowingTaskGroup<Void, any Error>,
        _ place: Int,
        _ work: @escaping @Sendable () async throws -> Void
    ) async {
        group.addTask { try await work() }
        await until { store.writer.line.count == place }
    }
}

func until(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}

/// Holds up a thread that is not a task's.
final class Gate: Sendable {
    private let condition = NSCondition()
    private let state = Mutex(false)

    var isOpen: Bool { state.withLock { $0 } }

    func open() {
        condition.lock()
        state.withLock { $0 = true }
        condition.broadcast()
        condition.unlock()
    }

    func block() {
        condition.lock()
        while !isOpen { condition.wait() }
        condition.unlock()
    }
}
