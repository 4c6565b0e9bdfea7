import Console
import Foundation
import Screen
import Testing

@Suite struct AThemeIsFoundByItsName {
    private func folder(_ files: [String: String]) throws -> String {
        let root = NSTemporaryDirectory() + "ringside-themes-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: "\(root)/ringside/themes", withIntermediateDirectories: true)
        for (name, text) in files {
            try text.write(toFile: "\(root)/ringside/themes/\(name)", atomically: true, encoding: .utf8)
        }
        return root
    }

    private func themes(_ root: String) -> ThemeFiles {
        ThemeFiles(environment: ["XDG_CONFIG_HOME": root], executable: "/nowhere/bin/ringside")
    }

    @Test func theDefaultsNeedNoFile() throws {
        let themes = themes("/nowhere")
        #expect(try themes.find(nil).theme == BuiltInThemes.dark)
        #expect(try themes.find("ringside-light").theme.variant == .light)
    }

    @Test func aFileInTheUsersFolderWins() throws {
        let bases = (0..<16).map { "  base0\(String($0, radix: 16, uppercase: true)): \"#0000\(10 + $0)\"" }
        let root = try folder(["mine.yaml": "system: base16\nname: Mine\npalette:\n\(bases.joined(separator: "\n"))\n"])
        defer { try? FileManager.default.removeItem(atPath: root) }
        #expect(try themes(root).find("mine").theme.name == "Mine")
    }

    @Test func aBrokenFileIsNamedWithItsLine() throws {
        let root = try folder(["bad.yaml": "name: Bad\npalette:\n  base00: blue\n"])
        defer { try? FileManager.default.removeItem(atPath: root) }
        let failure = #expect(throws: ThemeFiles.Failure.self) { try themes(root).find("bad").theme }
        #expect(failure?.description.contains("bad.yaml:3") == true)
    }

    @Test(arguments: ["nosuch", "../../etc/passwd", ".hidden"])
    func anUnknownNameSaysWhereItWasLookedFor(name: String) {
        let failure = #expect(throws: ThemeFiles.Failure.self) { try themes("/nowhere").find(name).theme }
        #expect(failure?.description.contains("/nowhere/ringside/themes") == true)
    }

    @Test(arguments: [
        ("dark", "ringside-dark"), ("ringside-drak", "ringside-dark"), ("light", "ringside-light"),
        ("ringside-l", "ringside-light"),
    ])
    func anUnknownNameNamesTheNearest(name: String, nearest: String) {
        let failure = #expect(throws: ThemeFiles.Failure.self) { try themes("/nowhere").find(name).theme }
        #expect(failure?.onOneLine.hasPrefix("There is no theme \(name); did you mean \(nearest)?") == true)
    }

    @Test func whereNoneIsNearSomeAreNamed() {
        let failure = #expect(throws: ThemeFiles.Failure.self) { try themes("/nowhere").find("qqqqqqqq").theme }
        // With more of them where the tests run beside the project's own.
        #expect(failure?.description.contains("qqqqqqqq. There are ") == true, "\(failure?.description ?? "")")
        #expect(failure?.description.contains("ringside-dark, ") == true, "\(failure?.description ?? "")")
    }
}
