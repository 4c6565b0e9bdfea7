package import Screen

/// All keys: footer, help, palette and `update` read this one table, in the order of usefulness.
package struct KeyTable: Sendable, Hashable {
    /// Every line.
    package private(set) var bindings: [KeyBinding]

    /// The keys of a desk whose configuration says nothing about them.
    package static let standard = KeyTable(bindings: lines)

    /// The line that a key stands in at a place.
    package func binding(of key: Key, at place: Place) -> KeyBinding? {
        bindings.first { $0.places.contains(place) && $0.keys.contains(key) }
    }

    /// The key that footer and sentences name for a command; empty where it has none.
    func label(of command: Command) -> String { bindings.first { $0.command == command }?.keys.first?.name ?? "" }

    /// The same lines with other keys.
    mutating func rebind(_ command: Command, to keys: [Key]) {
        for index in bindings.indices where bindings[index].command == command && !bindings[index].isText {
            bindings[index].keys = keys
            let names = keys.map(\.name).joined(separator: " ")
            bindings[index].label = names.count <= 6 ? names : keys.first?.name ?? ""
        }
    }
}

/// What a key does.
package enum Command: Sendable, CaseIterable {
    case open, leave, pick, undo, search, why, next, previous, pageDown, pageUp, panel, help, quit
    case reveal, note, callback, filter, palette, record, overrides, copy, privacy, board
    case reason, remember, commit, endTyping, dropReason
    case find, toResults, choose, number, editQuery
    case revealField, revealReason, sendReveal, dropRevealReason
    case saveNote, keepFilter, dropFilter, run
    case revoke, revokeNow, keepMemory
    case themes, keepTheme, dropTheme
    case close
}

extension Command {
    /// It leads to a text field, and whoever presses it types on.
    var opensText: Bool {
        switch self {
        case .search, .note, .filter, .palette: true
        default: false
        }
    }
}

/// Where the keyboard is.
package enum Place: Sendable, CaseIterable {
    case calls, review, reason, query, results, why, filter, palette, note
    case revealField, revealReason, revealText, record, overrides, revoking, themes, board, help, quitting

    /// Letters are text here.
    package var isText: Bool {
        switch self {
        case .reason, .query, .filter, .palette, .note, .revealText: true
        case .calls, .review, .results, .why, .revealField, .revealReason, .record, .overrides, .revoking, .themes,
            .board,
            .help, .quitting:
            false
        }
    }
}

/// A line of the key table.
package struct KeyBinding: Sendable, Hashable {
    /// What it does.
    package var command: Command
    /// The keys, in any of the places.
    package var keys: [Key]
    /// How the keys are written in footer and help.
    package var label: String
    /// One word or two, for the footer.
    package var name: String
    /// A sentence, for the help.
    package var meaning: String
    /// Where it counts.
    package var places: Set<Place>

    /// What the help says: the meaning, and the keys that the label leaves out.
    package var explained: String {
        let named = label.split(separator: " ").map(String.init)
        let others = keys.dropFirst().map(\.name).filter { !named.contains($0) }
        let told = opensSomething ? meaning + "…" : meaning
        return others.isEmpty || hasDigits ? told : "\(told) (also \(others.joined(separator: ", ")))"
    }

    /// It does nothing yet: a bar, a list or a text field comes first, and its label ends in `…`.
    var opensSomething: Bool {
        switch command {
        case .pick, .search, .reveal, .note, .filter, .palette, .overrides, .themes, .revoke, .choose, .number: true
        default: false
        }
    }

    var hasDigits: Bool { keys.contains { $0.digit != nil } }
    var isText: Bool { places.allSatisfy(\.isText) }
}

extension KeyTable {
    private static let digits = (1...9).map { Key.character(Character("\($0)")) }
    private static let lists: Set<Place> = [.calls, .results, .why, .record, .overrides, .themes, .board, .help]
    private static let pages: Set<Place> = [.calls, .why, .record, .themes, .board, .help]
    private static let fields: Set<Place> = [.filter, .palette]
    private static let veiling: Set<Place> = [.calls, .review, .results, .why, .record, .overrides]

    private static let lines: [KeyBinding] = inBars + inSearch + withACall + moving + leaving

    /// Switching and revealing, each in its bar.
    private static let inBars: [KeyBinding] = [
        bind(.commit, [.character("Y")], "switch", "switch the call, as the bar says (a capital letter)", [.review]),
        bind(.reason, digits.prefix(4), "1-4", "reason", "why the call is switched; 4 is typed", [.review]),
        bind(.remember, [.character("m")], "remember", "switchboards: the number's next calls too, or not", [.review]),
        bind(.endTyping, [.enter], "Enter", "done", "end the typing of a reason", [.reason]),
        bind(.dropReason, [.escape], "Esc", "drop it", "take the typed reason back", [.reason]),
        bind(.revealField, digits.prefix(2), "1-2", "which", "what is shown: the number or the e-mail", [.revealField]),
        bind(.revealReason, digits.prefix(4), "1-4", "reason", "why, and show it; 4 is typed", [.revealReason]),
        bind(.sendReveal, [.enter], "Enter", "show", "show the value, for the typed reason", [.revealText]),
        bind(.dropRevealReason, [.escape], "Esc", "back", "back to the other reasons", [.revealText]),
        bind(.revoke, [.character("x")], "forget", "forget the marked choice; asks first", [.overrides]),
        bind(.revokeNow, [.character("Y")], "forget", "forget it now (a capital letter)", [.revoking]),
        bind(.keepTheme, [.enter], "keep", "stay with the marked theme", [.themes]),
        bind(
            .dropTheme,
            [.escape, .character("q"), .character("t")],
            "Esc q",
            "as before",
            "the theme from before",
            [.themes]
        ),
        bind(.keepMemory, [.escape], "Esc", "keep", "keep the choice", [.revoking]),
    ]

    /// Text fields and what they lead to.
    private static let inSearch: [KeyBinding] = [
        bind(.find, [.enter], "Enter", "search", "ask the broker for the account", [.query]),
        bind(.toResults, [.down, .tab], "Down", "results", "from the text to the results", [.query]),
        bind(.choose, [.enter], "Enter", "review", "review the marked result", [.results]),
        bind(.number, digits[...], "1-9", "pick", "review the result of that number", [.results]),
        bind(.editQuery, [.character("s"), .tab, .backspace], "edit", "from the results to the text", [.results]),
        bind(.saveNote, [.enter], "Enter", "save", "save the note; an empty one is deleted", [.note]),
        bind(.keepFilter, [.enter], "Enter", "keep", "keep the filter and go back to the calls", [.filter]),
        bind(.dropFilter, [.escape], "Esc", "clear", "show all calls again", [.filter]),
        bind(.run, [.enter], "Enter", "do it", "do what is marked", [.palette]),
    ]

    private static let withACall: [KeyBinding] = [
        bind(.open, [.enter], "Enter", "open", "open the marked call, or review the marked account", [.calls]),
        bind(
            .leave,
            [.escape],
            "Esc",
            "leave",
            "hide, clear the filter, or put away what is over; / finds it again",
            [.calls]
        ),
        bind(.pick, digits[...], "1-9", "switch", "review the account of that number, to switch to it", [.calls]),
        bind(.undo, [.character("u")], "undo", "undo the switch", [.calls]),
        bind(.search, [.character("s")], "search", "search another account for this call", [.calls]),
        bind(.why, [.character("w")], "why", "why this person, and who was thought before", [.calls]),
        bind(.reveal, [.character("r")], "reveal", "show a masked value for ten seconds; asks why", [.calls]),
        bind(.note, [.character("n")], "note", "write a note on this call", [.calls]),
        bind(.callback, [.character("c")], "callback", "the customer wants to be called back, or not", [.calls]),
        bind(
            .filter,
            [.character("/")],
            "filter",
            "show only some calls: any words, or tier:gold queue: agent:",
            [.calls]
        ),
        bind(.palette, [.character(":")], "commands", "find a command by its name", [.calls]),
    ]

    private static let moving: [KeyBinding] = [
        bind(.next, [.character("j"), .down], "down", "next call, account or line", lists),
        bind(.previous, [.character("k"), .up], "up", "the one before", lists),
        bind(.next, [.down, .tab], "Down", "down", "the next one", fields),
        bind(.previous, [.up, .backTab], "Up", "up", "the one before", fields),
        bind(
            .pageDown,
            [.pageDown, .character(" ")],
            "PgDn",
            "page",
            "a page on: timeline, why, record and help",
            pages
        ),
        bind(.pageUp, [.pageUp], "PgUp", "page", "a page back", pages),
        bind(.panel, [.tab, .backTab], "Tab", "panel", "from the calls to the accounts to the timeline", [.calls]),
        bind(.record, [.character("v")], "record", "read the platform's record of this customer now", [.calls]),
        bind(
            .overrides,
            [.character("o")],
            "remembered",
            "the choices remembered for numbers, and forget one",
            [.calls]
        ),
        bind(.copy, [.character("y")], "copy ID", "send the external ID to the terminal's clipboard", [.calls]),
        bind(.board, [.character("b")], "board", "supervisors: how the day goes, in figures", [.calls]),
        bind(.themes, [.character("t")], "themes", "other colours, shown while you look", [.calls]),
        bind(
            .privacy,
            [.character("p")],
            "privacy",
            "mask names and numbers for a shared screen, or show them",
            veiling
        ),
    ]

    private static let leaving: [KeyBinding] = [
        bind(.close, [.escape], "Esc", "leave it", "leave; nothing is done", [.review, .query, .results, .palette]),
        bind(.close, [.escape], "Esc", "leave it", "leave; nothing is shown", [.revealField, .revealReason]),
        bind(.close, [.escape], "Esc", "later", "leave; the text waits here for n", [.note]),
        bind(.close, [.escape, .character("q"), .character("w")], "Esc q", "back", "back to the call", [.why]),
        bind(.close, [.escape, .character("q"), .character("v")], "Esc q", "back", "back to the call", [.record]),
        bind(.close, [.escape, .character("q"), .character("o")], "Esc q", "back", "back to the call", [.overrides]),
        bind(.close, [.escape, .character("q"), .character("b")], "Esc q", "back", "back to the call", [.board]),
        bind(.close, [.escape, .character("q"), .character("?")], "Esc q", "back", "back to the call", [.help]),
        bind(.close, [.escape], "Esc", "stay", "stay until the switch is answered", [.quitting]),
        bind(
            .help,
            [.character("?")],
            "help",
            "these keys (Ctrl-L draws the screen again)",
            [.calls, .why, .record, .overrides]
        ),
        bind(.quit, [.character("q")], "quit", "leave the desk (Ctrl-C: from everywhere)", [.calls]),
        bind(.quit, [.character("q")], "leave", "leave without the switch's answer", [.quitting]),
    ]

    private static func bind(
        _ command: Command,
        _ keys: some Sequence<Key>,
        _ label: String,
        _ name: String,
        _ meaning: String,
        _ places: Set<Place>
    ) -> KeyBinding {
        let keys = Array(keys)
        return KeyBinding(command: command, keys: keys, label: label, name: name, meaning: meaning, places: places)
    }

    /// A line whose first key is its own label.
    private static func bind(
        _ command: Command,
        _ keys: [Key],
        _ name: String,
        _ meaning: String,
        _ places: Set<Place>
    ) -> KeyBinding {
        bind(command, keys, keys.first?.name ?? "", name, meaning, places)
    }
}
