import CNcurses
package import Screen

/// Whether direct colour is used.
enum DirectColour: UInt32 {
    case never, ifDescribed, always
}

extension ColourDepth {
    /// The colours to use on a terminal that has this many by terminfo, or direct colour.
    ///
    /// What was asked for wins over `NO_COLOR` (any value but the empty one), and the terminal wins over both.
    static func detected(
        colours: Int,
        isDirect: Bool,
        wanted: ColourDepth?,
        environment: [String: String]
    ) -> ColourDepth {
        let most = isDirect ? .direct : most(colours)
        if let wanted { return allCases.first { $0 == wanted || $0 == most } ?? most }
        guard environment["NO_COLOR", default: ""].isEmpty else { return .none }
        return most
    }

    /// Whether to take direct colour for granted: asked for, or named by the terminal.
    ///
    /// GNU screen passes the word on and not the colours.
    static func direct(wanted: ColourDepth?, environment: [String: String]) -> DirectColour {
        switch wanted {
        case .direct: return .always
        case .some: return .never
        case nil: break
        }
        let isWord = ["truecolor", "24bit"].contains(environment["COLORTERM", default: ""].lowercased())
        let isInScreen = environment["STY"]?.isEmpty == false && environment["TMUX", default: ""].isEmpty
        return isWord && !isInScreen ? .always : .ifDescribed
    }

    /// What decided about the colours of a terminal, for whoever wonders why there are not more.
    package static func reason(wanted: ColourDepth?, environment: [String: String]) -> String {
        let type = environment["TERM"].flatMap { $0.isEmpty ? nil : $0 } ?? "not set"
        let said =
            "TERM is \(sanitised(type, limit: 40)), COLORTERM "
            + (environment["COLORTERM"].map { "is \(sanitised($0, limit: 40))" } ?? "not set")
        if wanted != nil { return "asked for with --colours" }
        return environment["NO_COLOR", default: ""].isEmpty ? said : "NO_COLOR is set"
    }

    /// The colours to write for where nothing is opened: for a file or a pipe none, unless somebody asked for them.
    package static func shown(wanted: ColourDepth?, environment: [String: String], isTerminal: Bool) -> ColourDepth {
        if let wanted { return wanted }
        guard isTerminal, let type = environment["TERM"] else { return .none }
        let isDirect = direct(wanted: nil, environment: environment) == .always
        let colours = Int(cn_colours_of(type))
        return detected(colours: colours, isDirect: isDirect && colours >= 8, wanted: nil, environment: environment)
    }

    private static func most(_ colours: Int) -> ColourDepth {
        switch colours {
        case 256...: .indexed256
        case 16...: .ansi16
        case 8...: .ansi8
        default: .none
        }
    }
}
