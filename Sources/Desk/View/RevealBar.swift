import BrokerAPI
import Screen

/// The bar that asks which masked value is shown, and why; in the place of the switch bar.
func drawReveal(_ model: Model, _ call: CallView, _ bar: Reveal, _ layout: Layout, on frame: inout Frame) {
    let content = beginBar("Show a masked value?", layout, on: &frame)
    frame.write("what", in: content, line: 0, at: 1, Style(.muted))
    drawFields(model, call, bar, in: content, on: &frame)
    frame.write("reason", in: content, line: 1, at: 1, Style(.muted))
    if bar.field != nil { drawReasons(bar, in: content, on: &frame) }
    let note = fitting("Shown here for 10 seconds. The audit notes who asked, and why.", content.columns - 2)
    frame.write(note, in: content, line: 3, at: 1, width: content.columns - 2, Style(.muted))
}

private func drawFields(_ model: Model, _ call: CallView, _ bar: Reveal, in area: Area, on frame: inout Frame) {
    for choice in fieldChoices(call, bar, columns: area.columns) {
        let text = (choice.isChosen ? model.glyphs.marker : " ") + choice.text
        let style = choice.isChosen ? Style(.selection, bold: true) : Style(bar.field == nil ? .text : .subtle)
        frame.write(text, in: area, line: 0, at: choice.at, width: area.columns - choice.at - 1, style)
    }
    if bar.field == nil { frame.focus(in: area, line: 0, at: 10) }
}

private func drawReasons(_ bar: Reveal, in area: Area, on frame: inout Frame) {
    if let typed = bar.typed {
        return drawField(typed, in: area, line: 1, at: 10, width: area.columns - 11, on: &frame)
    }
    for (line, choices) in revealReasons(columns: area.columns).enumerated() {
        for choice in choices {
            let width = area.columns - choice.at - 2
            frame.write(choice.text, in: area, line: 1 + line, at: choice.at + 1, width: width)
        }
    }
    frame.focus(in: area, line: 1, at: 10)
}

/// Which values can be shown, in the bar's first line.
func fieldChoices(_ call: CallView, _ bar: Reveal, columns: Int) -> [Choice] {
    let choices = bar.fields.enumerated().map { index, field in
        let value = (field == .number ? call.number : call.identity.email) ?? ""
        let number = bar.field == nil ? "\(index + 1) " : ""
        let text = "\(number)\(field.word)\(columns < 60 ? "" : " \(value)") "
        return Choice(digit: index + 1, text: text, isChosen: field == bar.field)
    }
    return inARow(choices, from: 9, gap: 1)
}

/// Why it is shown, in one line or in two.
func revealReasons(columns: Int) -> [[Choice]] {
    let words = columns < 44 ? ["verify caller", "call back", "correct record", "other…"] : Reveal.reasons + ["other…"]
    let choices = words.enumerated().map { Choice(digit: $0 + 1, text: "\($0 + 1) \($1)") }
    let lines = columns < 80 ? [choices.prefix(2), choices.suffix(2)] : [choices[...]]
    return lines.map { inARow(Array($0), from: 9, gap: 1) }
}

/// What the bar has at a place.
func revealChoice(_ call: CallView, _ bar: Reveal, _ layout: Layout, row: Int, column: Int) -> Choice? {
    let content = layout.barContent
    let lines =
        bar.field == nil
        ? [fieldChoices(call, bar, columns: content.columns)] : [[]] + revealReasons(columns: content.columns)
    let line = row - content.row
    guard bar.typed == nil, lines.indices.contains(line) else { return nil }
    return lines[line].first { $0.columns.contains(column - content.column) }
}
