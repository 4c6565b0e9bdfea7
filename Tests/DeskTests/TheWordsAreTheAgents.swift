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

@Suite("What is told of a choice is so")
struct WhatIsToldOfAChoiceIsSo {
    @Test("after a switch it is whoever switched that makes it certain")
    func sure() {
        var call = People.switched()
        call.identity.confidence = .certain
        var stage = Stage(calls: [call], after: 40)
        stage.press("w")
        #expect(stage.shows("certain: chosen by R. Ortiz") && !stage.shows("exactly one person"))
    }

    @Test("a remembered choice counts for the day that has begun, too")
    func days() {
        #expect(Ages.left(30 * 86_400 - 5) == "30 days" && Ages.left(29 * 86_400) == "29 days")
        #expect(Ages.left(47 * 3600) == "47 h" && Ages.left(-5) == "0 s")
    }

    @Test("the bar says that the number's next calls go there, too, where there is a number")
    func remembered() {
        for size in ["80x24", "120x40", "60x16", "200x60"] {
            var stage = Stage(size, calls: [People.answered()], after: 60)
            stage.press("2")
            #expect(stage.shows("this number's next calls go there."), "\(size)")
        }
        var withheld = People.answered()
        withheld.number = nil
        var stage = Stage(calls: [withheld], after: 60)
        stage.press("2")
        #expect(!stage.shows("next calls"))
    }

    @Test("no earlier calls are a fact once the CRM has answered, and a likely many before")
    func earlier() {
        var call = People.ringing()
        call.previousInteractionCount = 0
        #expect(Stage(calls: [call], after: 1).shows("Earlier   ····"))
        call = People.answered()
        call.previousInteractionCount = 0
        #expect(Stage(calls: [call], after: 60).shows("Earlier   no call before"))
    }

    @Test("whose earlier calls are counted is said: the number's, or with the CRM's answer whichever are more")
    func whose() {
        #expect(Stage(calls: [People.ringing()], after: 1).shows("Earlier   4 calls from this number"))
        #expect(Stage(calls: [People.answered()], after: 60).shows("Earlier   4 calls, number or account"))
        var call = People.answered()
        (call.crm, call.previousInteractionCount) = (People.crm(.missing), 1)
        #expect(Stage(calls: [call], after: 60).shows("Earlier   1 call from this number"))
        #expect(Stage("60x16", calls: [People.answered()], after: 60).shows("Earlier   4 calls before "))
    }

    @Test("a name that only a convention decided stands with a doubt on the list")
    func doubt() {
        var call = People.answered()
        call.identity.confidence = .ambiguous
        #expect(
            Stage(calls: [call], after: 60).shows("1:00 ? John Doe")
                || Stage(calls: [call], after: 60).shows("? John Doe")
        )
    }

    @Test("a switch is read before what is wrong with the account")
    func first() {
        var call = People.switched()
        call.erp = People.hold
        var stage = Stage(calls: [call], after: call.identity.asOf.timeIntervalSince(People.start) + 3)
        #expect(stage.shows("Switched to John Doe Business"))
        stage.wait(6)
        #expect(stage.shows("no deliveries until it is paid"))
    }

    @Test("a call alone on the strip has its whole name")
    func whole() {
        #expect(Stage(calls: [People.switched()], after: 3600).row(2).contains("John Doe Business"))
    }
}
