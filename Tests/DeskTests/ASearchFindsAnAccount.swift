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

    @Test(
        "an external ID that nobody found can be reviewed as typed; the broker decides",
        arguments: ["CRM:500000000", "CRM:1' OR '1'='1", "XX:../etc"]
    )
    func typed(_ query: String) {
        var stage = searching(query)
        let answer: Answer<[CandidateView]> =
            query.contains("'")
            ? .failure(.problem(Problem(.badField, status: 400, detail: "this can't be searched"))) : .success([])
        stage.send(.searchAnswered(query: query, answer))
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
