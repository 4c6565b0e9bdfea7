import BrokerAPI
import Screen

/// The note that is written, in the place of the switch bar, so that what it is about stays in sight; so does the end of it.
func drawNote(_ model: Model, _ draft: NoteDraft, _ layout: Layout, on frame: inout Frame) {
    let isWide = layout.review.columns >= 72
    let content = beginBar(isWide ? "Note on this call; it goes to the conversation" : "Note", layout, on: &frame)
    if !layout.hasBareBar {
        let count = " \(draft.text.count) of \(NoteDraft.limit) "
        let width = TextWidth.columns(of: count)
        let title = layout.review
        frame.write(count, in: title, line: 0, width: title.columns - 1, right: width, Style(.muted))
    }
    let text = content.columns(from: 3, count: min(content.columns - 4, 100))
    let shown = typedLines(draft.text, max(1, text.columns - 1)).suffix(max(1, text.rows))
    frame.write(model.glyphs.marker, in: content, line: 0, at: 1, Style(.accent))
    for (line, words) in shown.enumerated() { frame.write(words, in: text, line: line, Style(.strong)) }
    frame.focus(in: text, line: shown.count - 1, at: TextWidth.columns(of: shown.last ?? ""))
}
