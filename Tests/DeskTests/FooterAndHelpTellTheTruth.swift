import FoundationEssentials
import Identity
import BrokerAPI
import Screen
import Testing

@testable import Desk

@Suite("Footer and help tell the truth")
struct FooterAndHelpTellTheTruth {
    @Test("every key of the table is in the help")
    func help() {
        let model = Stage(calls: [People.answered()], after: 60).model
        let lines = helpLines(model)
        for binding in KeyTable.standard.bindings {
            #expect(lines.contains(HelpLine(label: binding.label, text: binding.explained)))
        }
        #expect(Set(KeyTable.standard.bindings.map(\.command)) == Set(Command.allCases))
    }

    @Test("the whole help can be read at 80×24 by scrolling, and its text is not cut")
    func scrolled() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("?")
        var seen = stage.text
        for _ in 0..<200 {
            stage.press("j")
            seen += stage.text
        }
        for binding in KeyTable.standard.bindings { #expect(seen.contains(binding.explained)) }
    }

    @Test("each key stands once under a heading")
    func once() {
        let lines = helpLines(Stage(calls: [People.answered()], after: 60).model)
        for group in lines.split(whereSeparator: \.isTitle) {
            #expect(Set(group.map(\.label)).count == group.count, "\(group.map(\.label))")
        }
    }

    @Test("? in w opens the help, q and Esc close both, and pages scroll them", arguments: ["q", "Esc"])
    func closing(_ key: String) {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("w", "?")
        #expect(stage.model.mode == .help(scroll: 0))
        #expect(stage.shows("Esc q back"))
        stage.press("PageDown")
        guard case .help(let scroll) = stage.model.mode else { return }
        #expect(scroll > 10)
        for _ in 0..<9 { stage.press("PageDown") }
        let end = stage.text
        stage.press("PageUp")
        #expect(stage.text != end, "a page back is a page back also after the end")
        stage.press(key)
        #expect(stage.model.mode == .calls)
        stage.press("w", key)
        #expect(stage.model.mode == .calls)
        #expect(stage.taken().allSatisfy { $0 != .quit })
    }

    @Test("the footer only names keys that do something", arguments: Scene.allCases)
    func footer(_ scene: Scene) {
        let stage = scene.stage("120x40")
        for binding in usableKeys(stage.model) {
            var copy = stage
            let key = binding.command == .pick ? Key.character("2") : binding.keys[0]
            guard binding.command != .pick || stage.model.openCall?.identity.externalId != "CRM:500245679" else {
                continue
            }
            let before = copy.model
            copy.send(.key(key))
            // That people are on the line is a question, which the same key answers.
            let isRefusal =
                copy.model.toast?.level == .warning && copy.model.toast != before.toast
                && copy.model.toast?.cause != .quit
            #expect(!isRefusal, "\(binding.name): \(copy.model.toast?.text ?? "")")
        }
    }

    @Test("a key that can't be used now says why")
    func reasons() {
        var stage = Stage(calls: [People.answered()], after: 60)
        for (key, reason) in [
            ("u", "There is no switch to undo on this call"), ("j", "There is no other call"),
            ("Esc", "The call is still on: j and Enter open another"), ("Enter", "This call is open"),
            ("1", "The call is on John Doe already"),
        ] {
            stage.press(key)
            #expect(stage.model.toast?.text == reason)
        }
    }

    @Test("in a text field letters are text, and the footer does not name them as keys")
    func typing() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("s")
        stage.type("quw?19")
        #expect(stage.model.isTyping && stage.taken().isEmpty)
        #expect(footerKeys(stage.model, columns: 78).map(\.label) == ["Enter", "Esc"])
    }

    @Test("it is cut to the width, whole keys only, and the help stays", arguments: 40...130)
    func width(_ columns: Int) {
        let model = Stage("\(columns)x24", calls: [People.switched()], after: 60).model
        let keys = footerKeys(model, columns: columns - 2)
        #expect(keys.reduce(0) { $0 + $1.label.count + $1.name.count + 3 } - 2 <= columns - 2)
        #expect(keys.contains { $0.label == "?" })
    }
}
