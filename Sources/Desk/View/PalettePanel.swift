import Screen

/// The commands that a few letters lead to; what can't be done now says why.
func drawPalette(_ model: Model, _ palette: CommandPalette, in area: Area, on frame: inout Frame) {
    let items = model.paletteItems(palette.query)
    let list = paletteList(in: area)
    frame.write("Command", in: area, line: 0, at: 1, Style(.muted))
    let selected = items.firstIndex { $0.title == palette.selected } ?? 0
    let shown = window(items.count, around: selected, rows: list.rows)
    for (line, index) in shown.enumerated() {
        drawItem(items[index], isSelected: index == selected, model.glyphs, in: list, line: line, on: &frame)
    }
    if items.isEmpty { frame.write("No command has that name", in: list, line: 0, at: 9, Style(.muted)) }
    drawField(palette.query, in: area, line: 0, at: 9, width: area.columns - 10, on: &frame)
}

/// Where the items stand, below the text field.
func paletteList(in area: Area) -> Area { area.below(1) }

private func drawItem(
    _ item: PaletteItem,
    isSelected: Bool,
    _ glyphs: Glyphs,
    in area: Area,
    line: Int,
    on frame: inout Frame
) {
    if isSelected { drawSelection(glyphs, in: area, line: line, on: &frame) }
    let surface: Surface = isSelected ? .selection : .screen
    frame.write(item.label, in: area, line: line, at: 3, width: 6, Style(.accent).on(surface))
    let role: Role = item.refusal == nil ? .text : .muted
    let style = Style(role, bold: item.refusal == nil).on(surface)
    frame.write(item.name + item.ending, in: area, line: line, at: 9, width: 12, style)
    let words = item.refusal ?? item.meaning
    frame.write(words, in: area, line: line, at: 22, width: area.columns - 23, Style(role).on(surface))
}
