import Screen

/// Clears the place of a bar and heads it with what it is for; gives the lines that are the bar's own.
func beginBar(_ title: String, _ layout: Layout, on frame: inout Frame) -> Area {
    let area = layout.review
    for row in area.row..<area.row + area.rows {
        frame.fill(row: row, columns: area.column..<area.column + area.columns)
    }
    if !layout.hasBareBar { drawTitle(title, in: area, on: &frame) }
    return layout.barContent
}

extension Layout {
    /// No line to spare for a title.
    var hasBareBar: Bool { tier == .mini }

    /// The lines of a bar below its title.
    var barContent: Area { review.below(hasBareBar ? 0 : 1) }
}

/// A line across that joins the one at the left, with what the bar is for.
private func drawTitle(_ title: String, in area: Area, on frame: inout Frame) {
    frame.rule(in: area, line: 0)
    frame.write(" \(title) ", in: area, line: 0, at: 2, Style(.title))
    guard area.column > 0 else { return }
    frame.put(frame.glyphs.teeRight, row: area.row, column: area.column - 1, width: 1, style: Style(.line))
}
