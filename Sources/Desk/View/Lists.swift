import Screen

/// Which items of a list are in sight: a window that holds the marked one.
func window(_ count: Int, around selected: Int?, rows: Int) -> Range<Int> {
    let first = max(0, min((selected ?? 0) - rows / 2, count - rows))
    return first..<min(count, first + max(0, rows))
}

/// The same for a list that stays where it is as long as the marked item is in sight.
func window(_ count: Int, from first: Int, holding selected: Int, rows: Int) -> Range<Int> {
    let rows = max(1, rows)
    let needed = min(max(first, selected - rows + 1), selected)
    let start = max(0, min(needed, count - rows))
    return start..<min(count, start + rows)
}

/// Lays the bar of what is marked over a line, with the sign and the cursor at its beginning.
func drawSelection(_ glyphs: Glyphs, in area: Area, line: Int, on frame: inout Frame) {
    let row = area.row + line
    frame.fill(row: row, columns: area.column..<area.column + area.columns, style: Style(.selection))
    frame.write(glyphs.marker, in: area, line: line, at: 1, Style(.accent).on(.selection))
    frame.focus(in: area, line: line, at: 1)
}

/// A text field of one line: the end of the text is always in sight, and the cursor stands behind it.
func drawField(_ text: String, in area: Area, line: Int, at: Int, width: Int, on frame: inout Frame) {
    let isCut = TextWidth.columns(of: text) >= width
    let shown = isCut ? frame.glyphs.ellipsis + String(text.suffix(max(1, width / 2))) : text
    frame.write(shown, in: area, line: line, at: at, width: width, Style(.strong, underline: true))
    frame.focus(in: area, line: line, at: at + TextWidth.columns(of: shown))
}

/// Text as it is typed, in lines of at most so many columns: broken at spaces, and within words that are longer.
func typedLines(_ text: String, _ columns: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
        var word = String(word)
        let isFirst = lines.count == 1 && lines[0].isEmpty
        if !isFirst, TextWidth.columns(of: lines[lines.count - 1]) + 1 + TextWidth.columns(of: word) <= columns {
            lines[lines.count - 1] += " " + word
            continue
        }
        if !isFirst { lines.append("") }
        while TextWidth.columns(of: word) > columns {
            let head = TextWidth.cut(word, to: columns, ellipsis: "")
            guard !head.isEmpty else { break }
            lines[lines.count - 1] = head
            lines.append("")
            word = String(word.dropFirst(head.count))
        }
        lines[lines.count - 1] = word
    }
    return lines
}

/// Facts with their labels, the long ones in as many rows as they need.
func rows(of lines: [WhyLine], columns: Int) -> [WhyLine] {
    lines.flatMap { line in
        let words = wrapped(line.text, max(1, columns - 15))
        guard let first = words.first else { return [line] }
        let rest = words.dropFirst().map { WhyLine(label: "", text: $0, role: line.role) }
        return [WhyLine(label: line.label, text: first, role: line.role)] + rest
    }
}

/// Draws what is in sight of such rows.
func drawRows(_ rows: [WhyLine], _ scroll: Int, in area: Area, on frame: inout Frame) {
    let first = min(scroll, max(0, rows.count - area.rows))
    for (line, row) in rows.dropFirst(first).prefix(area.rows).enumerated() {
        frame.write(row.label, in: area, line: line, at: 1, width: 12, Style(.muted))
        frame.write(row.text, in: area, line: line, at: 14, width: area.columns - 15, Style(row.role))
    }
}
