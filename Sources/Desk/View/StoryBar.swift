import Screen

/// The walkthrough's bar: title and progress, what to look at, and its keys.
func drawStory(_ model: Model, in area: Area, on frame: inout Frame) {
    guard let story = model.story, area.rows > 0 else { return }
    frame.fill(rows: area.row..<area.row + area.rows, style: Style(.story))
    let plain = Style(.text).on(.story)
    let progress = "  \(story.progress)"
    let name = TextWidth.cut(story.title, to: area.columns - 2 - TextWidth.columns(of: progress))
    let title = [Span(name, Style(.story, bold: true)), Span(progress, Style(.muted).on(.story))]
    frame.write(title, in: area, line: 0, at: 1, width: area.columns - 2)
    let keys = hints(story.keys, area.columns - 5 - TextWidth.columns(of: name + progress))
    let width = TextWidth.columns(of: keys)
    frame.write(keys, in: area, line: 0, width: area.columns - 1, right: width, Style(.accent).on(.story))
    for (line, text) in paragraph(story.text, area.columns - 2, rows: area.rows - 1).enumerated() {
        frame.write(text, in: area, line: line + 1, at: 1, width: area.columns - 2, plain)
    }
}

/// The first of the hints that fit, whole ones only; two spaces stand between them.
private func hints(_ keys: String, _ columns: Int) -> String {
    var shown = ""
    for hint in keys.split(separator: "  ") {
        let longer = shown.isEmpty ? String(hint) : "\(shown)  \(hint)"
        guard TextWidth.columns(of: longer) <= columns else { return shown }
        shown = longer
    }
    return shown
}

/// As many lines as there are rows; the last ends in `…` where there is more.
func paragraph(_ text: String, _ columns: Int, rows: Int) -> [String] {
    let lines = wrapped(text, columns)
    guard lines.count > rows, rows > 0 else { return Array(lines.prefix(max(0, rows))) }
    let last = lines[rows - 1]
    let cut = TextWidth.columns(of: last) < columns ? last + "…" : TextWidth.cut(last + "…", to: columns)
    return lines.prefix(rows - 1) + [cut]
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
