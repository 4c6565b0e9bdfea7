import Feed
import Testing

@Suite struct AWindowIsBounded {
    @Test func `the oldest entry makes room for the newest`() throws {
        let log = FeedLog<Int>(capacity: 3, numbers: 0..<100)
        for value in 1...5 { _ = log.append(value, at: .zero) }
        #expect(log.count == 3)
        #expect(!log.contains(1))
        #expect(log.contains(2))
        var reader = log.reader(after: 2)
        #expect(try reader.poll() == [3, 4, 5].map { Numbered(number: UInt64($0), entry: $0) })
    }

    @Test func `the ring goes round many times and still answers each position`() throws {
        let log = FeedLog<UInt64>(capacity: 7, numbers: 0..<1000)
        for value in 1...UInt64(100) {
            _ = log.append(value, at: .zero)
            let floor = value > 7 ? value - 7 : 0
            for position in floor...value {
                var reader = log.reader(after: position)
                #expect(try reader.poll().map(\.entry) == Array(position + 1..<value + 1))
            }
        }
    }

    @Test func `an entry that grew too old goes with the next append`() {
        let log = FeedLog<Int>(maximumAge: .seconds(60), numbers: 0..<100)
        _ = log.append(1, at: .seconds(0))
        _ = log.append(2, at: .seconds(30))
        _ = log.append(3, at: .seconds(60))
        #expect(log.contains(0))
        _ = log.append(4, at: .seconds(61))
        #expect(!log.contains(0))
        #expect(log.contains(1))
        #expect(log.count == 3)
    }

    @Test func `an entry that grew too old goes with the pulse`() {
        let log = FeedLog<Int>(maximumAge: .seconds(60), numbers: 0..<100)
        _ = log.append(1, at: .seconds(0))
        log.pulse(at: .seconds(61))
        #expect(log.count == 0)
        #expect(log.contains(1))
        #expect(!log.contains(0))
    }

    @Test func `age and count drop together and leave the newest whole`() throws {
        let log = FeedLog<Int>(capacity: 4, maximumAge: .seconds(10), numbers: 0..<100)
        for second in 1...20 { _ = log.append(second, at: .seconds(second * 5)) }
        #expect(log.count == 3)
        var reader = log.reader(after: 17)
        #expect(try reader.poll().map(\.entry) == [18, 19, 20])
    }

    @Test func `what leaves the window is released, whatever readers there are`() {
        let log = FeedLog<Witness>(capacity: 10, numbers: 0..<1000)
        let idle = (0..<1000).map { _ in log.reader(after: 0) }
        let alive = Witness.Count()
        for _ in 0..<500 { _ = log.append(Witness(alive), at: .zero) }
        #expect(alive.value == 10)
        #expect(idle.allSatisfy { $0.position == 0 })
        #expect(log.waitingReaders == 0)
    }
}
