import Feed
import Testing

@Suite("What is taken out of a log is gone")
struct WhatIsTakenOutIsGone {
    private func log(_ entries: [String]) -> FeedLog<String> {
        let log = FeedLog<String>(capacity: 4, numbers: 10..<1_000)
        for entry in entries { _ = log.append(entry, at: .zero) }
        return log
    }

    @Test("Readers are given the others, with the numbers that they had")
    func others() throws {
        let log = log(["a", "b", "c", "d"])
        #expect(log.remove { $0 == "b" || $0 == "c" } == ["b", "c"])
        var reader = log.reader(after: 10)
        #expect(try reader.poll() == [Numbered(number: 11, entry: "a"), Numbered(number: 14, entry: "d")])
        #expect(log.count == 2 && log.head == 14)
    }

    @Test("A position among those taken out is as good as any")
    func position() throws {
        let log = log(["a", "b", "c", "d"])
        var reader = log.reader(after: 12)
        _ = log.remove { $0 == "c" || $0 == "b" }
        #expect(try reader.poll() == [Numbered(number: 14, entry: "d")])
        #expect(log.contains(12))
    }

    @Test("A reader that has only those ahead of it waits as if it had them, and is woken by what comes")
    func waiting() async throws {
        let log = log(["a", "b"])
        _ = log.remove { _ in true }
        let reader = Given()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var position = log.reader(after: 11)
                let found = try await position.next()
                await reader.take(found.map(\.number))
            }
            while log.waitingReaders == 0 { await Task.yield() }
            _ = log.append("c", at: .zero)
            try await group.waitForAll()
        }
        #expect(await reader.numbers == [13])
    }

    @Test("A full log that lost some takes as many again, oldest out first")
    func refilled() throws {
        let log = log(["a", "b", "c", "d", "e"])
        _ = log.remove { $0 == "c" }
        for entry in ["f", "g"] { _ = log.append(entry, at: .zero) }
        var reader = log.reader(after: 12)
        #expect(try reader.poll().map(\.entry) == ["d", "e", "f", "g"])
        #expect(!log.contains(11))
    }

    private actor Given {
        private(set) var numbers: [UInt64] = []
        func take(_ more: [UInt64]) { numbers += more }
    }
}
