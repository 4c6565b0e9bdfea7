import FoundationEssentials
import Screen
import Testing

@testable import Desk

@Suite("A trail keeps time")
struct ATrailKeepsTime {
    /// The beginning of a step.
    private let start = Date(timeIntervalSinceReferenceDate: 1_000_000)

    private func at(_ step: Int) -> Date { start.addingTimeInterval(Double(step) * Trail.step + 1) }

    @Test("what is not told again has not changed")
    func gaps() {
        var trail = Trail()
        trail.note(10, at: at(0))
        trail.note(30, at: at(3))
        #expect(trail.values(last: 8, now: at(5)) == [10, 10, 10, 30, 30, 30])
        #expect(trail.values(last: 4, now: at(5)) == [10, 30, 30, 30])
        #expect(trail.values(last: 2, now: at(90)) == [30, 30])
    }

    @Test("of a step the last word counts, and no latency is a gap")
    func last() {
        var trail = Trail()
        trail.note(10, at: at(0))
        trail.note(20, at: at(0))
        trail.note(nil, at: at(1))
        #expect(trail.values(last: 8, now: at(2)) == [20, nil, nil])
    }

    @Test("it is bounded")
    func bounded() {
        var trail = Trail()
        for step in 0..<10_000 { trail.note(step, at: at(step)) }
        let values = trail.values(last: 1_000_000, now: at(9_999))
        #expect(values.count == Trail.longest)
        #expect(values.last == 9_999)
    }

    @Test("a clock that is set back, or is nowhere, does not break it")
    func clocks() {
        var trail = Trail()
        trail.note(10, at: at(100))
        trail.note(20, at: at(50))
        #expect(trail.values(last: 5, now: at(51)) == [20, 20])
        trail.note(30, at: Date(timeIntervalSinceReferenceDate: .infinity))
        #expect(trail.values(last: 5, now: at(51)).count <= 5)
        #expect(Trail().values(last: 5, now: at(0)).isEmpty)
    }

    @Test("a line of bars is as long as its values, and a steady one is no limit")
    func bars() {
        #expect(Sparkline.text([0, 50, 100], .unicode) == "▁▄▇")
        #expect(Sparkline.text([7, 7, nil, 7], .ascii) == "** *")
        #expect(Sparkline.text([0, 0], .unicode) == "▁▁")
        #expect(Sparkline.text([.max, .min, nil], .unicode).count == 3)
    }
}
