extension Frame {
    /// Draws a line across; where it meets a line down, the sign that joins them.
    package mutating func horizontalLine(
        row: Int,
        columns: Range<Int>? = nil,
        style: Style = Style(.line),
        glyphs: Glyphs? = nil
    ) {
        let glyphs = glyphs ?? self.glyphs
        for column in (columns ?? 0..<size.columns).clamped(to: 0..<size.columns) {
            let crosses = self[row, column]?.text == glyphs.vertical
            let sign = crosses ? joint(row: row, column: column, glyphs, through: glyphs.vertical) : glyphs.horizontal
            set(sign, width: 1, row: row, column: column, style: style)
        }
    }

    /// Draws a line down; where it meets a line across, the sign that joins them.
    package mutating func verticalLine(
        column: Int,
        rows: Range<Int>? = nil,
        style: Style = Style(.line),
        glyphs: Glyphs? = nil
    ) {
        let glyphs = glyphs ?? self.glyphs
        let rows = (rows ?? 0..<size.rows).clamped(to: 0..<size.rows)
        for row in rows {
            var sign = glyphs.vertical
            if self[row, column]?.text == glyphs.horizontal {
                sign =
                    row == rows.lowerBound
                    ? glyphs.teeDown : row == rows.upperBound - 1 ? glyphs.teeUp : glyphs.crossing
            }
            set(sign, width: 1, row: row, column: column, style: style)
        }
    }

    private func joint(row: Int, column: Int, _ glyphs: Glyphs, through line: String) -> String {
        let above = self[row - 1, column]?.text == line
        let below = self[row + 1, column]?.text == line
        return above == below ? glyphs.crossing : above ? glyphs.teeUp : glyphs.teeDown
    }
}
