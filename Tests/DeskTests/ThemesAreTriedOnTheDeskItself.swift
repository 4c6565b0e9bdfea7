import BrokerAPI
import FoundationEssentials
import Screen
import Testing

@testable import Desk

@Suite("Themes are tried on the desk itself")
struct ThemesAreTriedOnTheDeskItself {
    static let names = [
        "gruvbox-dark", "nord", "ringside-contrast", "ringside-dark", "ringside-deuteranopia", "ringside-light",
        "ringside-mono", "ringside-terminal", "ringside-tritanopia", "solarized-light",
    ]
    static let card = ThemeCard(
        name: "solarized-light",
        title: "Solarized Light",
        author: "Ethan Schoonover",
        kind: "light, 256 colours",
        repaired: 61,
        pairs: 110
    )

    private func stage(_ size: String = "80x24") -> Stage {
        var stage = Stage(size, calls: [People.answered()], after: 60)
        stage.press("t")
        stage.send(.theme(.listed(Self.names, current: "ringside-dark")))
        return stage
    }

    @Test(arguments: ["80x24", "120x40", "60x16", "40x10", "200x60"])
    func itLooksAsRecorded(_ size: String) throws {
        var stage = stage(size)
        for _ in 0..<6 { stage.press("j") }
        stage.send(.theme(.shown(Self.card)))
        try expectGolden("themes.\(size)", stage.text)
    }

    @Test func itsCellsMeanWhatIsRecorded() throws {
        try expectGoldenStyles("themes") { size in
            var stage = stage(size)
            for _ in 0..<6 { stage.press("j") }
            stage.send(.theme(.shown(Self.card)))
            return stage.model
        }
    }

    @Test func theMarkedOneIsShownAtOnceAndEscGoesBack() {
        var stage = stage()
        #expect(stage.taken() == [.theme(.list), .theme(.show("ringside-dark"))])
        stage.press("j", "k", "k")
        #expect(
            stage.taken() == [
                .theme(.show("ringside-deuteranopia")), .theme(.show("ringside-dark")),
                .theme(.show("ringside-contrast")),
            ]
        )
        stage.press("Esc")
        #expect(stage.taken() == [.theme(.restore)])
        #expect(stage.model.mode == .calls)
    }

    @Test func enterKeepsItAndSaysForHowLong() {
        var stage = stage()
        stage.press("j")
        _ = stage.taken()
        stage.press("Enter")
        #expect(stage.taken().isEmpty, "it is not read yet")
        stage.send(
            .theme(
                .shown(ThemeCard(name: "ringside-deuteranopia", title: "", author: "", kind: "", repaired: 0, pairs: 1))
            )
        )
        stage.press("Enter")
        #expect(stage.taken() == [.theme(.keep("ringside-deuteranopia"))])
        stage.send(.theme(.kept(name: "ringside-deuteranopia", problem: nil)))
        #expect(stage.shows("The theme ringside-deuteranopia is kept, also for the next time"))
        stage.send(.theme(.kept(name: "nord", problem: "desk.theme in the configuration names another")))
        #expect(stage.shows("nord until you leave: desk.theme in the configuration names another"))
    }

    @Test func aBrokenFileSaysWhereAndCannotBeKept() {
        var stage = stage()
        stage.press("j")
        let problem = "themes/x.yaml:3: expected six hex digits for `base01`, found `red`"
        stage.send(
            .theme(
                .shown(
                    ThemeCard(name: "ringside-deuteranopia", problem: problem)
                )
            )
        )
        #expect(stage.shows("x.yaml:3: expected six hex"))
        _ = stage.taken()
        stage.press("Enter")
        #expect(stage.taken().isEmpty)
        #expect(stage.shows("can't be used"))
    }

    @Test func aCardThatComesTooLateIsNotTakenForTheMarkedOne() {
        var stage = stage()
        stage.press("j", "j")
        stage.send(.theme(.shown(Self.card)))
        #expect(!stage.shows("Ethan"))
    }

    @Test func aFileThatChangesIsSaidAndTakesNothingAway() {
        var stage = Stage(calls: [People.answered()], after: 60)
        stage.press("2")
        stage.send(.theme(.reloaded(name: "mine", problem: "mine.yaml:2: not YAML")))
        #expect(stage.shows("mine.yaml:2: not YAML"))
        #expect(stage.shows("Switch this call?"))
    }

    @Test func aPasteAndAnArrivingCallChangeNothingHere() {
        var stage = stage()
        _ = stage.taken()
        stage.send(.paste("qYYY\n"))
        #expect(stage.taken().isEmpty)
        guard case .themes(let picker) = stage.model.mode else {
            Issue.record("the picker has gone")
            return
        }
        #expect(picker.selected == "ringside-dark")
    }
}
