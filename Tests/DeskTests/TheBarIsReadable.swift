import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("The switch bar is readable in every width")
struct TheBarIsReadable {
    private func bar(
        _ size: String,
        _ account: CandidateView = People.business,
        _ call: CallView = People.answered()
    )
        -> Stage
    {
        var call = call
        if !call.isSwitchboard { call.candidates = [People.john, account] }
        var stage = Stage(size, calls: [call], after: 60)
        stage.press("2")
        var there = account
        there.erp = People.hold
        stage.send(.reviewAnswered(callID: "call-1", externalID: account.externalId, .success(there)))
        stage.wait(1)
        return stage
    }

    @Test("tier, case and ERP are all there", arguments: ["80x24", "60x16", "50x15", "40x15", "40x10"])
    func differences(_ size: String) {
        let stage = bar(size)
        for words in ["Platinum", "CASE-88120", "Credit hold"] { #expect(stage.shows(words), "\(stage.text)") }
    }

    @Test("long case numbers are not cut at 80 columns")
    func cases() {
        var call = People.answered()
        call.crm.caseId = "CASE-NEW-123"
        #expect(bar("80x24", People.business, call).shows("CASE-NEW-123 → CASE-88120 · ERP Active → Credit hold"))
    }

    @Test("a CRM that is down is said in a few words, after what differs", arguments: ["80x24", "60x16"])
    func outage(_ size: String) {
        var stage = Stage(size, calls: [People.answered()], after: 60)
        stage.press("2")
        let problem = Problem(
            .sourceUnavailable,
            status: 503,
            detail: "The CRM could not be asked: down. Try again soon."
        )
        let failed = Answer<CandidateView>.failure(.problem(problem))
        stage.send(.reviewAnswered(callID: "call-1", externalID: People.business.externalId, failed))
        stage.wait(1)
        #expect(stage.shows("Platinum ·") && stage.shows("· CRM can't be asked (down)"), "\(stage.text)")
    }

    @Test("the row of the picked account stays in sight, and so does this one's")
    func rows() {
        let stage = bar("80x24")
        #expect(stage.shows("▸ 2  John Doe Business") && stage.shows("1  John Doe  "))
        let board = bar("80x24", People.switchboard().candidates[1], People.switchboard())
        #expect(board.shows("▸ 2  Person 2"))
    }

    @Test("what is remembered is the number, in every width", arguments: ["80x24", "60x16", "50x15", "40x10"])
    func remember(_ size: String) {
        var stage = bar(size, People.switchboard().candidates[1], People.switchboard())
        #expect(stage.shows("m remember this number: no"), "\(stage.text)")
        stage.press("m")
        #expect(stage.shows("m remember this number: YES"))
    }

    @Test("a call that is there already is said to be, and Esc closes", arguments: ["80x24", "60x16", "50x15"])
    func there(_ size: String) {
        var stage = bar(size)
        stage.change("switched", People.switched())
        stage.wait(1)
        #expect(!stage.shows("then Y"))
        #expect(stage.shows("Meanwhile the call was put on"), "\(stage.text)")
        #expect(!footerKeys(stage.model, columns: 500).contains { $0.label == "Y" || $0.label == "1-4" })
        stage.press("Y")
        #expect(stage.model.toast?.text == "The call is on John Doe Business already: Esc closes")
        stage.press("Esc")
        #expect(
            stage.model.mode == .calls
                && !stage.taken().contains { if case .switchContext = $0 { true } else { false } }
        )
    }
}
