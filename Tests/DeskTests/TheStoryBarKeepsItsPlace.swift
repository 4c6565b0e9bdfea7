import BrokerAPI
import FoundationEssentials
import Screen
import Testing

@testable import Desk

@Suite("The story's bar keeps its title")
struct TheStoryBarKeepsItsPlace {
    private func told(_ size: String) -> Stage {
        var stage = Stage(size, calls: [People.answered()], after: 20)
        stage.model.story = Story(
            title: "A wrong and a hostile account number are refused",
            text: String(repeating: "words that go on and on ", count: 30),
            progress: "2 of 4",
            keys: "Space next  Backspace back  a autoplay"
        )
        return stage
    }

    @Test("title and progress stand whole; the keys lose whole hints from the end", arguments: ["80x24", "60x16"])
    func title(_ size: String) {
        let stage = told(size)
        #expect(stage.shows("A wrong and a hostile account number are refused  2 of 4"))
        #expect(!stage.shows("autoplay"))
        #expect(told("80x24").shows("Space next"))
        #expect(told("120x40").shows("Space next  Backspace back  a autoplay"))
    }

    @Test("a small window wraps the text over the rows that it has, and says that there is more")
    func wraps() {
        let stage = told("50x15")
        #expect(stage.shows("2 of 4"))
        let rows = stage.text.split(separator: "\n", omittingEmptySubsequences: true)
        #expect(rows.filter { $0.contains("words that") }.count == 3)
        #expect(rows.last?.trimmingCharacters(in: " ").hasSuffix("…") == true, "\(stage.text)")
    }
}

extension Substring {
    fileprivate func trimmingCharacters(in character: Character) -> String {
        var text = String(self)
        while text.last == character { text.removeLast() }
        return text
    }
}
