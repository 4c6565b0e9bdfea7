import Testing

@testable import Feed

/// What happens between a reader's look and its wait, which a race would hit once in many thousand times.
@Suite(.timeLimit(.minutes(1))) struct NoWakeUpIsLost {
    @Test func `an entry that came in between ends the wait at once`() async {
        let log = FeedLog<Int>(numbers: 0..<100)
        let position = log.head
        _ = log.append(1, at: .zero)
        #expect(await log.wait(after: position) == .changed)
        #expect(log.waitingReaders == 0)
    }

    @Test func `a close that came in between ends it too`() async {
        let log = FeedLog<Int>(numbers: 0..<100)
        let position = log.head
        log.close()
        #expect(await log.wait(after: position) == .changed)
        #expect(log.waitingReaders == 0)
    }
}
