import Identity
import BrokerAPI
import FoundationEssentials
import Screen
import Testing

@testable import Desk

@Suite("Foreign text stays text")
struct ForeignTextStaysText {
    static let hostile = [
        "Eve \u{1B}]0;owned\u{07}\u{1B}[2JMallory", "\u{202E}evil\u{2066}", "a\u{0}b\nc\rd\te",
        String(repeating: "W", count: 5000),
        "\u{9B}31m", "zero\u{200B}\u{200B}width", "山田 太郎\u{FE0F}👩‍👩‍👧‍👦", "e" + String(repeating: "\u{301}", count: 50), "",
    ]

    private func call(_ text: String) -> CallView {
        var call = People.switchboard()
        call.identity.name = text
        call.identity.externalId = text
        call.identity.email = text
        call.identity.reason = text
        call.queueName = text
        call.number = text
        call.crm.caseId = text
        call.crm.caseSubject = text
        call.crm.loyaltyTier = text
        call.erp.accountStatus = text
        call.erp.balanceDue = MoneyView(amount: text, currency: text)
        call.sync.error = text
        call.sync.state = .failed
        call.candidates = call.candidates.map { account in
            var account = account
            account.name = text
            account.tier = text
            return account
        }
        call.timeline.append(TimelineView(at: People.start, kind: text, text: text, tookMs: 3))
        return call
    }

    @Test("on every screen of every size", arguments: hostile)
    func frames(_ text: String) {
        for size in ["80x24", "120x40", "60x16", "40x10", "30x8"] {
            var stage = Stage(size, calls: [call(text)], after: 60)
            stage.send(.feed(.notice(Notice(level: "error", text: text)), id: 7))
            check(stage)
            stage.press("3")
            check(stage)
            stage.press("Esc", "w")
            check(stage)
            stage.press("Esc", "s")
            stage.type(text)
            stage.press("Enter")
            stage.send(.searchAnswered(query: text, .success(call(text).candidates)))
            check(stage)
        }
    }

    @Test("in line mode too", arguments: hostile)
    func lines(_ text: String) {
        var desk = LineDesk(model: Stage().model)
        let snapshot = Snapshot(
            calls: [call(text)],
            me: People.agent,
            sources: [],
            broker: BrokerView(version: "1", startedAt: People.start)
        )
        let step = desk.receive(.feed(.snapshot(snapshot), id: 1), now: People.start)
        #expect(!step.lines.isEmpty)
        for line in step.lines { #expect(isClean(line)) }
    }

    @Test("what controls or turns a line is not typed either")
    func typed() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("n")
        for letter in ["a", "\u{9B}", "\u{1B}", "\u{202E}", "\u{2029}", "b", "é"] as [Character] {
            stage.send(.key(.character(letter)))
        }
        stage.send(.paste("\u{9D}c\u{2066}d"))
        #expect(stage.model.mode == .note(NoteDraft(callID: "call-1", text: "abécd")))
    }

    @Test("a paste outside a text field does nothing; inside, its control characters are dropped")
    func paste() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.send(.paste("2\n1\nY\nq\n"))
        #expect(stage.taken().isEmpty && stage.model.mode == .calls)
        #expect(stage.model.toast?.text.contains("Paste ignored here") == true)
        stage.press("s")
        stage.send(.paste("smi\u{1B}th\r\n"))
        #expect(stage.taken().isEmpty)
        guard case .search(let search) = stage.model.mode else {
            Issue.record("no search")
            return
        }
        #expect(search.query == "smith")
        stage.send(.paste(String(repeating: "x", count: 10_000)))
        #expect(stage.model.toast?.text == "Too long: cut at 200 characters")
    }

    private func check(_ stage: Stage) {
        let text = stage.text
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).allSatisfy { isClean(String($0)) })
    }

    private func isClean(_ line: String) -> Bool {
        line.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }
}
