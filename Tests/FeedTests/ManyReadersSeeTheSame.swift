import Feed
import Testing

@Suite(.timeLimit(.minutes(2))) struct ManyReadersSeeTheSame {
    @Test func `a hundred readers of ten thousand entries, written while they read`() async throws {
        let log = FeedLog<UInt64>(capacity: 10_000, numbers: 0..<20_000)
        try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for index in 0..<100 {
                group.addTask { try await everything(in: log, limit: 1 + index * 7 % 64) }
            }
            group.addTask {
                for value in 1...UInt64(10_000) {
                    _ = log.append(value, at: .zero)
                    if value.isMultiple(of: 500) { await Task.yield() }
                }
                log.close()
                return Array(1...10_000)
            }
            for try await seen in group { #expect(seen.elementsEqual(1...10_000)) }
        }
    }

    @Test func `a reader that comes late replays what the others saw`() async throws {
        let log = FeedLog<UInt64>(numbers: 0..<20_000)
        for value in 1...UInt64(5000) { _ = log.append(value, at: .zero) }
        log.close()
        #expect(try await everything(in: log, limit: 256).elementsEqual(1...5000))
    }

    @Test func `one that stands still neither stops the writer nor another reader`() async throws {
        let log = FeedLog<UInt64>(capacity: 100, numbers: 0..<20_000)
        var still = log.reader(after: log.head)
        var brisk = log.reader(after: log.head)
        for value in 1...UInt64(10_000) {
            #expect(log.append(value, at: .zero) == value)
            #expect(try await brisk.next().map(\.entry) == [value])
        }
        #expect(throws: FeedFailure.fellOut) { try still.poll() }
    }

    @Test func `no wake-up is lost when each entry waits for the one before to be read`() async throws {
        let asked = FeedLog<Int>(numbers: 0..<5000)
        let answered = FeedLog<Int>(numbers: 0..<5000)
        async let echo: Void = repeatAll(from: asked, into: answered)
        var answers = answered.reader(after: answered.head)
        for round in 0..<2000 {
            _ = asked.append(round, at: .zero)
            #expect(try await answers.next().map(\.entry) == [round])
        }
        asked.close()
        await echo
    }
}

@concurrent private func everything(in log: FeedLog<UInt64>, limit: Int) async throws -> [UInt64] {
    var reader = log.reader(after: 0)
    var seen: [UInt64] = []
    do throws(FeedFailure) {
        while true { seen += try await reader.next(limit: limit).map(\.entry) }
    } catch {
        guard error == .closed else { throw error }
        return seen
    }
}

@concurrent private func repeatAll(from source: FeedLog<Int>, into target: FeedLog<Int>) async {
    var reader = source.reader(after: 0)
    while let batch = try? await reader.next() {
        for numbered in batch { _ = target.append(numbered.entry, at: .zero) }
    }
}
