/// The size of a screen, in character cells.
package struct Size: Hashable, Sendable {
    /// Cells across; at least 0.
    package var columns: Int
    /// Cells down; at least 0.
    package var rows: Int

    /// A size in cells; what is negative counts as nothing.
    package init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// Reads `80x24`: columns, then rows, each from 1 to 1000; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]) else { return nil }
        guard (1...1000).contains(columns), (1...1000).contains(rows) else { return nil }
        self.init(columns: columns, rows: rows)
    }
}

/// A cell's place, counted from 0 at the top left.
package struct Position: Hashable, Sendable {
    /// From 0 at the top.
    package var row: Int
    /// From 0 at the left.
    package var column: Int

    /// A place in cells from the top left.
    package init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}
