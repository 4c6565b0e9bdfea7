import FoundationEssentials
import Identity
import Screen
import BrokerAPI
import Testing

@testable import Desk

@Suite("A search finds an account to switch to")
struct ASearchFindsAnAccount {
    private func searching(_ query: String) -> Stage {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("s")
        stage.type(query)
        stage.press("Enter")
        return stage
    }

    @Test("Enter asks, a number picks, and the bar opens")
    func picks() {
        var stage = searching("doe ")
        #expect(stage.taken() == [.search(query: "doe")])
        #expect(stage.shows("Searching…"))
        stage.send(.searchAnswered(query: "doe", .success([People.john, People.business])))
        #expect(stage.shows("2 accounts") && stage.shows("John Doe Business"))
        stage.press("2")
        #expect(stage.taken() == [.review(callID: "call-1", externalID: "CRM:500245679")])
        #expect(stage.model.place == .review)
    }

    private static let outage = Problem(
        .sourceUnavailable,
        status: 503,
        detail: "The CRM could not be asked: no answer in time. Try again soon."
    )

    @Test("bare digits that lead to nobody are searched as the ID that they may be, with the call's prefix")
    func bareDigits() {
        var stage = searching("500245679")
        stage.send(.searchAnswered(query: "500245679", .success([])))
        #expect(stage.taken() == [.search(query: "500245679"), .search(query: "CRM:500245679")])
        #expect(stage.shows("Searching…"))
        stage.send(.searchAnswered(query: "CRM:500245679", .success([People.business])))
        #expect(stage.shows("1 account") && stage.shows("John Doe Business"))
        stage.press("Enter")
        #expect(stage.taken() == [.review(callID: "call-1", externalID: "CRM:500245679")])
    }

    @Test("the prefix is that of the call's accounts, and a name is not taken for an ID")
    func prefixes() {
        #expect(externalID(of: "500245679", prefix: "ACME") == "ACME:500245679")
        #expect(externalID(of: "crm:500", prefix: "ACME") == "CRM:500")
        #expect(externalID(of: "smith", prefix: "CRM") == nil)
        #expect(externalID(of: "1' OR '1'='1", prefix: "CRM") == nil)
        var call = People.answered()
        #expect(call.accountSystem == "CRM")
        call.candidates[0].externalId = "ACME:7"
        #expect(call.accountSystem == "ACME")
        #expect(People.ringing().accountSystem == "CRM")
    }

    @Test(
        "an account that is not there is refused right there, and not offered",
        arguments: [
            ("CRM:500000000", "CRM has no account CRM:500000000: still John Doe"),
            ("500000000", "CRM has no account CRM:500000000: still John Doe"),
            ("XX:../etc", "XX:../etc is no external ID of a CRM here: still John Doe"),
        ]
    )
    func nobody(_ query: String, _ words: String) {
        var stage = searching(query)
        stage.send(.searchAnswered(query: query, .success([])))
        stage.send(.searchAnswered(query: "CRM:\(query)", .success([])))
        #expect(stage.shows(words), "\(stage.text)")
        #expect(!stage.shows("as typed"))
        _ = stage.taken()
        stage.press("Enter", "1")
        #expect(stage.taken() == [.search(query: query)], "it is only asked again")
    }

    @Test("where the CRM can't be asked, what was typed can be reviewed; the broker decides", arguments: ["CRM:", ""])
    func typed(_ prefix: String) {
        var stage = searching("\(prefix)500000000")
        let query = "CRM:500000000"
        stage.send(.searchAnswered(query: "\(prefix)500000000", .failure(.problem(Self.outage))))
        #expect(stage.shows("CRM can't be asked now (no answer in time). Try again in a moment."), "\(stage.text)")
        #expect(stage.shows("switch to \(query) as typed"))
        stage.press("Enter", "3", "Y")
        guard case .switchContext(_, let request) = stage.taken().last else {
            Issue.record("nothing was sent")
            return
        }
        #expect(request.newExternalId == query)
    }

    @Test("the answer to an older query is not shown, and never takes the focus")
    func older() {
        var stage = searching("doe")
        stage.press("s")
        stage.type("x")
        stage.send(.searchAnswered(query: "doe", .success([People.john])))
        #expect(!stage.shows("1 account") && stage.model.isTyping)
    }

    @Test("too short a query, and none without a broker")
    func refused() {
        var stage = searching("d")
        #expect(stage.taken().isEmpty)
        #expect(stage.model.toast?.text == "Type at least two characters")
        stage.type("oe")
        stage.send(.linkLost(reason: "gone"))
        stage.press("Enter")
        #expect(stage.taken().isEmpty)
    }
}
