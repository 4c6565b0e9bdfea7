import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("What is over is put away, and found again")
struct WhatIsOverIsPutAway {
    private func over(_ id: String = "call-1", _ state: CallState = .ended, at seconds: Double = 60) -> CallView {
        var call = People.answered(id)
        (call.state, call.endedAt) = (state, People.after(seconds))
        return call
    }

    private func shown(_ stage: Stage) -> [String] { CallSlots(stage.model).slots.map(\.id) }

    @Test(
        "Esc takes an ended call off the list, and says where it is",
        arguments: ["80x24", "120x40", "60x16", "50x15"]
    )
    func away(_ size: String) {
        var stage = Stage(size, calls: [over()], after: 70)
        #expect(stage.shows("Esc put away"))
        stage.press("Esc")
        #expect(stage.model.openID == nil && shown(stage).isEmpty)
        #expect(stage.shows("/ finds ended calls again") && stage.shows("No call."), "\(stage.text)")
        stage.wait(10)
        #expect(stage.shows("1 put away: / finds them again."), "\(stage.text)")
    }

    @Test(
        "it is no longer where a click or a key could hit it, and the list counts it",
        arguments: ["80x24", "120x40"]
    )
    func gone(_ size: String) {
        var other = People.answered("other")
        other.userId = "u9"
        var stage = Stage(size, calls: [other, over("two"), over("one")], after: 70)
        stage.press("Esc")
        #expect(!shown(stage).contains("one") && stage.shows("1 put away"), "\(stage.text)")
        for _ in 0..<5 { stage.press("j") }
        #expect(stage.model.selectedID == "two")
        if size == "120x40" { #expect(stage.shows("Calls, 2")) }
    }

    @Test("the filter finds it, without a word and with one; opened it is on the list again")
    func found() {
        var stage = Stage(calls: [People.ringing("live"), over()], after: 70)
        stage.model.open("call-1")
        stage.press("Esc")
        #expect(stage.model.openID == "live" && shown(stage) == ["live"])
        stage.press("/")
        #expect(shown(stage) == ["live", "call-1"])
        stage.type("ended")
        stage.press("Enter", "Enter")
        #expect(stage.model.openID == "call-1")
        stage.press("Esc")
        #expect(stage.model.filter.isEmpty && shown(stage).contains("call-1"))
        stage.press("Esc", "/", "Down", "Enter")
        #expect(stage.model.selectedID == "call-1" && shown(stage).contains("call-1"))
    }

    @Test("what is still worked on after the call stays until that has ended, too")
    func afterCall() {
        var other = People.answered("other")
        other.userId = "u9"
        var another = other
        another.callId = "another"
        var stage = Stage(calls: [other, another, over("call-1", .wrapup)], after: 70)
        #expect(stage.shows("Esc leave"))
        stage.press("Esc")
        #expect(shown(stage).contains("call-1"))
        stage.change("ended", over())
        #expect(!shown(stage).contains("call-1"))
    }

    @Test("a filter that goes leaves no mark on what the list does not show")
    func mark() {
        var stage = Stage(calls: [People.ringing("live"), over()], after: 70)
        stage.press("Esc", "/")
        stage.type("ended")
        stage.press("Enter")
        #expect(stage.model.markedID == "call-1")
        stage.press("Esc")
        #expect(stage.model.markedID == "live" && shown(stage) == ["live"])
    }

    @Test("talking stands first, after-call work behind it, and what has ended last, the latest first")
    func order() {
        let calls = [
            over("late", at: 50), over("early", at: 20), over("after", .wrapup, at: 58), People.answered("talking"),
        ]
        let stage = Stage("120x40", calls: calls, after: 70)
        #expect(stage.model.calls.map(\.callId) == ["talking", "after", "late", "early"])
        #expect(shown(stage) == ["talking", "after", "late", "early"])
    }

    @Test("the open call keeps its place through after-call work and its end", arguments: ["80x24", "120x40"])
    func still(_ size: String) {
        let others = ["a", "b"].map { People.ringing($0, at: People.after(50)) }
        var stage = Stage(size, calls: [People.answered(), others[0], others[1]], after: 60)
        stage.model.open("call-1")
        stage.wait(0)
        let before = CallSlots(stage.model).slots
        stage.change("ended", over("call-1", .wrapup))
        stage.change("wrapped", over())
        #expect(CallSlots(stage.model).slots == before)
        stage.press("Esc")
        #expect(shown(stage) == ["a", "b"])
    }
}
