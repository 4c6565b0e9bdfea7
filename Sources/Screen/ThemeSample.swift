/// A few lines that show what a theme does: every meaning on the screen, and every surface.
package enum ThemeSample {
    /// Rows that the whole sample takes.
    package static let rows = 8
    /// Columns below which it is cut.
    package static let columns = 40

    /// Draws the sample's first rows, from a corner on.
    package static func draw(row: Int, column: Int, rows: Int, columns: Int, on frame: inout Frame) {
        for (line, spans) in lines(frame.glyphs).prefix(rows).enumerated() {
            if let surface = spans.first?.style.surface, surface != .screen {
                let range = column..<min(column + columns, column + Self.columns)
                frame.fill(row: row + line, columns: range, style: Style.text.on(surface))
            }
            frame.put(spans: spans, row: row + line, column: column, width: columns)
        }
    }

    private static func lines(_ glyphs: Glyphs) -> [[Span]] {
        let dots = glyphs.bullet + glyphs.bullet
        return [
            line([("John Doe", .strong), ("title", .title), ("text", .text), ("muted", .muted), ("subtle", .subtle)]),
            line([("\(glyphs.tick) ok", .ok), ("! warning", .warning), ("\(glyphs.cross) error", .error)]),
            line([("info", .info), ("pending", .pending), ("accent", .accent), ("alternative", .alternative)]),
            line([("platinum", .platinum), ("gold", .gold), ("silver", .silver), ("bronze", .bronze)]),
            line([("masked \(dots)78", .masked), (String(repeating: glyphs.horizontal, count: 12), .line)]),
            line([("\(glyphs.marker) selected", .selection), ("gold", .gold), ("muted", .muted)], on: .selection),
            line([("what cannot be taken back", .danger)], on: .danger),
            line([("header, footer and story", .bar), ("key", .accent)], on: .bar),
        ]
    }

    private static func line(_ words: [(text: String, role: Role)], on surface: Surface = .screen) -> [Span] {
        words.flatMap { [Span($0.text, Style($0.role).on(surface)), Span("  ", Style.text.on(surface))] }
    }
}
