import BrokerAPI
import Screen

/// The note that is written, below the caller that it is about; the end of the text is always in sight.
func drawNote(_ model: Model, _ draft: NoteDraft, in area: Area, on frame: inout Frame) {
    let title = area.columns < 60 ? "Note" : "Note on this call; it goes to the conversation"
    frame.write(title, in: area, line: 0, at: 1, width: area.columns - 14, Style(.muted))
    let count = "\(draft.text.count) of \(NoteDraft.limit)"
    frame.write(count, in: area, line: 0, width: area.columns - 1, right: 12, Style(.muted))
    let text = area.below(1).columns(from: 3, count: min(area.columns - 4, 100))
    let lines = typedLines(draft.text, max(1, text.columns - 1))
    let shown = lines.suffix(max(1, text.rows))
    frame.write(model.glyphs.marker, in: area.below(1), line: 0, at: 1, Style(.accent))
    for (line, words) in shown.enumerated() { frame.write(words, in: text, line: line, Style(.strong)) }
    frame.focus(in: text, line: shown.count - 1, at: TextWidth.columns(of: shown.last ?? ""))
}
