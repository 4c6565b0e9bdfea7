import Screen

extension Frame {
    /// A letter for the role of each cell that holds something; blanks show what they lie on.
    var roleMap: String {
        map { cell in
            cell.text == " " ? Self.surfaces[cell.style.surface] ?? "?" : Self.roles[cell.style.role] ?? "?"
        }
    }

    /// What is left of it without colours: bold, underlined, reversed, or two of these.
    var attributeMap: String {
        let palette = Palette(theme: BuiltInThemes.dark, depth: .none)
        return map { cell in
            let look = palette.appearance(of: cell.style)
            switch (look.bold, look.underline, look.reverse) {
            case (false, false, false): return cell.text == " " ? " " : "."
            case (true, false, false): return cell.text == " " ? " " : "b"
            case (_, true, false): return "u"
            case (false, _, true): return "r"
            case (true, _, true): return "R"
            }
        }
    }

    private func map(_ letter: (Cell) -> Character) -> String {
        (0..<size.rows).reduce(into: "") { text, index in
            var line = String(row(index).filter { $0.width > 0 }.map(letter))
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
    }

    private static let surfaces: [Surface: Character] = [
        .screen: " ", .bar: "=", .selection: "#", .danger: "!", .story: "~",
    ]

    private static let roles: [Role: Character] = [
        .text: ".", .strong: "S", .muted: "m", .subtle: "s", .accent: "a", .title: "T", .ok: "o", .warning: "w",
        .error: "e", .info: "i", .pending: "p", .alternative: "l", .gold: "g", .platinum: "P", .silver: "v",
        .bronze: "z", .danger: "d", .masked: "x", .line: "-", .bar: "B", .selection: "N", .story: "Y",
    ]
}
