import Feed
import Testing

@Suite(.timeLimit(.minutes(1))) struct AReaderPulls {
    @Test func `in order, at most so many at a time, each entry once`() async throws {
        let log = FeedLog<Int>(numbers: 0..<100)
        for value in 1...10 { _ = log.append(value, at: .zero) }
        var reader = log.reader(after: 2)
        #expect(try await reader.next(limit: 3).map(\.entry) == [3, 4, 5])
        #expect(reader.position == 5)
        #expect(try await reader.next(limit: 100).map(\.entry) == [6, 7, 8, 9, 10])
        #expect(try reader.poll().isEmpty)
    }

    @Test func `and waits until there is something`() async throws {
        let log = FeedLog<String>(numbers: 0..<100)
        async let first = firstBatch(of: log)
        await waiting(1, on: log)
        _ = log.append("ring", at: .zero)
        #expect(try await first == [Numbered(number: 1, entry: "ring")])
        #expect(log.waitingReaders == 0)
    }

    @Test func `the pulse wakes it with nothing`() async throws {
        let log = FeedLog<String>(numbers: 0..<100)
        async let first = firstBatch(of: log)
        await waiting(1, on: log)
        log.pulse(at: .zero)
        #expect(try await first.isEmpty)
    }

    @Test func `too slow, it falls out and is told so`() async {
        let log = FeedLog<Int>(capacity: 3, numbers: 0..<100)
        var reader = log.reader(after: log.head)
        for value in 1...4 { _ = log.append(value, at: .zero) }
        await #expect(throws: FeedFailure.fellOut) { try await reader.next() }
        #expect(throws: FeedFailure.fellOut) { try reader.poll() }
    }

    @Test func `a position that the log never gave is no position`() async {
        let log = FeedLog<Int>(numbers: 10..<100)
        var before = log.reader(after: 3)
        var beyond = log.reader(after: 40)
        await #expect(throws: FeedFailure.fellOut) { try await before.next() }
        await #expect(throws: FeedFailure.fellOut) { try await beyond.next() }
    }

    @Test func `after the close it has what is left, then ends`() async throws {
        let log = FeedLog<Int>(numbers: 0..<100)
        var reader = log.reader(after: log.head)
        _ = log.append(1, at: .zero)
        log.close()
        #expect(log.append(2, at: .zero) == nil)
        #expect(try await reader.next().map(\.entry) == [1])
        await #expect(throws: FeedFailure.closed) { try await reader.next() }
    }

    @Test func `the close ends those that wait`() async {
        let log = FeedLog<Int>(numbers: 0..<100)
        await withTaskGroup(of: FeedFailure?.self) { group in
            for _ in 0..<20 { group.addTask { await failure(of: log) } }
            await waiting(20, on: log)
            log.close()
            for await failure in group { #expect(failure == .closed) }
        }
    }

    @Test func `cancelled while it waits, it ends and leaves nothing behind`() async {
        let log = FeedLog<Int>(numbers: 0..<100)
        await withTaskGroup(of: FeedFailure?.self) { group in
            for _ in 0..<20 { group.addTask { await failure(of: log) } }
            await waiting(20, on: log)
            group.cancelAll()
            for await failure in group { #expect(failure == .cancelled) }
        }
        #expect(log.waitingReaders == 0)
        #expect(log.append(1, at: .zero) == 1)
    }

    @Test func `cancelled before it asks, it never waits`() async {
        let log = FeedLog<Int>(numbers: 0..<100)
        await withTaskGroup(of: FeedFailure?.self) { group in
            group.cancelAll()
            for _ in 0..<20 { group.addTask { await failure(of: log) } }
            for await failure in group { #expect(failure == .cancelled) }
        }
        #expect(log.waitingReaders == 0)
    }
}

@concurrent private func firstBatch<Entry>(of log: FeedLog<Entry>) async throws -> [Numbered<Entry>] {
    var reader = log.reader(after: log.head)
    return try await reader.next()
}

@concurrent private func failure(of log: FeedLog<Int>) async -> FeedFailure? {
    var reader = log.reader(after: log.head)
    do throws(FeedFailure) {
        _ = try await reader.next()
        return nil
    } catch {
        return error
    }
}

private func waiting<Entry>(_ readers: Int, on log: FeedLog<Entry>) async {
    while log.waitingReaders < readers { await Task.yield() }
}
