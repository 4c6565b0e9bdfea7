extension Frame {
    /// Writes text from a column on and says how many columns it took.
    ///
    /// It is cut with an ellipsis at `width` columns, or at the right edge; `alignment` places it within `width`.
    @discardableResult
    package mutating func put(
        _ text: String,
        row: Int,
        column: Int,
        width: Int? = nil,
        style: Style = .text,
        alignment: Alignment = .leading
    ) -> Int {
        put(spans: [Span(text, style)], row: row, column: column, width: width, alignment: alignment)
    }

    /// Writes runs of text one after the other as one field; the cut, if there is one, is at the end of the whole.
    @discardableResult
    package mutating func put(
        spans: [Span],
        row: Int,
        column: Int,
        width: Int? = nil,
        alignment: Alignment = .leading
    ) -> Int {
        let room = min(width ?? .max, size.columns - column)
        guard room > 0, (0..<size.rows).contains(row) else { return 0 }
        let fitted = Self.fit(spans, to: room, ellipsis: glyphs.ellipsis)
        let used = fitted.reduce(0) { $0 + TextWidth.columns(of: $1.text) }
        var at = column + Self.indent(room - used, alignment, hasWidth: width != nil)
        for span in fitted {
            for piece in TextWidth.pieces(of: sanitised(span.text)) {
                set(piece.text, width: piece.width, row: row, column: at, style: span.style)
                at += piece.width
            }
        }
        return used
    }

    /// Fills columns of a row with a sign of one column, or with blanks.
    package mutating func fill(row: Int, columns: Range<Int>, with sign: String = " ", style: Style = .text) {
        for column in columns.clamped(to: 0..<size.columns) {
            set(sign, width: 1, row: row, column: column, style: style)
        }
    }

    /// Fills rows from edge to edge with blanks in a style.
    package mutating func fill(rows: Range<Int>, style: Style) {
        for row in rows.clamped(to: 0..<size.rows) { fill(row: row, columns: 0..<size.columns, style: style) }
    }

    private static func indent(_ spare: Int, _ alignment: Alignment, hasWidth: Bool) -> Int {
        guard hasWidth else { return 0 }
        switch alignment {
        case .leading: return 0
        case .centre: return spare / 2
        case .trailing: return spare
        }
    }

    private static func fit(_ spans: [Span], to room: Int, ellipsis: String) -> [Span] {
        let widths = spans.map { TextWidth.columns(of: $0.text) }
        guard widths.reduce(0, +) > room else { return spans }
        let mark = String(ellipsis.prefix(room))
        var left = room - mark.count
        var fitted: [Span] = []
        for (span, width) in zip(spans, widths) {
            if width > left {
                let head = TextWidth.cut(span.text, to: left, ellipsis: "")
                return fitted + [Span(head + mark, span.style)]
            }
            fitted.append(span)
            left -= width
        }
        return fitted
    }
}
