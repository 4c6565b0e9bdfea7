import Screen

/// The themes at the left, and what the marked one does at the right; the desk around it shows the rest.
func drawThemes(_ model: Model, _ picker: ThemePicker, in area: Area, on frame: inout Frame) {
    let places = ThemePlaces(area)
    let title = picker.names.map { "Themes, \($0.count)" } ?? "Themes"
    frame.write(title, in: area, line: 0, at: 1, Style(.title))
    guard let names = picker.names else {
        frame.write("Looking for themes\(model.glyphs.ellipsis)", in: places.list, line: 0, at: 1, Style(.muted))
        return frame.focus(in: area, line: 0, at: 1)
    }
    let selected = picker.selected.flatMap { names.firstIndex(of: $0) }
    for (line, index) in window(names.count, around: selected, rows: places.list.rows).enumerated() {
        let isSelected = index == selected
        if isSelected { drawSelection(model.glyphs, in: places.list, line: line, on: &frame) }
        let style = Style(.text).on(isSelected ? .selection : .screen)
        frame.write(names[index], in: places.list, line: line, at: 3, width: places.list.columns - 4, style)
    }
    drawCard(picker.card, in: places.card, on: &frame)
    let sample = places.sample
    ThemeSample.draw(row: sample.row, column: sample.column, rows: sample.rows, columns: sample.columns, on: &frame)
}

/// Where list, card and sample stand: the list keeps its lines in a small window, and the sample goes first.
struct ThemePlaces: Hashable {
    var list: Area
    var card: Area
    var sample: Area

    init(_ area: Area) {
        let isWide = area.columns >= 60
        let body = area.below(1)
        if isWide {
            let width = min(30, area.columns * 2 / 5)
            list = body.columns(from: 0, count: width)
            let right = area.columns(from: width + 2)
            card = right.top(3)
            sample = right.below(4).top(ThemeSample.rows).columns(from: 1)
        } else {
            let cardRows = min(3, max(1, body.rows - 2))
            list = body.top(body.rows - cardRows)
            card = body.bottom(cardRows)
            sample = area.top(0)
        }
    }
}

private func drawCard(_ card: ThemeCard?, in area: Area, on frame: inout Frame) {
    guard let card else { return frame.write("Reading it", in: area, line: 0, at: 1, Style(.muted)) }
    let width = area.columns - 2
    if let problem = card.problem {
        // The end says what was expected, and matters more than the folder.
        let lines = typedLines(problem, max(1, width))
        for (line, text) in lines.suffix(area.rows).enumerated() {
            frame.write(text, in: area, line: line, at: 1, width: width, Style(.error))
        }
        return
    }
    let author = card.author.isEmpty ? "" : " by \(card.author)"
    frame.write(
        [Span(card.title, Style(.strong)), Span(author, Style(.muted))],
        in: area,
        line: 0,
        at: 1,
        width: width
    )
    frame.write(card.kind, in: area, line: 1, at: 1, width: width, Style(.muted))
    frame.write(card.contrastWords, in: area, line: 2, at: 1, width: width, Style(.muted))
}

extension ThemeCard {
    fileprivate var contrastWords: String {
        if pairs == 0 { return "contrast is the terminal's" }
        if repaired == 0 { return "every pair of colours is readable as it is" }
        return "\(repaired) of \(pairs) pairs were too faint: repaired"
    }
}
