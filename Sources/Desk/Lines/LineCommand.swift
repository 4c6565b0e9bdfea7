/// A line that is typed in line mode.
enum LineCommand: Hashable {
    case calls
    case open(Int)
    /// A digit or an external ID, and why.
    case switchTo(String, reason: String)
    case yes, no, undo, why, help, quit
    case search(String)
    case nothing
    /// Not a command, or not complete; what to type instead.
    case unclear(String)

    /// What can be typed, for `help`.
    static let words: [(line: String, meaning: String)] = [
        ("calls", "list the calls"),
        ("open 2", "open call 2"),
        ("switch 2 caller asked", "switch to account 2, or to an external ID, and why; asks before it does"),
        ("yes", "do what SWITCH? asked"),
        ("no", "leave the switch"),
        ("undo", "undo the switch"),
        ("why", "why this person"),
        ("search smith", "search an account by name, number, e-mail or external ID"),
        ("help", "these words"),
        ("quit", "leave"),
    ]

    init(_ line: String) {
        let line = line.trimmingSpaces
        let word = line.prefix { !$0.isWhitespace }
        let rest = String(line.dropFirst(word.count)).trimmingSpaces
        switch word.lowercased() {
        case "": self = .nothing
        case "calls": self = .calls
        case "open": self = Int(rest).map { .open($0) } ?? .unclear("open 2")
        case "switch": self = Self.switching(rest)
        case "yes": self = .yes
        case "no": self = .no
        case "undo": self = .undo
        case "why": self = .why
        case "search": self = rest.count < 2 ? .unclear("search smith") : .search(rest)
        case "help", "?": self = .help
        case "quit", "exit": self = .quit
        default: self = .unclear("help")
        }
    }

    private static func switching(_ rest: String) -> LineCommand {
        let target = String(rest.prefix { !$0.isWhitespace })
        let reason = String(rest.dropFirst(target.count)).trimmingSpaces
        return target.isEmpty || reason.isEmpty ? .unclear("switch 2 caller asked") : .switchTo(target, reason: reason)
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
