import Broker
import Foundation
import Identity
import Store
import Testing

#if canImport(Glibc)
import Glibc
#endif

@Suite("Nothing acknowledged is lost")
struct NothingAcknowledgedIsLost {
    let folder = Folder()

    @Test("A journal that was closed has everything when it is opened again")
    func reopened() async throws {
        let store = try folder.open()
        var call = People.call("a", number: People.number())
        call.recall(People.link(), at: noon)
        let job = Job(call: call.id, lane: .platform, due: minutes(1), attempts: 2, since: noon, priority: 2)
        let changes = Changes.call(call) {
            $0.steps = [People.step(People.john)]
            $0.override = .set(People.override("o"))
            $0.link = .set(People.link())
            $0.jobs = [job]
        }
        try await store.write(changes, about: "a")
        await store.close()

        let again = try folder.open()
        let known = try await again.known(about: Subject(call: call.id))
        #expect(known.call == call && known.override == People.override("o") && known.link == People.link())
        #expect(try await again.history(of: call.id) == [People.step(People.john)])
        #expect(try await again.due(.platform, at: minutes(1), limit: 1, except: []) == [job])
        #expect(try await again.liveCalls(limit: 1) == [call])
        await again.close()
    }

    @Test("Closing leaves an empty WAL, and waits for what was in line")
    func closed() async throws {
        let store = try folder.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<100 { group.addTask { try await store.keep(People.call("a\(index)")) } }
            try await group.waitForAll()
        }
        await store.close()
        let wal = FileManager.default.contents(atPath: folder.path + "/journal.sqlite-wal")
        #expect(wal?.isEmpty ?? true)
    }

    @Test("A broker killed in the middle of its work has all that it acknowledged")
    func killed() async throws {
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try Folder.open(path)
            let ledger = open(path + "/ledger", O_WRONLY | O_CREAT | O_APPEND, 0o600)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<16 { group.addTask { try await writeForEver(store, writer, ledger) } }
                try await group.waitForAll()
            }
        }
        let ledger = FileManager.default.contents(atPath: path + "/ledger") ?? Data()
        let acknowledged = String(decoding: ledger, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(acknowledged.count >= 2000)
        let store = try folder.open()
        for id in acknowledged {
            let known = try await store.known(about: Subject(call: People.id(id)))
            #expect(known.call?.id.text == id)
        }
        let jobs = try await store.due(.crm, at: noon, limit: 100_000, except: [])
        #expect(Set(acknowledged).isSubset(of: jobs.map(\.call.text)))
        await store.close()
    }

    @Test("What lay on disk in the middle of the work is a whole journal")
    func copied() async throws {
        let store = try folder.open()
        for index in 0..<300 { try await store.keep(People.call("a\(index)", number: People.number(index % 7))) }
        let copy = Folder()
        try FileManager.default.copyItem(atPath: folder.path, toPath: copy.path)
        try FileManager.default.removeItem(atPath: copy.path + "/journal.sqlite-shm")
        let again = try copy.open()
        #expect(try await again.liveCalls(limit: 1000).count == 300)
        await again.close()
        await store.close()
    }

    @Test("No feed number is ever given twice, however the journal ended")
    func feedNumbers() async throws {
        var end: UInt64 = 1
        for count: UInt64 in [1, 1000, 5] {
            let store = try folder.open()
            for _ in 0..<2 {
                let numbers = try await store.reserveFeedNumbers(count)
                #expect(numbers == end..<end + count)
                end = numbers.upperBound
            }
            // Once without closing properly: a copy of the files as they lie there.
            let copy = Folder()
            try FileManager.default.copyItem(atPath: folder.path, toPath: copy.path)
            let other = try copy.open()
            #expect(try await other.reserveFeedNumbers(1).lowerBound == end)
            await other.close()
            await store.close()
        }
    }
}

/// A call and its job, then a line in the ledger; the process kills itself at some moment of the others' work.
private func writeForEver(_ store: SQLiteJournal, _ writer: Int, _ ledger: CInt) async throws {
    for index in 0... {
        let id = "w\(writer)-\(index)"
        let job = Job(call: People.id(id), lane: .crm, due: noon, since: noon)
        let changes = Changes.call(People.call(id, number: People.number(index))) {
            $0.jobs = [job]
            $0.steps = [People.step(People.john)]
        }
        try await store.write(changes, about: id)
        let line = Array("\(id)\n".utf8)
        guard write(ledger, line, line.count) == line.count else { return }
        if writer == 0 && index == 150 { kill(getpid(), SIGKILL) }
    }
}
