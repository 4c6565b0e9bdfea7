import Identity
import Screen
import BrokerAPI
import FoundationEssentials
import Testing

@testable import Desk

@Suite("A refusal says what to do and changes nothing else")
struct ARefusalSaysWhatToDo {
    static let answers: [(Problem.Slug, Int, String)] = [
        (.unknownAccount, 422, "✗ CRM has no account CRM:500245679: still John Doe"),
        (.badExternalID, 400, "✗ CRM:500245679 is no external ID of a CRM here: still John Doe"),
        (.sourceUnavailable, 503, "✗ CRM can't be asked now: still John Doe. Try again in a moment."),
        (.tooManyRefusals, 429, "✗ Too many refused switches of this call, wait some minutes: still John Doe"),
        (.forbidden, 403, "✗ You may not do this: still John Doe. because"),
        (.journalUnavailable, 503, "✗ The broker can't write its journal: nothing was switched, still John Doe"),
        (.unknownCall, 404, "✗ The broker does not know this call any more: nothing was switched"),
        (.badField, 400, "✗ Not switched, still John Doe: because"),
    ]

    private func asked() -> Stage {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("2", "1", "Y")
        return stage
    }

    @Test("in words that an agent can act on", arguments: answers)
    func words(_ slug: Problem.Slug, _ status: Int, _ words: String) {
        var stage = asked()
        let before = stage.model.openCall
        let problem = Problem(slug, status: status, detail: "because", externalId: "CRM:500245678")
        stage.send(.switchAnswered(callID: "call-1", .failure(.problem(problem))))
        #expect(stage.shows(words), "\(stage.text)")
        #expect(stage.model.openCall == before)
        #expect(stage.model.pending.isEmpty)
        #expect(stage.model.mode == .calls)
    }

    @Test("somebody else was first: the bar opens again with what is true, and asks for a new Y")
    func conflict() {
        var stage = asked()
        _ = stage.taken()
        let problem = Problem(.conflict, status: 409, detail: "changed", externalId: "CRM:500999999")
        stage.send(.switchAnswered(callID: "call-1", .failure(.problem(problem))))
        stage.send(.key(.character("Y")))
        #expect(stage.taken().isEmpty, "a Y under the shield is not an answer")
        #expect(stage.shows("Not switched: meanwhile the call was put on CRM:500999999"))
        stage.press("Y")
        guard case .switchContext(_, let request) = stage.taken().last else {
            Issue.record("nothing was sent")
            return
        }
        #expect(request.expectedExternalId == "CRM:500999999")
    }

    @Test("a conflict does not steal the screen of an agent who went on")
    func conflictElsewhere() {
        var stage = Stage(calls: [People.ringing("other"), People.answered()], after: 60)
        stage.press("2", "1", "Y", "j", "Enter")
        let problem = Problem(.conflict, status: 409, detail: "changed", externalId: "CRM:500999999")
        stage.send(.switchAnswered(callID: "call-1", .failure(.problem(problem))))
        #expect(stage.model.openID == "other")
        #expect(stage.model.mode == .calls)
        #expect(stage.model.verdicts["call-1"] != nil)
    }

    @Test("an answer that the feed has overtaken does not take the screen back")
    func overtaken() {
        var stage = asked()
        var newer = People.switched()
        newer.timeline.append(
            TimelineView(at: stage.now.addingTimeInterval(5), kind: "held", text: "held", tookMs: nil)
        )
        newer.state = .held
        stage.change("held", newer)
        stage.send(.switchAnswered(callID: "call-1", .success(People.switched())))
        #expect(stage.model.openCall == newer)
        #expect(stage.model.pending.isEmpty)
    }

    @Test("it names the person, never the stand-in for one")
    func person() {
        var withheld = People.ringing(number: nil)
        withheld.candidates = [People.business]
        var stage = Stage(calls: [withheld], after: 5)
        stage.press("2", "1", "Y")
        let problem = Problem(.unknownAccount, status: 422, detail: "no")
        stage.send(.switchAnswered(callID: "call-1", .failure(.problem(problem))))
        #expect(stage.shows("still Number withheld") && !stage.shows("still UNKNOWN"))
        #expect(People.ringing().standing == "Unknown so far")
    }

    @Test("the CRM's silence is said once, and fits 80 columns by whole sentences")
    func outage() {
        let detail = "The CRM could not be asked: no answer in time. Try again soon."
        let problem = Problem(.sourceUnavailable, status: 503, detail: detail)
        var stage = asked()
        stage.send(.switchAnswered(callID: "call-1", .failure(.problem(problem))))
        #expect(stage.shows("✗ CRM can't be asked now (no answer in time): still John Doe"), "\(stage.text)")
        #expect(!stage.shows("Try again …"))
        stage.send(.resized(Size(columns: 120, rows: 40)))
        #expect(stage.shows("still John Doe. Try again in a moment."))
    }

    @Test("it leaves with Esc, with the call's screen, or after 15 seconds")
    func leaves() {
        let refusal = Message.switchAnswered(
            callID: "call-1",
            .failure(.problem(Problem(.unknownAccount, status: 422, detail: "no")))
        )
        var stage = asked()
        stage.send(refusal)
        #expect(stage.shows("Esc put away"))
        stage.press("Esc")
        #expect(!stage.shows("has no account") && stage.model.openID == "call-1")
        stage = asked()
        stage.send(refusal)
        stage.wait(14)
        #expect(stage.shows("has no account"))
        stage.wait(1)
        #expect(!stage.shows("has no account"))
    }

    @Test("one that came while the agent looked elsewhere waits for them")
    func waits() {
        var stage = Stage(calls: [People.ringing("other"), People.answered()], after: 60)
        stage.press("2", "1", "Y", "j", "Enter")
        let problem = Problem(.unknownAccount, status: 422, detail: "no")
        stage.send(.switchAnswered(callID: "call-1", .failure(.problem(problem))))
        stage.wait(60)
        stage.press("k", "Enter")
        #expect(stage.shows("CRM has no account CRM:500245679"))
        stage.press("j", "Enter")
        #expect(stage.model.verdicts.isEmpty)
    }

    @Test("no answer: it is not known, and the screen says so")
    func noAnswer() {
        var stage = asked()
        stage.send(.switchAnswered(callID: "call-1", .failure(.link("timed out"))))
        #expect(stage.shows("No answer (timed out): trust the name above"))
    }
}
