/// A picture of the whole screen as a value.
///
/// What lies outside it is not drawn; text is sanitised where it is put.
package struct Frame: Equatable, Sendable {
    /// Cells across and down.
    package let size: Size
    /// The signs that lines and cuts are made of.
    package let glyphs: Glyphs
    /// Where the terminal's own cursor stands; nil hides it.
    package var cursor: Position?
    private var cells: [Cell]

    /// An empty screen.
    package init(size: Size, glyphs: Glyphs = .unicode) {
        self.size = size
        self.glyphs = glyphs
        cells = Array(repeating: .blank(), count: size.columns * size.rows)
    }

    /// The cells of a row from left to right; none outside the screen.
    package func row(_ row: Int) -> ArraySlice<Cell> {
        guard (0..<size.rows).contains(row) else { return [] }
        return cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// The cell at a place, or nil outside the screen.
    package subscript(row: Int, column: Int) -> Cell? {
        guard (0..<size.rows).contains(row), (0..<size.columns).contains(column) else { return nil }
        return cells[row * size.columns + column]
    }

    /// The text of all rows, spaces at their ends left out, each ended by a newline.
    package func plainText() -> String {
        (0..<size.rows).reduce(into: "") { text, index in
            var line = row(index).reduce(into: "") { $0 += $1.text }
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
    }

    /// Sets one column or two; what is left of a wide character that is half covered becomes a blank.
    mutating func set(_ text: String, width: Int, row: Int, column: Int, style: Style) {
        guard (0..<size.rows).contains(row), column >= 0, column + width <= size.columns else { return }
        let index = row * size.columns + column
        uncover(index, row: row)
        if width == 2 { uncover(index + 1, row: row) }
        cells[index] = Cell(text: text, style: style, width: UInt8(width))
        if width == 2 { cells[index + 1] = .continuation(style) }
    }

    /// Gives cells another style and leaves their text.
    package mutating func restyle(row: Int, columns: Range<Int>, _ change: (inout Style) -> Void) {
        guard (0..<size.rows).contains(row) else { return }
        for column in columns.clamped(to: 0..<size.columns) { change(&cells[row * size.columns + column].style) }
    }

    private mutating func uncover(_ index: Int, row: Int) {
        if cells[index].width == 2, (index + 1) % size.columns != 0 { cells[index + 1] = .blank(cells[index].style) }
        if cells[index].width == 0, index % size.columns != 0 { cells[index - 1] = .blank(cells[index].style) }
    }
}
