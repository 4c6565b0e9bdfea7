import BrokerAPI
import FoundationEssentials
import Screen
import Testing

@testable import Desk

@Suite("The terminal's cursor stands on what has the focus")
struct TheCursorStandsOnTheFocus {
    private func cell(_ stage: Stage) -> String? {
        let frame = view(stage.model)
        return frame.cursor.flatMap { frame[$0.row, $0.column]?.text }
    }

    private func row(_ stage: Stage) -> String {
        view(stage.model).cursor.map { stage.row($0.row) } ?? "no cursor"
    }

    @Test("on the marked call", arguments: ["80x24", "120x40"])
    func calls(_ size: String) {
        var stage = Stage(size, calls: [People.ringing("a", number: "+1•••••••143"), People.answered()])
        stage.press("k")
        #expect(cell(stage) == stage.model.glyphs.marker)
        #expect(row(stage).contains("+1•••••••143"))
        stage.press("j")
        #expect(cell(stage) == stage.model.glyphs.marker)
    }

    @Test("on the marked account", arguments: ["80x24", "120x40", "60x16"])
    func accounts(_ size: String) {
        var stage = Stage(size, calls: [People.answered()])
        while stage.model.focusedPanel != .accounts { stage.press("Tab") }
        stage.press("j")
        #expect(cell(stage) == stage.model.glyphs.marker)
        #expect(row(stage).contains("John Doe Business"))
    }

    @Test("behind what is typed", arguments: ["80x24", "60x16", "40x10"])
    func typing(_ size: String) {
        var stage = Stage(size, calls: [People.answered()])
        stage.press("s")
        stage.type("smith")
        let frame = view(stage.model)
        let before = frame.cursor.flatMap { frame[$0.row, $0.column - 1]?.text }
        #expect(before == "h")
    }

    @Test("on the first line of what is read", arguments: ["80x24", "40x10"])
    func reading(_ size: String) {
        var stage = Day.board(size)
        #expect(row(stage).contains("Board"))
        stage.press("Esc", "Enter", "w")
        #expect(row(stage).contains("Why"))
    }
}
