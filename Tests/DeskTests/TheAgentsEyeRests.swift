import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("The agent's eye rests: the marked call stays where it is on the screen")
struct TheAgentsEyeRests {
    static let sizes = ["80x24", "120x40", "120x24", "200x60", "50x15", "60x16"]

    private func ringing(_ id: String, _ seconds: Double) -> CallView {
        People.ringing(id, number: "+1•••••••143", at: People.after(seconds))
    }

    private func ended(_ call: CallView, at seconds: Double) -> CallView {
        var call = call
        (call.state, call.endedAt) = (.ended, People.after(seconds))
        return call
    }

    /// Where the marked call stands on the screen.
    private func place(_ stage: Stage) -> Position? {
        let area = CallSlots(stage.model).slots.first { $0.id == stage.model.markedID }?.area
        return area.map { Position(row: $0.row, column: $0.column) }
    }

    /// Three calls, the last of them open and marked.
    private func three(_ size: String) -> Stage {
        var last = People.answered()
        last.startedAt = People.after(2)
        var stage = Stage(size, calls: [ringing("a", 0), ringing("b", 1), last], after: 60)
        stage.model.panel = .calls
        stage.wait(1)
        return stage
    }

    @Test("how many calls are out of sight is not cut by the lines between those that are not")
    func counted() {
        var calls = (0..<24).map { People.ringing("live-\($0)", at: People.after(Double($0) - 60)) }
        for number in 0..<3 {
            var over = People.answered("over-\(number)")
            (over.state, over.endedAt) = (.ended, People.after(1))
            calls.append(over)
        }
        var stage = Stage("80x24", calls: calls, after: 2)
        for _ in 0..<12 { stage.press("k") }
        #expect(stage.shows(" earlier, ") && stage.shows(" later, 3 ended "), "\(stage.text)")
    }

    @Test("calls that come, and calls before it that end and leave, do not move it", arguments: sizes)
    func still(_ size: String) throws {
        var stage = three(size)
        let before = try #require(place(stage))
        for number in 0..<50 { stage.change("new", ringing("new-\(number)", 60 + Double(number))) }
        #expect(place(stage) == before, "new calls")
        stage.change("ended", ended(ringing("a", 0), at: 61))
        #expect(place(stage) == before, "a call before it ended")
        stage.send(.feed(.removed(callId: "b"), id: 500))
        #expect(place(stage) == before, "a call before it has left")
        stage.change("ended", ended(People.answered(), at: 62))
        #expect(place(stage) == before, "it ended itself")
    }

    @Test("the strip says that more came, and the next key shows the list from there")
    func more() {
        var stage = three("80x24")
        stage.change("new", ringing("c", 61))
        #expect(stage.row(3).contains("1 later"))
        stage.press("j")
        #expect(stage.model.selectedID == "c" && place(stage) != nil)
    }

    @Test(
        "an ended one that is marked stays, the last to come before it",
        arguments: ["120x24", "120x40"]
    )
    func amongEnded(_ size: String) throws {
        let over = (0..<4).map { ended(ringing("over-\($0)", -90), at: Double($0) - 80) }
        var stage = Stage(size, calls: over + [People.answered()], after: 60)
        stage.press("j", "j")
        #expect(stage.model.selectedID == "over-2")
        let before = try #require(place(stage))
        for number in 0..<3 { stage.change("new", ringing("new-\(number)", 60 + Double(number))) }
        #expect(place(stage) == before)
        let list = CallSlots(stage.model)
        let shown = list.slots.map(\.id)
        let inOrder = stage.model.calls.map(\.callId).filter(shown.contains)
        #expect(shown == inOrder && shown.contains("new-2") && shown.contains("over-2"))
        #expect(list.hidden.before == 4 - (shown.firstIndex(of: "over-2") ?? 0) && list.hidden.after == 0)
    }

    @Test(
        "whatever comes, every live call is shown once or counted as out of sight",
        arguments: 1...60 as ClosedRange<UInt64>
    )
    func counted(_ seed: UInt64) {
        var random = Seeded(seed)
        var stage = three(["80x24", "120x24", "60x16"].randomElement(using: &random) ?? "80x24")
        for step in 0..<60 {
            let ids = stage.model.calls.map(\.callId)
            let id = ids.randomElement(using: &random) ?? "a"
            let (marked, before) = (stage.model.markedID, place(stage))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: stage.press(["j", "k", "Enter", "Esc"].randomElement(using: &random) ?? "j")
            case 1: stage.change("ended", ended(ringing(id, 0), at: 61 + Double(step)))
            case 2: stage.send(.feed(.removed(callId: id), id: (stage.model.lastEventID ?? 0) + 1))
            default: stage.change("new", ringing("new-\(step)", 61 + Double(step)))
            }
            // Where panels are tabs, a call that opens shows its own, and the list is a tab away.
            let isTabs = Layout(stage.model).tier == .compact
            if isTabs, stage.model.openID != nil, stage.model.focusedPanel != .calls { continue }
            let list = CallSlots(stage.model)
            let shown = list.slots.map(\.id)
            let live = Set(stage.model.calls.filter { !stage.model.isPast($0) }.map(\.callId))
            #expect(Set(shown).count == shown.count, "seed \(seed), step \(step)")
            #expect(live.count == live.intersection(shown).count + list.hidden.before + list.hidden.after)
            #expect(stage.model.shownCalls.count - live.count == Set(shown).subtracting(live).count + list.hidden.ended)
            if stage.model.markedID == marked, let before {
                #expect(place(stage) == before, "seed \(seed), step \(step)")
            }
        }
    }

    @Test("a line that comes while the timeline is scrolled back moves no line")
    func timeline() {
        var call = People.answered()
        for number in 0..<30 {
            call.timeline.append(TimelineView(at: People.after(2), kind: "crm", text: "line \(number)", tookMs: nil))
        }
        var stage = Stage(calls: [call], after: 60)
        stage.press("Tab", "Tab", "k", "k", "k")
        #expect(stage.shows("line 26") && !stage.shows("line 27"))
        let rows = stage.text.split(separator: "\n").filter { $0.contains("line ") }
        call.timeline.append(TimelineView(at: People.after(61), kind: "crm", text: "line 30", tookMs: nil))
        stage.change("updated", call)
        #expect(stage.text.split(separator: "\n").filter { $0.contains("line ") } == rows)
    }
}
