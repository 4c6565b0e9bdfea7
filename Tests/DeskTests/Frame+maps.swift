import Screen

extension Frame {
    /// What each cell means and what is left of that without colours, a line a row: `12Tb` says that from column 12 on
    /// letters are a title, and bold where there are no colours.
    ///
    /// A blank ends no run where it lies on the same surface; `_` is a run of blanks.
    var styleMap: String {
        let palette = Palette(theme: BuiltInThemes.dark, depth: .none)
        return (0..<size.rows).map { Self.runs(row($0), palette) }.joined(separator: "\n") + "\n"
    }

    private static func runs(_ cells: ArraySlice<Cell>, _ palette: Palette) -> String {
        var (runs, last, column) = ([String](), Sign(letter: "_", back: "", isBold: false), 0)
        for cell in cells where cell.width > 0 {
            let sign = Sign(cell, palette)
            if sign != last, !(sign.isBlank && sign.back == last.back) {
                runs.append("\(column)\(sign.letter)\(sign.isBold ? "b" : "")\(sign.back)")
                last = sign
            }
            column += Int(cell.width)
        }
        return runs.joined(separator: " ")
    }
}

/// How a cell looks, as letters.
private struct Sign: Equatable {
    var letter: Character
    /// What is seen of a blank: the surface, a line below, reverse.
    var back: String
    var isBold: Bool
    var isBlank: Bool { letter == "_" }

    init(letter: Character, back: String, isBold: Bool) {
        (self.letter, self.back, self.isBold) = (letter, back, isBold)
    }

    init(_ cell: Cell, _ palette: Palette) {
        let look = palette.appearance(of: cell.style)
        letter = cell.text == " " ? "_" : Self.roles[cell.style.role] ?? "?"
        isBold = look.bold && cell.text != " "
        back = (Self.surfaces[cell.style.surface] ?? "?") + (look.underline ? "u" : "") + (look.reverse ? "r" : "")
    }

    private static let surfaces: [Surface: String] = [
        .screen: "", .bar: "=", .selection: "#", .danger: "!", .story: "~",
    ]

    private static let roles: [Role: Character] = [
        .text: ".", .strong: "S", .muted: "m", .subtle: "s", .accent: "a", .title: "T", .ok: "o", .warning: "w",
        .error: "e", .info: "i", .pending: "p", .alternative: "l", .gold: "g", .platinum: "P", .silver: "v",
        .bronze: "z", .danger: "d", .masked: "x", .line: "-", .bar: "B", .selection: "N", .story: "Y",
    ]
}
