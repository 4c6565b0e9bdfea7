import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("Two clicks in one place mean one thing")
struct TwoClicksMeanOneThing {
    private func many(_ size: String) -> Stage {
        let live = (0..<14).map { number in
            People.ringing("live-\(number)", number: "+1•••••••1\(10 + number)", at: People.after(Double(number)))
        }
        let over = (0..<6).map { number in
            var call = People.answered("over-\(number)")
            (call.state, call.endedAt) = (.ended, People.after(20 + Double(number)))
            return call
        }
        return Stage(size, calls: live + over + [People.answered("open")], after: 60)
    }

    @Test("on a list of calls the second opens what the first marked", arguments: ["80x24", "120x24", "60x16"])
    func calls(_ size: String) {
        var stage = many(size)
        stage.model.panel = .calls
        // Also where the list has been moved on before.
        for moved in 0..<12 {
            stage.press("j")
            for slot in CallSlots(stage.model).slots {
                var copy = stage
                let click = Message.mouse(.click(row: slot.area.row, column: slot.area.column + 3))
                copy.send(click)
                #expect(copy.model.selectedID == slot.id, "moved \(moved)")
                #expect(CallSlots(copy.model).slots.first { $0.id == slot.id }?.area.column == slot.area.column)
                copy.send(click)
                #expect(copy.model.openID == slot.id, "moved \(moved), \(slot.id)")
            }
        }
    }

    @Test("on the accounts of a switchboard it is the same account", arguments: ["80x24", "120x24", "60x16"])
    func accounts(_ size: String) {
        var stage = Stage(size, calls: [People.switchboard()], after: 20)
        for _ in 0..<3 where stage.model.focusedPanel != .accounts { stage.press("Tab") }
        for _ in 0..<8 {
            stage.press("j")
            let area = stage.model.accountList
            let shown = shownAccounts(stage.model, People.switchboard(), area.rows)
            for (line, index) in shown.enumerated() where index > 0 {
                var copy = stage
                let id = stage.model.accountIDs[index]
                let click = Message.mouse(.click(row: area.row + line, column: area.column + 10))
                copy.send(click)
                #expect(copy.model.selectedAccount == id)
                if case .review = copy.model.mode { continue }
                copy.send(click)
                guard case .review(let review) = copy.model.mode else {
                    Issue.record("no review of \(id)\n\(copy.text)")
                    continue
                }
                #expect(review.to.externalId == id)
            }
        }
    }

    @Test("on a result of a search it opens the bar about it")
    func offers() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("s")
        stage.type("smith")
        stage.press("Enter")
        stage.send(.searchAnswered(query: "smith", .success(People.smiths)))
        let row =
            stage.text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("John Smithson") } ?? 0
        stage.send(.mouse(.click(row: row, column: 8)))
        #expect(stage.taken().allSatisfy { if case .review = $0 { false } else { true } })
        stage.send(.mouse(.click(row: row, column: 8)))
        guard case .review(let review) = stage.model.mode else {
            Issue.record("no bar\n\(stage.text)")
            return
        }
        #expect(review.to.name == "John Smithson")
    }
}
