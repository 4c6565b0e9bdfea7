import Screen

/// The walkthrough's bar: title and progress, what to look at, and its keys.
func drawStory(_ model: Model, in area: Area, on frame: inout Frame) {
    guard let story = model.story, area.rows > 0 else { return }
    frame.fill(rows: area.row..<area.row + area.rows, style: Style(.story))
    let plain = Style(.text).on(.story)
    let keysWidth = min(TextWidth.columns(of: story.keys), area.columns / 2)
    let title = [Span(story.title, Style(.story, bold: true)), Span("  \(story.progress)", Style(.muted).on(.story))]
    frame.write(title, in: area, line: 0, at: 1, width: area.columns - keysWidth - 4)
    frame.write(story.keys, in: area, line: 0, width: area.columns - 1, right: keysWidth, Style(.accent).on(.story))
    for (line, text) in wrapped(story.text, area.columns - 2).prefix(area.rows - 1).enumerated() {
        frame.write(text, in: area, line: line + 1, at: 1, width: area.columns - 2, plain)
    }
}

/// Words to lines of at most so many columns.
func wrapped(_ text: String, _ columns: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
        if let last = lines.last, TextWidth.columns(of: last) + 1 + TextWidth.columns(of: String(word)) <= columns {
            lines[lines.count - 1] = last + " " + word
        } else {
            lines.append(String(word))
        }
    }
    return lines
}
