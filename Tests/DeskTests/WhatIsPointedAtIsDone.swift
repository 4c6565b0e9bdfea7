import BrokerAPI
import FoundationEssentials
import Identity
import Screen
import Testing

@testable import Desk

@Suite("What is pointed at is done")
struct WhatIsPointedAtIsDone {
    private func reviewing(_ size: String) -> Stage {
        var stage = Stage(size, calls: [People.answered()], after: 60)
        stage.press("2")
        stage.wait(1)
        return stage
    }

    @Test("a click on a reason chooses it", arguments: ["80x24", "120x40", "60x16", "40x10", "200x60"])
    func reasons(_ size: String) {
        let reasons: [(word: String, reason: Review.Reason)] = [
            ("1 ", .callerAsked), ("2 verified", .verified), ("3 wrong", .wrongMatch),
        ]
        for (word, reason) in reasons {
            var stage = reviewing(size)
            stage.click(word, below: "differs")
            guard case .review(let review) = stage.model.mode else {
                Issue.record("the bar has gone")
                continue
            }
            #expect(review.reason == reason, "\(word)")
            #expect(stage.effects.allSatisfy { !$0.isSwitch })
        }
        var stage = reviewing(size)
        stage.click(size == "40x10" ? "4…" : "4 other", below: "differs")
        #expect(stage.model.isTyping)
    }

    @Test("a click on a value, and then on a reason, asks for it", arguments: ["80x24", "120x40", "60x16", "40x10"])
    func reveal(_ size: String) {
        var stage = Stage(size, calls: [People.answered()], after: 60)
        stage.press("r")
        stage.wait(1)
        stage.click("2 e-mail")
        stage.click("2 call back")
        #expect(stage.effects.contains(.reveal(callID: "call-1", RevealRequest(.email, reason: "call back"))))
    }

    @Test(
        "a click moves nothing: what is pointed at stays under the pointer",
        arguments: ["80x24", "120x40", "200x60"]
    )
    func nothingMoves(_ size: String) {
        for tabs in 0..<3 {
            var stage = Stage(size, calls: [People.answered()], after: 60)
            for _ in 0..<tabs { stage.press("Tab") }
            let before = stage.rows(of: ["Accounts on", "Timeline"])
            for place in ["Timeline", "answered", "Accounts on", "John Doe Business"] where stage.shows(place) {
                stage.click(place)
                #expect(stage.rows(of: ["Accounts on", "Timeline"]) == before, "\(place)\n\(stage.text)")
            }
        }
    }

    /// What is final, and what several keys do.
    private static let wantAKey: Set<Command> = [.commit, .revokeNow, .reason, .number, .revealField, .revealReason]

    @Test("a hint does what its key does, or says why it wants the key", arguments: Scene.allCases)
    func hints(_ scene: Scene) {
        let stage = scene.stage("120x40")
        for hint in footerKeys(stage.model, columns: 118) {
            let row = Layout(stage.model).footer.row
            #expect(stage.model.target(row: row, column: hint.at) == .hint(hint.binding))
            var clicked = stage
            clicked.wait(1)
            clicked.effects = []
            var pressed = clicked
            clicked.send(.mouse(.click(row: row, column: hint.at)))
            if Self.wantAKey.contains(hint.binding.command) {
                #expect(clicked.model.toast?.cause == hint.binding.command, "\(hint.label) \(hint.name) says nothing")
                #expect(clicked.effects.isEmpty, "\(hint.label) \(hint.name)")
            } else if hint.binding.command == .pick {
                #expect(clicked.model.focusedPanel == .accounts, "\(hint.label) \(hint.name)")
            } else {
                pressed.send(.key(hint.binding.keys[0]))
                #expect(clicked.model == pressed.model, "\(hint.label) \(hint.name) does something else")
                #expect(clicked.effects == pressed.effects, "\(hint.label) \(hint.name) does something else")
            }
        }
    }
}

extension Stage {
    /// The rows that hold these texts.
    fileprivate func rows(of texts: [String]) -> [Int?] {
        let rows = self.text.split(separator: "\n", omittingEmptySubsequences: false)
        return texts.map { text in rows.firstIndex { $0.contains(text) } }
    }

    /// Clicks on the first place of a text, below a line that holds another.
    fileprivate mutating func click(_ text: String, below heading: String = "") {
        let rows = self.text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = heading.isEmpty ? 0 : rows.firstIndex { $0.contains(heading) } ?? 0
        for (row, line) in rows.enumerated().dropFirst(first) {
            guard let place = line.firstRange(of: text) else { continue }
            let column = TextWidth.columns(of: String(line[..<place.lowerBound]))
            return send(.mouse(.click(row: row, column: column)))
        }
        Issue.record("\(text) is not on the screen\n\(self.text)")
    }
}

extension Effect {
    fileprivate var isSwitch: Bool { if case .switchContext = self { true } else { false } }
}
