import Console
import Foundation
import Glibc
import Screen
import Testing

@Suite("Themes are listed, shown and checked")
struct ThemesAreListedShownAndChecked {
    let folder: ThemeFolder
    let files: ThemeFiles

    init() throws {
        folder = try ThemeFolder([
            "faint.yaml": ThemeFolder.scheme("Faint", background: "c0c0c0", extra: "variant: dark\n")
        ])
        files = ThemeFiles(environment: ["XDG_CONFIG_HOME": folder.root], executable: "/nowhere/bin/ringside")
    }

    @Test func aListSaysWhereEachComesFrom() throws {
        let lines = ThemeTables.list([try files.find("faint"), try files.find("ringside-light")], depth: .direct)
        #expect(lines[0] == "faint           Faint (light), \(folder.themes)/faint.yaml")
        #expect(lines[1].hasPrefix("ringside-light  Ringside Light (light), "))
    }

    @Test func aCheckSaysBeforeAndAfter() throws {
        let check = ThemeTables.check(try files.find("faint"), depth: .direct, all: false)
        #expect(!check.isClean)
        #expect(
            check.lines[0].contains("light, direct colour: ") && check.lines[0].contains("too faint and are repaired")
        )
        #expect(check.lines[1] == "  variant: claims to be dark, and is light")
        #expect(
            check.lines.contains { $0.hasPrefix("  text on screen") && $0.contains("1.17 -> 4.5") },
            "\(check.lines)"
        )
    }

    @Test func aPreviewHasColoursOnlyWhereTheyAreShown() throws {
        let found = try files.find("ringside-dark")
        let plain = ThemeTables.preview(found, depth: .none, glyphs: .ascii)
        #expect(plain.contains("+ ok") && plain.contains("> selected") && !plain.contains("\u{1B}"))
        #expect(plain.utf8.allSatisfy { $0 < 0x80 })
        let direct = ThemeTables.preview(found, depth: .direct, glyphs: .unicode)
        #expect(direct.contains("\u{1B}[0;38;2;") && direct.contains("✓ ok"))
    }

    @Test func aPipeOrAFolderOfAThemesNameHoldsNobodyUp() throws {
        #expect(mkfifo("\(folder.themes)/pipe.yaml", 0o600) == 0)
        try FileManager.default.createDirectory(
            atPath: "\(folder.themes)/folder.yaml",
            withIntermediateDirectories: true
        )
        for name in ["pipe", "folder"] { #expect(throws: ThemeFiles.Failure.self) { try files.find(name) } }
    }

    @Test(arguments: [("ringside-drak", "ringside-dark"), ("fiant", "faint"), ("ringside-li", "ringside-light")])
    func aMistypedNameIsAnsweredWithTheNearest(_ typed: String, _ meant: String) {
        let failure = #expect(throws: ThemeFiles.Failure.self) { try files.find(typed) }
        #expect(failure?.description.contains("did you mean \(meant)?") == true, "\(failure?.description ?? "")")
    }
}
