import BrokerAPI
import FoundationEssentials
import Identity
import Testing

@testable import Desk

@Suite("A failure is named as it was")
struct AFailureIsNamedAsItWas {
    private func failed(_ error: String?) -> CallView {
        var call = People.ringing()
        call.crm = People.crm(.failed)
        call.crm.error = error
        return call
    }

    @Test(
        "silence, an error and nonsense are three things",
        arguments: [
            (SourceFailure.timedOut.sentence, "the CRM has not answered"), ("down (500)", "the CRM failed (500)"),
            (SourceFailure.malformed.sentence, "the CRM answered nonsense"), ("down", "the CRM is down"),
            (SourceFailure.unreachable.sentence, "the CRM can't be reached"),
            ("too many requests", "the CRM is too busy"),
            ("refused the request (400)", "the CRM refused us"),
        ]
    )
    func words(_ error: String, _ words: String) {
        var stage = Stage(calls: [failed(error)], after: 8)
        #expect(stage.shows("phase 1 · by number only · \(words)"), "\(stage.text)")
        stage.press("w")
        #expect(stage.shows("by the number only, \(words)"))
    }

    @Test("a source that is down says when it is asked again, though the call's own time is over")
    func probe() {
        var stage = Stage(calls: [failed("down")], after: 20)
        #expect(stage.shows("asking again"))
        let down = Day.source("salesforce", "crm", "down", p50: 1, p99: 2, probe: People.after(29))
        stage.send(.feed(.source(down), id: 5))
        #expect(stage.shows("again in 9 s") && !stage.shows("asking again"))
        stage.wait(4)
        #expect(stage.shows("again in 5 s"))
    }

    @Test("what took no whole millisecond is no zero")
    func quick() {
        var call = People.ringing()
        call.phase1Ms = 0
        #expect(Stage(calls: [call], after: 1).shows("phase 1 · by number only · <1 ms"))
    }

    @Test("a step of the history that says nothing new is not told again")
    func history() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("w")
        let steps = [0.1, 0.9].map { second in
            HistoryAnswer.Step(
                at: People.after(second),
                externalId: People.john.externalId,
                name: "John Doe",
                resolvedBy: .override,
                rule: nil,
                confidence: .likely,
                source: nil,
                actor: nil,
                reason: nil,
                superseded: false
            )
        }
        stage.send(.historyAnswered(callID: "call-1", .success(steps)))
        #expect(stage.text.split(separator: "by a choice made before").count == 2, "\(stage.text)")
    }

    @Test("a search that nothing can be found by says what can be searched")
    func search() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("s")
        stage.type("ERP:10100001")
        stage.press("Enter")
        stage.send(.searchAnswered(query: "ERP:10100001", .success([])))
        #expect(stage.shows("ERP is not searched. Type a name, a number, a whole e-mail or an ID such"))
        #expect(!stage.shows("has no account"))
        for query in ["CRM:1' OR '1'='1", "../"] {
            stage.press("Esc", "s")
            stage.type(query)
            stage.press("Enter")
            let problem = Problem(.badField, status: 400, detail: "query must be an external ID", field: "query")
            stage.send(.searchAnswered(query: query, .failure(.problem(problem))))
            #expect(stage.shows("This can't be searched. Type a name, a number,"), "\(stage.text)")
            #expect(!stage.shows("query must be"))
        }
    }

    @Test("a key that opens something says so with …, in palette and help")
    func opening() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press(":")
        #expect(stage.shows("search…") && stage.shows("note…") && !stage.shows("callback…"))
        let note = KeyTable.standard.bindings.first { $0.command == .note }
        #expect(note?.explained.hasSuffix("…") == true)
    }

    @Test("a line says the open call again, and which reasons there are")
    func lines() {
        var desk = LineDesk(model: Stage(calls: [People.answered()], after: 60).model)
        #expect(desk.command("open 1", now: People.after(60)).lines.first?.hasPrefix("CALL 1") == true)
        let why = desk.command("switch 2", now: People.after(60)).lines.first
        #expect(why?.contains("verified by question") == true)
    }
}
