import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("Leaving asks once while people are on the line")
struct LeavingAsksOnce {
    private func stage(_ states: CallState...) -> Stage {
        let calls = states.enumerated().map { index, state in
            var call = People.answered("call-\(index)")
            call.state = state
            if state == .wrapup || state == .ended { call.endedAt = People.after(20) }
            return call
        }
        return Stage(calls: calls, after: 60)
    }

    @Test("q and Ctrl-C say how many there are, and the second time they leave", arguments: ["q", "Ctrl-C"])
    func twice(_ key: String) {
        var stage = stage(.connected, .held, .ringing, .ended)
        stage.press(key)
        #expect(stage.taken().isEmpty && stage.shows("2 people are on the line: \(key) again leaves"), "\(stage.text)")
        stage.press(key)
        #expect(stage.taken() == [.quit])
    }

    @Test("one is one, and also on hold")
    func one() {
        var stage = stage(.held)
        stage.press("q")
        #expect(stage.shows("1 person is on the line: q again leaves"))
    }

    @Test("any other key, and time, take the question back", arguments: ["j", "w", "Esc"])
    func taken(_ key: String) {
        var stage = stage(.connected, .connected)
        stage.press("q", key)
        #expect(!stage.shows("again leaves"))
        if key == "w" { stage.press("Esc") }
        stage.press("q")
        #expect(stage.taken().allSatisfy { $0 != .quit })
        stage.wait(9)
        stage.press("q")
        #expect(stage.taken().allSatisfy { $0 != .quit })
        stage.press("q")
        #expect(stage.taken().contains(.quit))
    }

    @Test("a page's q too many does not end the desk")
    func page() {
        var stage = stage(.connected)
        stage.press("w", "q", "q")
        #expect(stage.taken().allSatisfy { $0 != .quit } && stage.shows("q again leaves"))
    }

    @Test("with nobody on the line, or on other people's calls, or while the broker is away, it leaves at once")
    func once() {
        for states in [[CallState.ringing], [.wrapup], [.ended]] {
            var stage = stage(states[0])
            stage.press("q")
            #expect(stage.taken() == [.quit], "\(states)")
        }
        var call = People.answered()
        call.userId = "u9"
        var others = Stage(calls: [call], after: 60)
        others.press("q")
        #expect(others.taken() == [.quit])
        var stale = stage(.connected)
        stale.send(.linkLost(reason: "gone"))
        stale.press("Ctrl-C")
        #expect(stale.taken() == [.quit])
    }

    @Test("in the midst of a note Ctrl-C asks, and the text stays")
    func note() {
        var stage = stage(.connected)
        stage.press("n")
        stage.type("half a sen")
        stage.press("Ctrl-C")
        #expect(stage.taken().isEmpty && stage.shows("Ctrl-C again leaves") && stage.shows("half a sen"))
        stage.type("tence")
        #expect(!stage.shows("again leaves") && stage.shows("half a sentence"))
    }
}
