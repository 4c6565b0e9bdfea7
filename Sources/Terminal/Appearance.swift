package import Screen

/// What a terminal says about its background: by itself, in answer to a question, or in the environment.
package enum Appearance {
    /// The question for the background, and one that every terminal answers, so that silence has an end.
    static let question = "\u{1B}]11;?\u{1B}\\\u{1B}[c"

    /// What `COLORFGBG` says, as rxvt and some others set it: the last field is the background's number.
    package static func variant(in environment: [String: String]) -> Theme.Variant? {
        guard let last = environment["COLORFGBG"]?.split(separator: ";").last, let number = Int(last) else {
            return nil
        }
        return switch number {
        case 0...6, 8: .dark
        case 7, 9...15: .light
        default: nil
        }
    }

    /// Whether a background asks for light letters or for dark ones.
    package static func variant(of background: RGB) -> Theme.Variant {
        background.contrast(with: .white) >= background.contrast(with: .black) ? .dark : .light
    }

    /// Whether a terminal takes the question as one: the consoles and the older types may show it.
    static func canBeAsked(_ environment: [String: String]) -> Bool {
        let type = environment["TERM"] ?? ""
        if type.hasPrefix("screen") { return environment["TMUX"]?.isEmpty == false }
        let known = [
            "xterm", "tmux", "rxvt", "alacritty", "contour", "foot", "ghostty", "gnome", "kitty", "konsole", "mintty",
            "rio", "st-", "vte", "wezterm",
        ]
        return known.contains { type.hasPrefix($0) }
    }

    /// The colour in `]11;rgb:RRRR/GGGG/BBBB`, with one to four digits a channel.
    static func background(inAnswer bytes: ArraySlice<UInt8>) -> RGB? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let start = ["]11;rgb:", "]11;rgba:"].first(where: text.hasPrefix) else { return nil }
        let channels = text.dropFirst(start.count).split(separator: "/", omittingEmptySubsequences: false)
        let values = channels.prefix(3).compactMap(channel)
        return values.count == 3 ? RGB(values[0], values[1], values[2]) : nil
    }

    private static func channel(_ digits: Substring) -> UInt8? {
        guard (1...4).contains(digits.utf8.count), let value = Int(digits, radix: 16), value >= 0 else { return nil }
        let most = (1 << (4 * digits.utf8.count)) - 1
        return UInt8((value * 255 + most / 2) / most)
    }
}
