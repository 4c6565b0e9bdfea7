import Desk
import Foundation
import Glibc
import Screen
import Testing

@testable import Console

@Suite("A kept theme lasts, and yields to who names one")
struct AKeptThemeLasts {
    private let folder: ThemeFolder
    private let kept: KeptTheme

    init() throws {
        folder = try ThemeFolder(["night.yaml": ThemeFolder.scheme("Night")])
        kept = try #require(
            KeptTheme(environment: ["XDG_STATE_HOME": "\(folder.root)/state/deep", "HOME": "/nowhere"])
        )
    }

    private func settings(option: String? = nil, configured: String? = nil) -> DeskSettings {
        DeskSettings(option: option, configured: configured, kept: kept, usual: .usual, keys: .standard)
    }

    private func write(_ text: String) throws {
        let place = URL(filePath: kept.file)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: place)
    }

    @Test("it is noted in the state folder, for its user alone, and whole")
    func noted() throws {
        #expect(kept.file == "\(folder.root)/state/deep/ringside/desk-theme")
        #expect(try kept.name() == nil && settings().theme == .usual)
        #expect(kept.keep("night") == nil && kept.keep("ringside-light") == nil)
        #expect(try kept.name() == "ringside-light" && settings().theme == .named("ringside-light"))
        var status = stat()
        #expect(stat(kept.file, &status) == 0 && status.st_mode & 0o777 == 0o600)
        let above = URL(filePath: kept.file).deletingLastPathComponent().path
        #expect(stat(above, &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: above) == ["desk-theme"], "no draft is left")
    }

    @Test("--theme comes first, then the configuration, then what was kept; auto is a name, too")
    func order() throws {
        #expect(kept.keep("night") == nil)
        #expect(settings(option: "a", configured: "b").theme == .named("a"))
        #expect(settings(configured: "b").theme == .named("b"))
        #expect(
            settings(option: "auto", configured: "b").theme == .usual && settings(configured: "auto").theme == .usual
        )
        #expect(settings().theme == .named("night"))
    }

    @Test("the picker notes it, or says why it does not")
    func picker() throws {
        let files = ThemeFiles(environment: ["XDG_CONFIG_HOME": folder.root], executable: "/nowhere/bin/ringside")
        for (settings, problem) in [
            (settings(), nil), (settings(option: "auto"), "--theme named another"),
            (settings(configured: "nord"), "desk.theme in the configuration names another"),
        ] {
            var shelf = try ThemeShelf(.usual, files: files, variant: nil)
            shelf.keeping = settings.keeping
            #expect(shelf.answer(.keep("night"), depth: .direct) == .kept(name: "night", problem: problem))
        }
        #expect(try kept.name() == "night")
    }

    @Test(
        "a file that holds no name is told and passed over",
        arguments: ["", "\n", "two\nlines\n", "../night", ".night", "a\u{1B}[2Jb", String(repeating: "x", count: 300)]
    )
    func broken(_ text: String) throws {
        try write(text)
        let settings = settings()
        #expect(settings.theme == .usual)
        #expect(settings.problem == "desk-theme: expected a theme's name on one line; the theme is the usual one")
        #expect(kept.keep("night") == nil, "the next one mends it")
        #expect(try kept.name() == "night")
    }

    @Test("neither a pipe nor a folder of that name holds a desk up")
    func noFile() throws {
        try write("")
        unlink(kept.file)
        mkfifo(kept.file, 0o600)
        #expect(settings().theme == .usual && settings().problem != nil)
        unlink(kept.file)
        mkdir(kept.file, 0o700)
        #expect(settings().theme == .usual && settings().problem?.contains("can't be read") == true)
        #expect(kept.keep("night") == "\(kept.file) can't be written")
    }

    @Test("a name that is no line is not noted")
    func strange() throws {
        #expect(kept.keep("two\nlines") == "its name can't be written down")
        #expect(try kept.name() == nil)
    }
}
