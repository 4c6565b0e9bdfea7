extension Frame {
    /// The picture as text with SGR sequences, a line a row: what `cat` shows on a terminal of the palette's depth.
    package func ansi(palette: Palette) -> String {
        (0..<size.rows).reduce(into: "") { text, row in
            for run in runs(row: row) {
                text += "\u{1B}[0" + palette.appearance(of: run.style).selectGraphicRendition + "m" + run.text
            }
            text += "\u{1B}[0m\n"
        }
    }
}

extension Palette.Appearance {
    fileprivate var selectGraphicRendition: String {
        (bold ? ";1" : "") + (underline ? ";4" : "") + (reverse ? ";7" : "") + foreground.code(30) + background.code(40)
    }
}

extension Colour {
    fileprivate func code(_ base: Int) -> String {
        switch self {
        case .standard: ""
        case .ansi(let number): number < 8 ? ";\(base + Int(number))" : ";\(base + 52 + Int(number))"
        case .indexed(let number): ";\(base + 8);5;\(number)"
        case .direct(let colour): ";\(base + 8);2;\(colour.red);\(colour.green);\(colour.blue)"
        }
    }
}
