import BrokerAPI

/// A line that is typed in line mode.
enum LineCommand: Hashable {
    case calls
    case open(Int)
    /// A digit or an external ID, and why.
    case switchTo(String, reason: String)
    /// A switch to this account, without a reason.
    case switchWhy(String)
    case yes, no, remember, undo, why, show, leave, callback, record, overrides, board, privacy, copy, help, quit
    case search(String)
    /// A note to be saved; nil reads the one that is there.
    case note(String?)
    case deleteNote
    case reveal(RevealRequest.Field, reason: String)
    /// A remembered choice by its number in the list.
    case forget(Int)
    case filter(String)
    case nothing
    /// Not a command, or not complete; what to type instead.
    case unclear(String)

    /// What can be typed, for `help`.
    static let words: [(line: String, meaning: String)] = [
        ("calls", "list the calls"),
        ("open 2", "open call 2"),
        ("show", "say again all that is known of the open call"),
        ("leave", "leave a call that is over; once it has ended, calls leaves it out"),
        ("switch 2 caller asked", "switch to account 2, or to an external ID, and why; asks before it does"),
        ("yes", "do what SWITCH? or FORGET? asked"),
        ("no", "leave it"),
        ("remember", "while SWITCH? asks, on a switchboard: the number's next calls too, or not"),
        ("undo", "undo the switch"),
        ("why", "why this person, and who was thought before"),
        ("search smith", "search an account by name, number, e-mail or external ID"),
        (
            "note calls back at five",
            "write a note on this call, or more of it; note alone reads it, note delete deletes it"
        ),
        ("callback", "the customer wants to be called back, or not"),
        ("reveal number verify the caller", "the number or the email in clear, and why; the line stays on your screen"),
        ("record", "read the platform's record of this customer now"),
        ("overrides", "list the choices remembered for numbers (also: remembered)"),
        ("forget 2", "forget choice 2; asks before it does"),
        ("filter \(CallFilter.example)", "tell of these calls only; filter off: of all"),
        ("board", "supervisors: how the day goes, in figures"),
        ("privacy", "mask names and numbers, or show them"),
        ("copy", "the external ID alone in a line"),
        ("help", "these words"),
        ("quit", "leave"),
    ]

    /// Commands that are one word.
    private static let bare: [String: LineCommand] = [
        "": .nothing, "calls": .calls, "show": .show, "leave": .leave, "yes": .yes, "no": .no, "remember": .remember,
        "undo": .undo, "why": .why, "callback": .callback, "record": .record, "overrides": .overrides,
        "remembered": .overrides,
        "board": .board, "privacy": .privacy, "copy": .copy, "help": .help, "?": .help, "quit": .quit, "exit": .quit,
    ]

    init(_ line: String) {
        let line = line.trimmingSpaces
        let word = line.prefix { !$0.isWhitespace }
        let rest = String(line.dropFirst(word.count)).trimmingSpaces
        switch word.lowercased() {
        case "open": self = Int(rest).map { .open($0) } ?? .unclear("open 2")
        case "forget": self = Int(rest).map { .forget($0) } ?? .unclear("forget 2")
        case "switch": self = Self.switching(rest)
        case "search": self = rest.count < 2 ? .unclear("search smith") : .search(rest)
        case "note": self = rest.lowercased() == "delete" ? .deleteNote : .note(rest.isEmpty ? nil : rest)
        case "reveal": self = Self.revealing(rest)
        case "filter": self = .filter(rest.lowercased() == "off" ? "" : rest)
        case let word: self = rest.isEmpty ? Self.bare[word] ?? .unclear("help") : Self.tooLong(word)
        }
    }

    /// `yes please` is no `yes`.
    private static func tooLong(_ word: String) -> LineCommand { .unclear(bare[word] == nil ? "help" : word) }

    private static func switching(_ rest: String) -> LineCommand {
        let (target, reason) = rest.firstWord
        if target.isEmpty { return .unclear("switch 2 caller asked") }
        return reason.isEmpty ? .switchWhy(target) : .switchTo(target, reason: reason)
    }

    private static func revealing(_ rest: String) -> LineCommand {
        let (word, reason) = rest.firstWord
        let field = RevealRequest.Field(rawValue: word.lowercased().replacing("-", with: ""))
        guard let field, !reason.isEmpty else { return .unclear("reveal number verify the caller") }
        return .reveal(field, reason: reason)
    }
}

extension String {
    /// The first word, and what comes after it.
    fileprivate var firstWord: (String, String) {
        let word = String(prefix { !$0.isWhitespace })
        return (word, String(dropFirst(word.count)).trimmingSpaces)
    }
}

extension Review.Reason {
    /// A preset where its words are said, else the words themselves.
    init(words: String) {
        switch words.lowercased() {
        case "1", "caller asked": self = .callerAsked
        case "2", "verified", "verified by question": self = .verified
        case "3", "wrong match": self = .wrongMatch
        default: self = .other(words)
        }
    }
}
