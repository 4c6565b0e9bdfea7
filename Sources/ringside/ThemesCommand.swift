import ArgumentParser
import Console
import FoundationEssentials
import Glibc
import Screen
import Terminal

/// Themes: which there are, how they look, and whether they can be read.
struct ThemesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes",
        abstract: "Lists themes, shows them, and checks their contrast.",
        subcommands: [ListThemes.self, PreviewThemes.self, CheckThemes.self],
        defaultSubcommand: ListThemes.self
    )
}

/// The colours that a command writes for.
struct ColourOptions: ParsableArguments {
    @Option(help: "The colours of the terminal: none, 8, 16, 256 or direct; else what it says it has.")
    var colours: String?

    func validate() throws {
        if let colours, ColourDepth(argument: colours) == nil {
            throw ValidationError("--colours: expected none, 8, 16, 256 or direct, found \(colours)")
        }
    }

    var wanted: ColourDepth? { colours.flatMap { ColourDepth(argument: $0) } }
}

private struct ListThemes: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Names all themes.")

    func run() throws {
        let files = ThemeFiles.usual
        var found: [ThemeFiles.Found] = []
        let failure = files.each([]) { found.append($0) }
        ThemeTables.list(found, depth: .direct).forEach { print($0) }
        if isatty(STDOUT_FILENO) == 1 { sayWhatThisTerminalShows() }
        if let failure { throw failure }
    }

    private func sayWhatThisTerminalShows() {
        let environment = ProcessInfo.processInfo.environment
        let depth = ColourDepth.shown(wanted: nil, environment: environment, isTerminal: true)
        print("This terminal: \(depth.words) (\(ColourDepth.reason(wanted: nil, environment: environment))).")
    }
}

private struct PreviewThemes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Shows themes in their colours.",
        discussion: "Without a name, all of them."
    )
    @Argument(help: "Names of themes, or files.")
    var themes: [String] = []
    @OptionGroup var colours: ColourOptions

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let depth = ColourDepth.shown(
            wanted: colours.wanted,
            environment: environment,
            isTerminal: isatty(STDOUT_FILENO) == 1
        )
        let glyphs = LocaleCharacters.adopt(environment: environment).needsASCII ? Glyphs.ascii : .unicode
        let failure = ThemeFiles.usual.each(themes) {
            print(ThemeTables.preview($0, depth: depth, glyphs: glyphs))
        }
        if let failure { throw failure }
    }
}

private struct CheckThemes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says which pairs of colours are too faint, before and after their repair.",
        discussion:
            "Without a name, all themes. Ends with 1 where something is repaired, with 2 where a file can't be used."
    )
    @Argument(help: "Names of themes, or files.")
    var themes: [String] = []
    @Flag(help: "Every pair, not only those that are repaired.")
    var all = false
    @OptionGroup var colours: ColourOptions

    func run() throws {
        var isClean = true
        let depths = colours.wanted.map { [$0] } ?? [.direct, .indexed256]
        let failure = ThemeFiles.usual.each(themes) { found in
            for depth in depths {
                let check = ThemeTables.check(found, depth: depth, all: all)
                check.lines.forEach { print($0) }
                isClean = isClean && check.isClean
            }
        }
        if let failure { throw failure }
        if !isClean { throw ExitCode(1) }
    }
}

extension ThemeFiles {
    fileprivate static var usual: ThemeFiles {
        ThemeFiles(environment: ProcessInfo.processInfo.environment, executable: CommandLine.arguments[0])
    }

    /// Each of the named themes or files; all where none is named.
    ///
    /// What can't be used is said, and gives 2.
    fileprivate func each(_ wanted: [String], _ body: (Found) -> Void) -> ExitCode? {
        var code: ExitCode?
        for name in wanted.isEmpty ? names : wanted {
            do {
                body(name.contains("/") || name.hasSuffix(".yaml") ? try read(file: name) : try find(name))
            } catch {
                code = refuse(error)
            }
        }
        return code
    }
}
