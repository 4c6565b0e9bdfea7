import Identity
import BrokerAPI
import FoundationEssentials
import Screen
import Testing

@testable import Desk

@Suite("A switch is picked, reviewed and committed")
struct ASwitchIsPickedReviewedAndCommitted {
    private func answered() -> Stage { Stage(calls: [People.answered()], after: 60) }

    @Test("a digit opens the bar and asks how the account stands; Y with a reason sends what the bar names")
    func commit() {
        var stage = answered()
        stage.press("2")
        #expect(stage.taken() == [.review(callID: "call-1", externalID: "CRM:500245679")])
        #expect(stage.shows("ERP …"))
        stage.press("1", "Y")
        let request = SwitchRequest(
            newExternalId: "CRM:500245679",
            reason: "caller asked",
            expectedExternalId: "CRM:500245678"
        )
        #expect(stage.taken() == [.switchContext(callID: "call-1", request)])
        #expect(stage.model.mode == .calls)
        #expect(stage.shows("Switching to John Doe Business (CRM:500245679)"))
        #expect(stage.shows(" John Doe   "), "the old account stays in the header")
    }

    @Test("keys are ignored for 300 ms after the bar opens")
    func shield() {
        var stage = answered()
        stage.press("2")
        for key in ["1", "Y", "Esc", "q"] { Key(name: key).map { stage.send(.key($0)) } }
        #expect(stage.model.place == .review)
        if case .review(let review) = stage.model.mode { #expect(review.reason == nil) }
        stage.now = stage.now.addingTimeInterval(0.29)
        stage.send(.key(.escape))
        #expect(stage.model.place == .review)
        stage.now = stage.now.addingTimeInterval(0.02)
        stage.send(.key(.escape))
        #expect(stage.model.mode == .calls)
    }

    @Test("Enter never commits, whatever came before it", arguments: ["", "1", "2", "3", "4"])
    func enter(_ reason: String) {
        var stage = answered()
        stage.press("2")
        if !reason.isEmpty { stage.press(reason) }
        if reason == "4" { stage.type("because") }
        _ = stage.taken()
        for _ in 0..<5 { stage.press("Enter") }
        #expect(stage.taken().isEmpty)
        #expect(stage.model.place == .review)
    }

    @Test("no reason, no switch: Y says so; so does a small y")
    func noReason() {
        var stage = answered()
        stage.press("2", "Y")
        #expect(stage.model.toast?.text == "First a reason: 1 to 4")
        stage.press("1", "y")
        #expect(stage.model.toast?.text == "A capital Y switches")
        #expect(stage.model.place == .review)
    }

    @Test("the fourth reason is typed, and Enter ends the typing only")
    func typed() {
        var stage = answered()
        stage.press("2", "4")
        stage.press("Enter")
        #expect(stage.model.isTyping, "an empty reason is none")
        stage.type("Y says 1 thing")
        stage.press("Enter", "Y")
        guard case .switchContext(_, let request) = stage.taken().last else {
            Issue.record("nothing was sent")
            return
        }
        #expect(request.reason == "Y says 1 thing")
    }

    @Test("Esc leaves the bar and sends nothing")
    func escape() {
        var stage = answered()
        stage.press("2", "1", "Esc", "Y")
        #expect(stage.taken() == [.review(callID: "call-1", externalID: "CRM:500245679")])
        #expect(stage.model.mode == .calls)
    }

    @Test("a digit is the broker's, not the place in the list")
    func digits() {
        var call = People.answered()
        var (first, second) = (People.john, People.business)
        (first.digit, second.digit) = (7, 3)
        call.candidates = [first, second]
        var stage = Stage(calls: [call], after: 60)
        stage.press("2")
        #expect(stage.taken().isEmpty)
        #expect(stage.model.toast?.text == "There is no account 2 on this call")
        stage.press("3")
        #expect(stage.taken() == [.review(callID: "call-1", externalID: "CRM:500245679")])
    }

    @Test("on a switchboard the bar asks whether to remember")
    func remember() {
        var stage = Stage(calls: [People.switchboard()], after: 60)
        stage.press("3", "2")
        #expect(stage.shows("m remember this number: no"))
        stage.press("m")
        #expect(stage.shows("m remember this number: YES"))
        stage.press("Y")
        guard case .switchContext(_, let request) = stage.taken().last else {
            Issue.record("nothing was sent")
            return
        }
        #expect(request.remember == true)
    }

    @Test("no second switch while one is on its way, none while stale, none once the call is off the feed")
    func refused() {
        var stage = answered()
        stage.press("2", "1", "Y", "2")
        #expect(stage.model.toast?.text == "A switch of this call is on its way: wait for its answer")
        stage = answered()
        stage.send(.linkLost(reason: "connection lost"))
        stage.press("2")
        #expect(stage.model.toast?.text.contains("broker is away") == true)
        stage.press("s")
        #expect(stage.model.mode == .calls)
        stage = answered()
        stage.send(.feed(.removed(callId: "call-1"), id: 5))
        stage.press("2")
        #expect(stage.model.toast?.text.contains("left the list") == true)
    }

    @Test("u undoes a switch where there is one")
    func undo() {
        var stage = answered()
        stage.press("u")
        #expect(stage.taken().isEmpty)
        #expect(stage.model.toast?.text == "There is no switch to undo on this call")
        stage.change("switched", People.switched())
        #expect(stage.shows("u undo"))
        stage.press("u")
        #expect(stage.taken() == [.undo(callID: "call-1")])
        #expect(stage.shows("Undoing the switch"))
    }

    @Test("q asks first while a switch is on its way")
    func quit() {
        var stage = answered()
        stage.press("2", "1", "Y")
        _ = stage.taken()
        stage.press("q")
        #expect(stage.taken().isEmpty)
        stage.press("Esc")
        #expect(stage.model.mode == .calls)
        stage.press("q", "q")
        #expect(stage.taken() == [.quit])
    }
}
