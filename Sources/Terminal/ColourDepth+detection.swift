import Screen

extension ColourDepth {
    /// The colours to use on a terminal that has this many by terminfo.
    ///
    /// What was asked for wins over `NO_COLOR` (any value but the empty one), and the terminal wins over both. Beyond 256 colours
    /// ncurses needs a terminfo entry that Debian does not ship, so 256 are the most.
    static func detected(colours: Int, wanted: ColourDepth?, environment: [String: String]) -> ColourDepth {
        let most = most(colours)
        if let wanted { return allCases.first { $0 == wanted || $0 == most } ?? most }
        guard environment["NO_COLOR", default: ""].isEmpty else { return .none }
        return most
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
