import BrokerAPI
import Screen

/// The bar that asks which masked value is shown, and why; in the place of the switch bar.
func drawReveal(_ model: Model, _ call: CallView, _ bar: Reveal, _ layout: Layout, on frame: inout Frame) {
    let area = layout.review
    for row in area.row..<area.row + area.rows {
        frame.fill(row: row, columns: area.column..<area.column + area.columns)
    }
    let isSmall = layout.tier == .mini
    if !isSmall { drawBarTitle("Show a masked value?", in: area, on: &frame) }
    let content = area.below(isSmall ? 0 : 1)
    frame.write("what", in: content, line: 0, at: 1, Style(.muted))
    drawFields(model, call, bar, in: content, on: &frame)
    frame.write("reason", in: content, line: 1, at: 1, Style(.muted))
    if bar.field != nil { drawReasons(bar, in: content, on: &frame) }
    let note = fitting("Shown here for 10 seconds. The audit notes who asked, and why.", content.columns - 2)
    frame.write(note, in: content, line: 3, at: 1, width: content.columns - 2, Style(.muted))
}

private func drawFields(_ model: Model, _ call: CallView, _ bar: Reveal, in area: Area, on frame: inout Frame) {
    var at = 9
    for (index, field) in bar.fields.enumerated() {
        let value = (field == .number ? call.number : call.identity.email) ?? ""
        let isPicked = field == bar.field
        let sign = isPicked ? model.glyphs.marker : " "
        let number = bar.field == nil ? "\(index + 1) " : ""
        let text = "\(sign)\(number)\(field.word)\(area.columns < 60 ? "" : " \(value)") "
        let style = isPicked ? Style(.selection, bold: true) : Style(bar.field == nil ? .text : .subtle)
        frame.write(text, in: area, line: 0, at: at, width: area.columns - at - 1, style)
        at += TextWidth.columns(of: text) + 1
    }
    if bar.field == nil { frame.focus(in: area, line: 0, at: 10) }
}

private func drawReasons(_ bar: Reveal, in area: Area, on frame: inout Frame) {
    if let typed = bar.typed {
        return drawField(typed, in: area, line: 1, at: 10, width: area.columns - 11, on: &frame)
    }
    let reasons = (Reveal.reasons + ["other…"]).enumerated().map { "\($0 + 1) \($1)" }
    let lines = area.columns < 80 ? [reasons.prefix(2), reasons.suffix(2)] : [reasons[...]]
    for (line, words) in lines.enumerated() {
        frame.write(words.joined(separator: "  "), in: area, line: 1 + line, at: 10, width: area.columns - 11)
    }
    frame.focus(in: area, line: 1, at: 10)
}
