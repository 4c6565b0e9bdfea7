import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("The words are the agent's")
struct TheWordsAreTheAgents {
    @Test("what a phone menu chose is said so, whatever it is called")
    func phoneMenu() {
        var call = People.switched()
        call.identity.actor = ActorView(id: "flow-7", name: "MainMenu_v3", role: .flow)
        #expect(call.provenance(People.after(33)).first == "chosen by the phone menu: caller asked")
        var stage = Stage(calls: [call], after: 33)
        #expect(stage.shows("chosen by the phone menu: caller asked"))
        stage.press("w")
        #expect(stage.shows("chosen by the phone menu, because: caller asked") && !stage.shows("MainMenu"))
    }

    @Test("why names the rule, and where an identity came from")
    func rule() {
        #expect(Confidence.likely.words(.openCase) == "likely: the open case decides")
        let words = [ResolvedBy.recent, .crm, .phone].map { $0.words(nil) }
        #expect(words == ["from an earlier call", "by the CRM", "by number only"])
    }

    @Test(
        "a source's failure fits its heading",
        arguments: [
            ("no answer in time", "✗ no answer "), ("answered with nonsense", "✗ nonsense "), ("down (503)", "✗ down "),
            ("refuses our credentials", "✗ refused us "), ("too many requests", "✗ too busy "),
        ]
    )
    func short(_ reason: String, _ words: String) {
        var call = People.answered()
        call.erp = People.erp(.failed)
        call.erp.error = reason
        call.erp.nextRetryAt = People.after(70)
        let stage = Stage(calls: [call], after: 60)
        #expect(stage.shows(words) && stage.shows("again in 10 s"), "\(stage.text)")
    }

    @Test("what an earlier call left carries its age while the CRM has not answered, and is not coloured")
    func earlier() {
        var call = People.answered()
        call.crm.state = .failed
        call.crm.error = "down"
        call.crm.asOf = nil
        call.identity.asOf = People.after(-7200)
        let stage = Stage(calls: [call], after: 60)
        let text = stage.text.split(separator: "\n")
        #expect(text.contains { $0.contains("CASE-99812 open") && $0.contains("2 h ago") }, "\(stage.text)")
        #expect(text.contains { $0.contains("Tier ") && $0.contains("Gold") && $0.contains("2 h ago") })
    }
}
