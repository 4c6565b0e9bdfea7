import Foundation
import Identity
import Testing

@Suite struct ACallLeavesTheFeed {
    /// Seconds after which a life with these events leaves; `undo` is the time for which a switch can be undone.
    private func stay(
        _ kinds: [(CallEvent.Kind, Double)],
        undo: Double = 60,
        _ direction: Direction = .inbound
    ) -> Double {
        var life = CallLife(direction: direction, startedAt: nine)
        for (kind, second) in kinds {
            _ = life.record(CallEvent(kind: kind, at: nine.addingTimeInterval(second), userID: "a"))
        }
        return FeedStay().end(of: life, undo: undo).timeIntervalSince(nine)
    }

    @Test func `when nothing more is heard of it`() {
        #expect(stay([]) == 600)
        #expect(stay([], .outbound) == 600)
        #expect(stay([(.callOffered, 30)]) == 630)
        #expect(stay([(.callAnswered, 30)]) == 12 * 3600 + 30)
        #expect(stay([(.callAnswered, 30), (.callHeld, 40)]) == 12 * 3600 + 40)
        #expect(stay([(.callAnswered, 30), (.callEnded, 50)]) == 50 + 1800)
    }

    @Test func `five minutes after wrap-up`() {
        #expect(stay([(.callAnswered, 30), (.callEnded, 50), (.wrapUpEnded, 70)]) == 370)
        #expect(stay([(.callOffered, 30), (.callEnded, 50)]) == 350)
    }

    @Test func `never before its undo time ends`() {
        #expect(stay([(.callAnswered, 30), (.callEnded, 50), (.wrapUpEnded, 70)], undo: 3600) == 3650)
    }

    @Test func `a platform whose clock is behind takes no call off before its time`() {
        #expect(stay([(.callOffered, -3600)]) == 600)
    }
}
