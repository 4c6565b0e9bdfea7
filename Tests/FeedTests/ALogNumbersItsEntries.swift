import Feed
import Testing

@Suite struct ALogNumbersItsEntries {
    @Test func `numbers only grow, and the first one marks the start`() {
        let log = FeedLog<String>(numbers: 1000..<1100)
        #expect(log.head == 1000)
        #expect(log.append("a", at: .zero) == 1001)
        #expect(log.append("b", at: .zero) == 1002)
        #expect(log.head == 1002)
    }

    @Test func `a position of an earlier log is not inside this one`() {
        let earlier = FeedLog<String>(numbers: 0..<1000)
        while earlier.append("x", at: .zero) != nil {}
        let log = FeedLog<String>(numbers: 1000..<2000)
        #expect(!log.contains(earlier.head))
        #expect(log.contains(log.head))
        #expect(!log.contains(log.head + 1))
    }

    @Test func `without numbers nothing is appended until more are handed in`() throws {
        let log = FeedLog<String>(numbers: 0..<3)
        #expect(log.append("a", at: .zero) == 1)
        #expect(log.remainingNumbers == 1)
        #expect(log.append("b", at: .zero) == 2)
        #expect(log.append("lost", at: .zero) == nil)
        #expect(log.count == 2)

        try log.extend(by: 50..<52)
        #expect(log.remainingNumbers == 2)
        #expect(log.append("c", at: .zero) == 50)
        var reader = log.reader(after: 1)
        #expect(try reader.poll().map(\.entry) == ["b", "c"])
    }

    @Test func `numbers below those handed in before are refused`() {
        let log = FeedLog<String>(numbers: 10..<20)
        for range in [19..<30, 0..<5] as [Range<UInt64>] {
            let refusal = #expect(throws: NumbersRunBackwards.self) { try log.extend(by: range) }
            #expect(refusal?.firstAcceptable == 20)
        }
        #expect(log.remainingNumbers == 9)
    }
}
