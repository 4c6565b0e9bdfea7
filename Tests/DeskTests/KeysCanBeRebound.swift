import Screen
import Testing

@testable import Desk

@Suite("Keys can be rebound, and what can't be had is said")
struct KeysCanBeRebound {
    @Test("another key does what the old one did, and footer and help name it")
    func rebound() throws {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.model.keys = try KeyTable(rebinding: ["switch_search": ["S"], "why": ["F2", "W"]])
        #expect(stage.shows("S search"))
        stage.press("s")
        #expect(stage.model.mode == .calls)
        stage.press("S")
        #expect(stage.model.place == .query)
        stage.press("Esc", "W")
        #expect(stage.model.place == .why)
        #expect(helpLines(stage.model).contains { $0.label == "F2 W" && $0.text.hasPrefix("why this person") })
    }

    @Test("a commit key of one's own is what the words ask for")
    func commit() throws {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.model.keys = try KeyTable(rebinding: ["commit": ["C"]])
        stage.press("2", "1", "Enter")
        #expect(stage.model.toast?.text == "Enter does not switch: C (a capital letter) does")
        stage.press("Y")
        #expect(stage.model.place == .review)
        stage.press("C")
        #expect(stage.model.pending["call-1"] != nil)
    }

    @Test(
        "what is refused says where and why",
        arguments: [
            (["note": ["u"]], "desk.keys: u is undo and note (with a call): give one of them another key"),
            (["note": ["1"]], "desk.keys.note: 1 picks what has that number"),
            (["note": ["Ctrl-C"]], "desk.keys.note: Ctrl-C belongs to the terminal"),
            (["note": ["Esc"]], "desk.keys.note: Esc always leaves"),
            (["commit": ["Enter"]], "desk.keys.commit: Enter never commits: take another key"),
            (["note": []], "desk.keys.note: expected a key such as j, Enter, F3 or Ctrl-R"),
            (["note": ["F99"]], "desk.keys.note: expected a key such as j, Enter, F3 or Ctrl-R, found F99"),
            (["note": ["\u{1B}[A"]], "desk.keys.note: expected a key such as j, Enter, F3 or Ctrl-R, found ·[A"),
        ] as [([String: [String]], String)]
    )
    func refused(_ wishes: [String: [String]], _ sentence: String) {
        let refusal = #expect(throws: KeyTable.Refusal.self) { try KeyTable(rebinding: wishes) }
        #expect(refusal?.problems.first == sentence)
    }

    @Test("an unknown name lists the known ones; fixed keys are not among them")
    func unknown() {
        let refusal = #expect(throws: KeyTable.Refusal.self) { try KeyTable(rebinding: ["notes": ["N"]]) }
        #expect(refusal?.problems.first?.contains("switch_search") == true)
        for name in ["pick", "leave", "close", "find", "reason"] {
            #expect(KeyTable.rebindable[name] == nil, "\(name)")
        }
    }

    @Test("all problems are told at once")
    func several() {
        let refusal = #expect(throws: KeyTable.Refusal.self) {
            try KeyTable(rebinding: ["note": ["u"], "why": ["1"], "nonsense": ["x"]])
        }
        #expect(refusal?.problems.count == 3)
    }

    @Test("two commands can change places")
    func swapped() throws {
        let keys = try KeyTable(rebinding: ["note": ["u"], "undo": ["n"]])
        #expect(keys.binding(of: .character("u"), at: .calls)?.command == .note)
        #expect(keys.binding(of: .character("n"), at: .calls)?.command == .undo)
    }

    @Test("the standard table has no key that does two things at one place")
    func standard() throws { #expect(try KeyTable(rebinding: [:]) == .standard) }
}
