import Console
import Desk
import Foundation
import Glibc
import Screen
import Testing

@Suite("A desk keeps its colours")
struct ADeskKeepsItsColours {
    let folder: ThemeFolder

    init() throws {
        folder = try ThemeFolder([
            "night.yaml": ThemeFolder.scheme("Night"), "day.yaml": ThemeFolder.scheme("Day", background: "fafafa"),
            "broken.yaml": "name: Broken\npalette:\n  base00: red\n",
            "own.yaml": ThemeFolder.scheme("Own", extra: "ringside:\n  colours: terminal\n"),
        ])
    }

    private func shelf(_ wish: ThemeWish, _ variant: Theme.Variant? = nil) throws -> ThemeShelf {
        let files = ThemeFiles(environment: ["XDG_CONFIG_HOME": folder.root], executable: "/nowhere/bin/ringside")
        return try ThemeShelf(wish, files: files, variant: variant)
    }

    @Test(arguments: [(Theme.Variant?.none, "Ringside Dark"), (.dark, "Ringside Dark"), (.light, "Ringside Light")])
    func lightOrDarkAsTheTerminalIs(_ variant: Theme.Variant?, _ name: String) throws {
        #expect(try shelf(.usual, variant).theme.name == name)
        #expect(try shelf(ThemeWish("auto"), variant).theme.name == name)
    }

    @Test func aTerminalThatIsSwitchedIsFollowedUnlessAThemeWasNamed() throws {
        var automatic = try shelf(.automatic(dark: "night", light: "day"))
        #expect(automatic.theme.name == "Night")
        let isOther = automatic.adopt(.light)
        let isOtherAgain = automatic.adopt(.light)
        #expect(isOther && !isOtherAgain && automatic.theme.name == "Day")
        var named = try shelf(.named("night"))
        let isChanged = named.adopt(.light)
        #expect(!isChanged && named.theme.name == "Night")
    }

    @Test func aThemeOfTheTerminalsColoursIsAsLightAsTheTerminal() throws {
        var own = try shelf(.named("own"))
        #expect(own.theme.variant == .dark)
        let isChanged = own.adopt(.light)
        #expect(isChanged && own.theme.variant == .light)
    }

    @Test func aPickIsTriedAndTakenBack() throws {
        var shelf = try shelf(.named("night"))
        guard case .listed(let names, let current)? = shelf.answer(.list, depth: .direct) else {
            Issue.record("no list")
            return
        }
        #expect(current == "night" && Set(names).isSuperset(of: ["broken", "day", "night", "ringside-dark"]))
        guard case .shown(let card)? = shelf.answer(.show("day"), depth: .direct) else { return }
        #expect(shelf.theme.name == "Day" && card.kind == "light, direct colour" && card.repaired > 0)
        guard case .shown(let bad)? = shelf.answer(.show("broken"), depth: .direct) else { return }
        #expect(bad.problem?.contains("broken.yaml:3: expected six hex digits") == true)
        #expect(shelf.theme.name == "Day", "the last good one stays")
        _ = shelf.answer(.restore, depth: .direct)
        #expect(shelf.theme.name == "Night")
    }

    @Test func aPickThatIsKeptIsNotTakenAwayByTheTerminal() throws {
        var shelf = try shelf(.usual)
        _ = shelf.answer(.list, depth: .direct)
        _ = shelf.answer(.show("day"), depth: .direct)
        _ = shelf.answer(.keep("day"), depth: .direct)
        _ = shelf.adopt(.dark)
        #expect(shelf.theme.name == "Day")
    }

    @Test func aFileThatIsWrittenIsReadAgainAndALastGoodOneStays() throws {
        var shelf = try shelf(.named("night"))
        let watch = try #require(FolderWatch(shelf.folders))
        #expect(watch.changed().isEmpty)
        try folder.write(ThemeFolder.scheme("Night", background: "202020"), to: "night.yaml")
        #expect(isReadable(watch.descriptor))
        #expect(shelf.reload(watch.changed()) == .reloaded(name: "night", problem: nil))
        #expect(shelf.theme.colour(of: .screen as Surface) == RGB(0x20, 0x20, 0x20))
        try folder.write("name: Night\npalette: [\n", to: "night.yaml")
        guard case .reloaded("night", let problem?)? = shelf.reload(watch.changed()) else {
            Issue.record("nothing was said")
            return
        }
        #expect(problem.contains("night.yaml:3: not YAML"), "\(problem)")
        #expect(shelf.theme.colour(of: .screen as Surface) == RGB(0x20, 0x20, 0x20))
        try folder.write("", to: "other.yaml")
        #expect(shelf.reload(watch.changed()) == nil)
    }

    @Test func whereThereIsNoFolderNothingIsWatched() {
        #expect(FolderWatch(["/nowhere/at/all"]) == nil)
    }

    private func isReadable(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 10_000) == 1
    }
}
