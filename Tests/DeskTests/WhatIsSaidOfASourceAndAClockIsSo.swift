import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("A source that failed is told as it is")
struct ASourceThatFailedIsToldAsItIs {
    private func failed(_ call: CallView, erp: Bool = false) -> CallView {
        var call = call
        if erp {
            call.erp = People.erp(.failed)
            call.erp.nextRetryAt = nil
        } else {
            call.crm = People.crm(.failed)
            (call.crm.error, call.crm.nextRetryAt) = ("down", nil)
        }
        return call
    }

    @Test(
        "without a time it is asked again while the call is on, and what it owes is awaited",
        arguments: [false, true]
    )
    func again(_ erp: Bool) {
        let call = failed(erp ? People.answered() : People.ringing(), erp: erp)
        let stage = Stage(calls: [call], after: 4)
        #expect(!stage.shows("not retried") && stage.shows("asked again soon"), "\(stage.text)")
        #expect(stage.shows("Balance   ·········"))
    }

    @Test("after the call it is final")
    func final() {
        var call = failed(People.answered(), erp: true)
        (call.state, call.endedAt) = (.ended, People.after(30))
        let stage = Stage(calls: [call], after: 40)
        #expect(stage.shows("not retried") && stage.shows("Balance   –"), "\(stage.text)")
    }

    @Test("a digit says that the CRM is down, whether it left one account or none")
    func digit() {
        var known = failed(People.answered())
        known.candidates = [People.john]
        for call in [failed(People.ringing()), known] {
            var stage = Stage(calls: [call], after: 20)
            stage.press("2")
            #expect(stage.shows("The CRM is down: it can't tell yet whose number this is"), "\(stage.text)")
        }
        var asking = Stage(calls: [People.ringing()], after: 1)
        asking.press("2")
        #expect(asking.shows("The CRM is still asked whose number this is"))
    }

    @Test("whether a case is open is whole, whatever its age")
    func whole() {
        for (id, age) in [("CASE-NEW-123", 480.0), ("CASE-66232103", 480), ("CASE-6623210399887", 60 * 3540)] {
            var call = failed(People.answered())
            (call.crm.caseId, call.crm.caseStatus, call.crm.asOf) = (id, "open", nil)
            call.identity.asOf = People.after(40 - age)
            let stage = Stage(calls: [call], after: 40)
            #expect(stage.shows("\(id) open "), "\(stage.text)")
        }
    }

    @Test("a search without results says what to do")
    func results() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("s", "Down")
        #expect(stage.shows("Nothing is searched yet: Enter searches"), "\(stage.text)")
        stage.type("nobody")
        stage.press("Enter")
        stage.send(.searchAnswered(query: "nobody", .success([])))
        stage.press("Down")
        #expect(stage.shows("Nobody was found: type something else"), "\(stage.text)")
    }
}

@Suite("A clock says what it counts")
struct AClockSaysWhatItCounts {
    @Test("what is over has a word on the list and a length above, the time after a call runs")
    func ended() {
        var over = People.answered("over")
        over.identity.name = "Jane Smith"
        (over.state, over.endedAt) = (.ended, People.after(121))
        var after = People.answered("after")
        (after.state, after.endedAt) = (.wrapup, People.after(121))
        var stage = Stage(calls: [after, over], after: 131)
        #expect(stage.row(2).contains("○ ended Jane Smith") && stage.row(2).contains("○ 0:10 John Doe"))
        #expect(stage.row(4).contains("○ lasted 1:58"), "\(stage.text)")
        stage.model.open("after")
        #expect(stage.row(4).contains("○ after call 0:10"), "\(stage.text)")
    }

    @Test("an answer from before the call is called kept, and one since then has a time")
    func kept() {
        var call = People.answered()
        (call.identity.asOf, call.crm.asOf, call.erp.asOf) = (People.after(-31), People.after(-31), People.after(-31))
        var stage = Stage(calls: [call], after: 3)
        #expect(
            stage.shows("open case decides · kept, 34 s old") || stage.shows("2 accounts · kept, 34 s old"),
            "\(stage.text)"
        )
        #expect(
            stage.shows("salesforce") && stage.shows("kept, 34 s old │") && !stage.shows("34 s ago"),
            "\(stage.text)"
        )
        stage.press("w")
        #expect(stage.shows("salesforce, kept, 35 s old"))
        call.crm.asOf = People.after(-0.4)
        #expect(Stage(calls: [call], after: 3).shows("3 s ago"))
    }

    @Test("on hold it counts from when the caller was put there last")
    func held() {
        var call = People.answered()
        call.state = .held
        for second in [20.0, 111] {
            let at = People.after(second)
            call.timeline.append(TimelineView(at: at, kind: "held", text: "held", tookMs: nil))
        }
        #expect(Stage(calls: [call], after: 131).row(4).contains("on hold 0:20"))
    }

    @Test("an earlier call's answer is unconfirmed, and tries are called so")
    func words() {
        var call = People.answered()
        (call.identity.resolvedBy, call.identity.phase) = (.recent, 1)
        (call.sync.state, call.sync.attempts) = (.retrying, 7)
        let stage = Stage(calls: [call], after: 20)
        #expect(stage.shows("likely · known from an earlier call · unconfirmed"), "\(stage.text)")
        #expect(stage.shows("↻ platform: 7 tries") && !stage.shows("phase 1"))
    }
}

@Suite("What a choice leads to is told")
struct WhatAChoiceLeadsToIsTold {
    @Test("the accounts are the number's until somebody chose one that need not be")
    func accounts() {
        #expect(Stage(calls: [People.answered()], after: 60).shows("Accounts on this number"))
        for by in [ResolvedBy.switch, .override] {
            var call = People.answered()
            call.put(on: People.business, by: by, at: People.after(30))
            let stage = Stage(calls: [call], after: 60)
            #expect(stage.shows("Accounts for this call") && !stage.shows("on this number"), "\(stage.text)")
        }
        var undone = People.answered()
        undone.timeline.append(TimelineView(at: People.after(30), kind: "switched", text: "switched", tookMs: nil))
        #expect(Stage(calls: [undone], after: 60).shows("Accounts for this call"))
    }

    @Test("the bar names the way to forget it, to whoever may")
    func forget() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("2")
        #expect(stage.shows("this number's next calls go there. Later, o can forget it."), "\(stage.text)")
        var me = People.agent
        me.may = [.switch]
        stage.model.me = me
        #expect(stage.shows("this number's next calls go there.") && !stage.shows("can forget"))
    }

    @Test("the key that undoes stands in the footer from the moment on in which it is named above")
    func undo() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("2", "1", "Y")
        #expect(!stage.shows("u undo"))
        var done = People.switched()
        done.identity.asOf = stage.now
        stage.send(.switchAnswered(callID: "call-1", .success(done)))
        #expect(stage.shows("u takes it back") && stage.row(23).contains("u undo"), "\(stage.text)")
    }
}
