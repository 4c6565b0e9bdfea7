import Testing

@testable import Console

@Suite("A frame waits for frames that were seen, and for no clock")
struct AFrameWaitsForNoClock {
    private let start = ContinuousClock.now
    private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

    /// A pace that has drawn, at 0 ms.
    private func pace(after cause: FramePace.Cause, isWritten: Bool) -> FramePace {
        var pace = FramePace()
        pace.need(cause)
        pace.drew(start, isWritten: isWritten)
        return pace
    }

    @Test("what is first goes out at once")
    func first() {
        var pace = FramePace()
        #expect(pace.due == nil)
        pace.need(.news)
        #expect(pace.isFirst && pace.heldBack(start) == .zero)
    }

    @Test(
        "two events within 16 ms are one frame, 16 ms after the last",
        arguments: [FramePace.Cause.news, .key, .time]
    )
    func crowd(_ cause: FramePace.Cause) {
        var pace = pace(after: .news, isWritten: true)
        pace.need(cause)
        #expect(pace.heldBack(at(6)) == .milliseconds(10))
        #expect(pace.heldBack(at(16)) == .zero)
        #expect(pace.heldBack(at(500)) == .zero)
    }

    @Test("an event right after a clock has gone on is drawn at once")
    func clock() {
        var pace = pace(after: .time, isWritten: true)
        pace.need(.news)
        #expect(pace.heldBack(at(4)) == .zero)
    }

    @Test("a clock's frame that shows news, too, counts as the news' frame")
    func clockWithNews() {
        var pace = FramePace()
        pace.need(.news)
        pace.need(.time)
        pace.drew(start, isWritten: true)
        pace.need(.news)
        #expect(pace.heldBack(at(4)) == .milliseconds(12))
    }

    @Test("after news that nobody could see the next waits for a moment, and a key for nothing")
    func unseen() {
        var pace = pace(after: .news, isWritten: false)
        pace.need(.news)
        #expect(pace.heldBack(at(1)) == .milliseconds(3))
        pace.need(.key)
        #expect(pace.heldBack(at(1)) == .zero)
        #expect(pace.due == .key)
    }
}
