import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("A short message belongs to one place")
struct AShortMessageBelongsToOnePlace {
    private func told() -> Stage {
        var stage = Stage(calls: [People.ringing("other"), People.answered()], after: 60)
        stage.press("u")
        #expect(stage.model.toast != nil)
        return stage
    }

    @Test("it leaves when another call, a bar, the search or the help opens", arguments: ["2", "s", "?", "w"])
    func opened(_ key: String) {
        var stage = told()
        stage.press(key)
        #expect(stage.model.toast == nil)
        stage = told()
        stage.press("j", "Enter")
        #expect(stage.model.openID == "other" && stage.model.toast == nil)
    }

    @Test("it leaves when they close")
    func closed() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("2", "Y")
        #expect(stage.model.toast?.text == "First a reason: 1 to 4")
        stage.press("Esc")
        #expect(stage.model.toast == nil)
    }

    @Test("it leaves when the key does what it could not")
    func succeeded() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("2", "Y", "1")
        #expect(stage.model.toast == nil)
        stage.press("Esc", "u")
        #expect(stage.model.toast != nil)
        stage.change("switched", People.switched())
        stage.press("u")
        #expect(stage.model.toast == nil)
    }

    @Test("what was said while the broker was away is gone when it is back")
    func link() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.send(.linkLost(reason: "gone"))
        stage.press("2")
        #expect(stage.model.toast?.text.contains("broker is away") == true)
        stage.send(.linkRestored)
        #expect(stage.model.toast == nil)
    }

    @Test("the broker's own news stay")
    func news() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.send(.feed(.notice(Notice(level: "warning", text: "The journal is full")), id: 7))
        stage.press("?")
        #expect(stage.shows("The journal is full"))
    }

    @Test("a switch that is done is told once, in the line that stays")
    func once() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("2", "1", "Y")
        var done = People.switched()
        done.erp = People.erp(.ready)
        stage.send(.switchAnswered(callID: "call-1", .success(done)))
        #expect(stage.model.toast == nil)
        #expect(stage.shows("✓ Switched to John Doe Business; u takes it back."))
    }
}
