/// A key as it was pressed, without shift, alt or control where they change nothing.
package enum Key: Hashable, Sendable {
    case character(Character)
    case enter, escape, tab, backTab, backspace
    case up, down, left, right, pageUp, pageDown, home, end, delete
    case function(Int)
    /// Control with a letter (upper case) or one of `@ [ \ ] ^ _`.
    case control(Character)

    /// Reads a name as written in the configuration: `j`, `Enter`, `F3`, `Ctrl-C`, `Space`; case counts for single characters only.
    package init?(name: String) {
        if name.count == 1, let character = name.first {
            self = .character(character)
        } else if let key = Self.named[name.lowercased()] {
            self = key
        } else if let key = Self.function(name) ?? Self.control(name) {
            self = key
        } else {
            return nil
        }
    }

    /// The name that help, footer and configuration use.
    package var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .enter: "Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .backspace: "Backspace"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .pageUp: "PageUp"
        case .pageDown: "PageDown"
        case .home: "Home"
        case .end: "End"
        case .delete: "Delete"
        case .function(let number): "F\(number)"
        case .control(let letter): "Ctrl-\(letter)"
        }
    }

    private static let named: [String: Key] = [
        "space": .character(" "), "enter": .enter, "return": .enter, "esc": .escape, "escape": .escape, "tab": .tab,
        "shift-tab": .backTab, "backtab": .backTab, "backspace": .backspace, "up": .up, "down": .down, "left": .left,
        "right": .right, "pageup": .pageUp, "pagedown": .pageDown, "home": .home, "end": .end, "delete": .delete,
    ]

    private static func function(_ name: String) -> Key? {
        guard name.first == "F" || name.first == "f", let number = Int(name.dropFirst()) else { return nil }
        return (1...24).contains(number) ? .function(number) : nil
    }

    private static func control(_ name: String) -> Key? {
        guard name.lowercased().hasPrefix("ctrl-"), name.count == 6, let letter = name.uppercased().last else {
            return nil
        }
        return "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_".contains(letter) ? .control(letter) : nil
    }
}
