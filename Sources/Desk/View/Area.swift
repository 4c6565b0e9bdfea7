import Screen

/// A rectangle of the screen that one part draws in; what lies outside it is not drawn.
struct Area: Hashable {
    var row: Int
    var column: Int
    var rows: Int
    var columns: Int

    /// The first rows.
    func top(_ count: Int) -> Area {
        Area(row: row, column: column, rows: min(max(0, count), rows), columns: columns)
    }

    /// All but the first rows.
    func below(_ count: Int) -> Area {
        let gone = min(max(0, count), rows)
        return Area(row: row + gone, column: column, rows: rows - gone, columns: columns)
    }

    /// The last rows.
    func bottom(_ count: Int) -> Area { below(rows - count) }

    /// Columns from one on.
    func columns(from: Int, count: Int? = nil) -> Area {
        let gone = min(max(0, from), columns)
        let left = columns - gone
        return Area(row: row, column: column + gone, rows: rows, columns: min(max(0, count ?? left), left))
    }

    func contains(row: Int, column: Int) -> Bool {
        (self.row..<self.row + rows).contains(row) && (self.column..<self.column + columns).contains(column)
    }
}

extension Frame {
    /// Writes into an area; `line` and `at` count from its corner.
    mutating func write(
        _ text: String,
        in area: Area,
        line: Int,
        at: Int = 0,
        width: Int? = nil,
        _ style: Style = .text,
        _ alignment: Alignment = .leading
    ) {
        write([Span(text, style)], in: area, line: line, at: at, width: width, alignment)
    }

    /// Writes runs of text as one field.
    mutating func write(
        _ spans: [Span],
        in area: Area,
        line: Int,
        at: Int = 0,
        width: Int? = nil,
        _ alignment: Alignment = .leading
    ) {
        let room = area.columns - at
        guard (0..<area.rows).contains(line), at >= 0, room > 0 else { return }
        let folded = glyphs == .ascii ? spans.map { Span(Self.plain($0.text), $0.style) } : spans
        let width = min(width ?? room, room)
        put(spans: folded, row: area.row + line, column: area.column + at, width: width, alignment: alignment)
    }

    /// Puts the terminal's cursor on what has the focus.
    mutating func focus(in area: Area, line: Int, at: Int) {
        guard (0..<area.rows).contains(line), area.columns > 0 else { return }
        let column = area.column + min(max(0, at), area.columns - 1)
        cursor = Position(row: area.row + line, column: column)
    }

    /// A line across an area.
    mutating func rule(in area: Area, line: Int) {
        guard (0..<area.rows).contains(line) else { return }
        horizontalLine(row: area.row + line, columns: area.column..<area.column + area.columns)
    }

    private static func plain(_ text: String) -> String {
        text.reduce(into: "") { $0 += Glyphs.plain(String($1)) ?? String($1) }
    }
}
