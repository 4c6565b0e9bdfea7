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

@Suite("What was typed for a field that did not open does nothing")
struct WhatWasTypedForAFieldThatDidNotOpen {
    @Test("in the bar of a switchboard, a name that is typed neither remembers nor picks a reason")
    func bar() {
        var stage = Stage(calls: [People.switchboard()], after: 60)
        stage.press("3")
        stage.wait(1)
        stage.type("smith 1m")
        guard case .review(let review) = stage.model.mode else {
            Issue.record("the bar has gone")
            return
        }
        #expect(review.remember == false && review.reason == nil)
        #expect(stage.shows("does nothing here: Esc leaves the switch first"))
        stage.press("m")
        guard case .review(let later) = stage.model.mode else { return }
        #expect(later.remember == true, "after a pause it is a key again")
    }

    @Test("after a search that can't be, letters and Enter are nothing until they pause")
    func search() {
        var stage = Stage(calls: [People.answered("a"), People.answered("b")], after: 60)
        stage.model.openID = nil
        stage.model.selectedID = "a"
        stage.type("sjane")
        stage.send(.key(.enter))
        #expect(stage.model.selectedID == "a" && stage.model.openID == nil)
        #expect(stage.shows("No call is open"))
        stage.press("j", "Enter")
        #expect(stage.model.openID == "b")
    }
}

@Suite("A search that found nobody is typed on")
struct ASearchThatFoundNobodyIsTypedOn {
    @Test("letters go into the text again, and Ctrl-U empties it")
    func again() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("s")
        stage.type("nobody")
        stage.press("Enter")
        stage.send(.searchAnswered(query: "nobody", .success([])))
        stage.type("!")
        stage.send(.key(.control("U")))
        stage.type("smith")
        guard case .search(let search) = stage.model.mode else {
            Issue.record("the search has gone")
            return
        }
        #expect(search.query == "smith")
    }

    @Test("one that is too long loses its last part, never the name that somebody may have meant")
    func tooLong() {
        var stage = Stage(calls: [People.answered()], after: 60)
        let folders = "Looked for x.yaml in /home/somebody/.config/ringside/themes, /usr/share/ringside/themes."
        stage.send(.configuration(problem: "There is no theme drak; did you mean ringside-dark? \(folders)"))
        #expect(stage.shows("There is no theme drak; did you mean ringside-dark? ──"), "\(stage.text)")
    }
}
