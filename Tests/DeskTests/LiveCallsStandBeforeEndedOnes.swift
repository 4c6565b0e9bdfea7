import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("Live calls stand before ended ones")
struct LiveCallsStandBeforeEndedOnes {
    private func ended(_ id: String, at seconds: Double) -> CallView {
        var call = People.answered(id)
        call.state = .ended
        call.startedAt = People.after(seconds - 30)
        call.endedAt = People.after(seconds)
        return call
    }

    private func many(_ size: String) -> Stage {
        let over = (0..<16).map { ended("over-\($0)", at: Double($0) - 100) }
        return Stage(size, calls: over + [People.ringing("first"), People.ringing("second", at: People.after(1))])
    }

    @Test("whatever came first, and the last to end is the first of the ended")
    func order() {
        let ids = many("80x24").model.calls.map(\.callId)
        #expect(ids.prefix(3) == ["first", "second", "over-15"] && ids.last == "over-0")
    }

    @Test("the strip shows the live ones, and counts the ended")
    func strip() {
        let stage = many("80x24")
        let shown = CallSlots(stage.model).slots.map(\.id)
        #expect(shown == ["first", "second", "over-15"])
        #expect(stage.row(3).contains("15 ended"))
    }

    @Test("an ended one that is marked takes one place, never all", arguments: ["80x24", "120x20", "60x16"])
    func marked(_ size: String) {
        var stage = many(size)
        stage.model.panel = .calls
        for _ in 0..<20 { stage.press("j") }
        let shown = CallSlots(stage.model).slots.map(\.id)
        #expect(shown.contains("first") && shown.contains("over-0"))
    }

    @Test("the compact list says how many it does not show")
    func compact() {
        var stage = many("60x16")
        stage.model.panel = .calls
        let shown = CallSlots(stage.model).slots.count
        #expect(shown < 18 && stage.shows("\(18 - shown) more"))
    }

    @Test("the open call that ends keeps its place, its mark and its neighbours until the agent leaves it")
    func lingering() {
        let others = ["a", "b", "c", "d"].map { People.ringing($0, at: People.after(50)) }
        var stage = Stage(calls: [others[0], People.answered()] + others[1...], after: 60)
        stage.model.open("call-1")
        let before = CallSlots(stage.model).slots
        stage.change("ended", ended("call-1", at: 60))
        #expect(CallSlots(stage.model).slots == before)
        #expect(stage.model.openID == "call-1" && stage.model.selectedID == "call-1")
        stage.press("j", "Enter")
        #expect(stage.model.openID == "a" && stage.model.calls.last?.callId == "call-1")
    }

    @Test("where nothing waits, an ended call says who is on the line, and leaving it goes there")
    func next() {
        var talking = People.answered("other")
        talking.startedAt = People.after(-5)
        var stage = Stage(calls: [talking, People.answered()], after: 60)
        stage.change("ended", ended("call-1", at: 60))
        #expect(stage.shows("Esc goes to John Doe (talking). This call is over.") && stage.shows("Esc next call"))
        stage.press("Esc")
        #expect(stage.model.openID == "other" && stage.model.selectedID == "other")
    }

    @Test("where nothing waits and nobody else is the agent's, leaving an ended call marks a live one")
    func left() {
        var talking = People.answered("other")
        talking.startedAt = People.after(-5)
        talking.userId = "u9"
        var third = talking
        third.callId = "third"
        var stage = Stage(calls: [talking, third, People.answered()], after: 60)
        stage.change("ended", ended("call-1", at: 60))
        #expect(!stage.shows("Esc goes to"))
        stage.press("Esc")
        #expect(stage.model.openID == nil && stage.model.selectedID == "other")
    }

    @Test("a call that can't be switched any more offers no digits")
    func tooLate() {
        var stage = Stage(calls: [ended("call-1", at: 60)], after: 90)
        #expect(stage.shows("1-2 switch") && stage.shows("2  John Doe Business"))
        stage.wait(31)
        #expect(!stage.shows("1-2 switch") && !stage.shows("2  John Doe Business"))
        #expect(stage.shows("–  John Doe Business"))
    }

    @Test("the only account of a number is no switch where the call is on it")
    func onlyOne() {
        var call = People.answered()
        call.candidates = [People.john]
        var stage = Stage(calls: [call], after: 60)
        #expect(!stage.shows("1 switch") && stage.shows("s search"))
        stage.press("1")
        #expect(stage.shows("It is the only account of this number"))
    }

    @Test("a small window says how many wait, and for how long")
    func waiting() {
        let stage = Stage("40x10", calls: [People.ringing("a"), People.ringing("b", at: People.after(10))], after: 54)
        #expect(stage.row(0).contains("2 waiting, 0:54") && stage.row(0).contains("● live"))
    }
}
