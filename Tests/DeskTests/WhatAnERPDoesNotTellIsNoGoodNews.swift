import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("What an ERP does not tell is no good news")
struct WhatAnERPDoesNotTellIsNoGoodNews {
    /// Of an ERP that tells amounts only.
    private func untold(_ erp: ERPView = People.erp(.ready)) -> ERPView {
        var erp = erp
        (erp.accountStatus, erp.creditHold) = (nil, nil)
        return erp
    }

    private func call() -> CallView {
        var call = People.answered()
        call.erp = untold()
        return call
    }

    @Test("it stands there as not told", arguments: ["200x60", "120x40", "80x24", "60x16"])
    func panel(_ size: String) {
        let stage = Stage(size, calls: [call()], after: 60)
        #expect(stage.shows("Account   not told") && stage.shows("Credit    not told"), "\(stage.text)")
        #expect(stage.shows("42.10"))
    }

    @Test("in the smallest window, too")
    func small() {
        let stage = Stage("40x10", calls: [call()], after: 60)
        #expect(stage.shows("ERP  status not told, 42.10 USD due"), "\(stage.text)")
    }

    @Test("what is still to come, failed, or is not there is not called so")
    func others() {
        for state in [SourceState.pending, .failed, .missing] {
            var call = People.answered()
            call.erp = People.erp(state)
            #expect(!Stage("80x24", calls: [call], after: 60).shows("not told"))
        }
    }

    @Test("a review says it of either account")
    func review() {
        for (there, words) in [
            (untold(People.hold), "ERP status not told, too"), (People.hold, "ERP status not told → Credit hold"),
        ] {
            var stage = Stage("120x40", calls: [call()], after: 60)
            stage.press("2")
            var account = People.business
            account.erp = there
            stage.send(.reviewAnswered(callID: "call-1", externalID: account.externalId, .success(account)))
            stage.wait(1)
            #expect(stage.shows(words), "\(stage.text)")
        }
    }

    @Test("line mode says it, too")
    func lines() {
        var desk = LineDesk(model: Stage().model)
        let broker = BrokerView(version: "1", startedAt: People.start)
        let snapshot = Snapshot(calls: [], me: People.agent, sources: [], broker: broker)
        _ = desk.receive(.feed(.snapshot(snapshot), id: 1), now: People.after(60))
        let known = desk.receive(.feed(.call(CallChange(kind: "enriched", call: call())), id: 2), now: People.after(60))
        #expect(
            known.lines.contains("ERP 1 status not told, 42.10 USD due, 0.00 USD overdue"),
            "\(known.lines.joined(separator: "; "))"
        )
    }
}
