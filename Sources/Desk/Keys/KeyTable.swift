package import Screen

/// What a key does.
package enum Command: Sendable, CaseIterable {
    case open, leave, pick, undo, search, why, next, previous, pageDown, pageUp, panel, help, quit
    case reason, remember, commit, endTyping, dropReason
    case find, toResults, choose, number, editQuery
    case close
}

/// Where the keyboard is.
package enum Place: Sendable, CaseIterable {
    case calls, review, reason, query, results, why, help, quitting
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
}

/// All keys: footer, help and `update` read this one table, in the order of usefulness.
package enum KeyTable {
    /// The line that a key stands in at a place.
    package static func binding(of key: Key, at place: Place) -> KeyBinding? {
        bindings.first { $0.places.contains(place) && $0.keys.contains(key) }
    }

    private static let digits = (1...9).map { Key.character(Character("\($0)")) }
    private static let lists: Set<Place> = [.calls, .results, .why, .help]

    /// Every line.
    package static let bindings: [KeyBinding] = [
        bind(
            .commit,
            [.character("Y")],
            "Y",
            "switch",
            "switch the call, as the bar says (a capital letter)",
            [.review]
        ),
        bind(.reason, Array(digits.prefix(4)), "1-4", "reason", "why the call is switched; 4 is typed", [.review]),
        bind(
            .remember,
            [.character("m")],
            "m",
            "remember",
            "switchboards: the number's next calls too, or not",
            [.review]
        ),
        bind(.endTyping, [.enter], "Enter", "done", "end the typing of a reason", [.reason]),
        bind(.dropReason, [.escape], "Esc", "drop it", "take the typed reason back", [.reason]),
        bind(.find, [.enter], "Enter", "search", "ask the broker for the account", [.query]),
        bind(.toResults, [.down, .tab], "Down", "results", "from the text to the results", [.query]),
        bind(.choose, [.enter], "Enter", "review", "review the marked result", [.results]),
        bind(.number, digits, "1-9", "pick", "review the result of that number", [.results]),
        bind(.editQuery, [.character("s"), .tab, .backspace], "s", "edit", "from the results to the text", [.results]),
        bind(.open, [.enter], "Enter", "open", "open the marked call, or review the marked account", [.calls]),
        bind(.leave, [.escape], "Esc", "leave", "leave a call that is over", [.calls]),
        bind(.pick, digits, "1-9", "switch", "review the account of that number, to switch to it", [.calls]),
        bind(.undo, [.character("u")], "u", "undo", "undo the switch", [.calls]),
        bind(.search, [.character("s")], "s", "search", "search another account for this call", [.calls]),
        bind(.why, [.character("w")], "w", "why", "why this person", [.calls]),
        bind(.next, [.character("j"), .down], "j", "down", "next call, account or line (also Down)", lists),
        bind(.previous, [.character("k"), .up], "k", "up", "the one before (also Up)", lists),
        bind(.pageDown, [.pageDown], "PgDn", "page", "a page on: timeline, why and help", [.calls, .why, .help]),
        bind(.pageUp, [.pageUp], "PgUp", "page", "a page back", [.calls, .why, .help]),
        bind(.panel, [.tab, .backTab], "Tab", "panel", "from the calls to the accounts to the timeline", [.calls]),
        bind(.close, [.escape], "Esc", "leave it", "leave; nothing is switched", [.review, .query, .results]),
        bind(
            .close,
            [.escape, .character("q"), .character("w")],
            "Esc q",
            "back",
            "back to the call (also w)",
            [.why]
        ),
        bind(
            .close,
            [.escape, .character("q"), .character("?")],
            "Esc q",
            "back",
            "back to the call (also ?)",
            [.help]
        ),
        bind(.close, [.escape], "Esc", "stay", "stay until the switch is answered", [.quitting]),
        bind(.help, [.character("?")], "?", "help", "these keys", [.calls, .why]),
        bind(.quit, [.character("q")], "q", "quit", "leave the desk (Ctrl-C: from everywhere)", [.calls]),
        bind(.quit, [.character("q")], "q", "leave", "leave without the switch's answer", [.quitting]),
    ]

    private static func bind(
        _ command: Command,
        _ keys: [Key],
        _ label: String,
        _ name: String,
        _ meaning: String,
        _ places: Set<Place>
    ) -> KeyBinding {
        KeyBinding(command: command, keys: keys, label: label, name: name, meaning: meaning, places: places)
    }
}
