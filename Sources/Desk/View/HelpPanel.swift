import Screen

/// Every key of the table, and what it does; long sentences take as many rows as they need.
func drawHelp(_ model: Model, _ scroll: Int, in area: Area, on frame: inout Frame) {
    let lines = helpRows(model, columns: area.columns)
    let first = min(scroll, max(0, lines.count - area.rows))
    for (line, item) in lines.dropFirst(first).prefix(area.rows).enumerated() {
        frame.write(item.label, in: area, line: line, at: 1, width: 6, Style(.accent))
        let style = item.isTitle ? Style(.title) : .text
        frame.write(item.text, in: area, line: line, at: item.isTitle ? 1 : 8, width: area.columns - 9, style)
    }
    let left = lines.count - first - area.rows
    let hint = left > 0 ? " \(left) more: \(model.keys.label(of: .next)), PgDn" : ""
    let width = TextWidth.columns(of: hint)
    frame.write(hint, in: area, line: 0, width: area.columns - 1, right: width, Style(.muted))
    frame.focus(in: area, line: 0, at: 0)
}

/// A title, or a key and what it does.
struct HelpLine: Hashable {
    var label: String
    var text: String
    var isTitle = false
}

/// The lines as they are drawn in so many columns.
func helpRows(_ model: Model, columns: Int) -> [HelpLine] {
    helpLines(model).flatMap { line in
        let words = wrapped(line.text, max(1, columns - 9))
        let rest = words.dropFirst().map { HelpLine(label: "", text: $0, isTitle: line.isTitle) }
        return [HelpLine(label: line.label, text: words.first ?? "", isTitle: line.isTitle)] + rest
    }
}

func helpLines(_ model: Model) -> [HelpLine] {
    Place.allCases.flatMap { place in
        let keys = model.keys.bindings.filter { $0.places.contains(place) }
        return [HelpLine(label: "", text: place.title, isTitle: true)]
            + keys.map { HelpLine(label: $0.label, text: $0.explained) }
    }
}

extension Place {
    /// The heading that its keys stand under.
    var title: String {
        switch self {
        case .calls: "With a call"
        case .review: "In the switch bar"
        case .reason: "While a reason is typed"
        case .query: "In the text of the search"
        case .results: "In the results of the search"
        case .why: "In why this person"
        case .filter: "While a filter is typed"
        case .palette: "While a command is looked for"
        case .note: "While a note is written"
        case .revealField: "Which value is shown"
        case .revealReason: "Why it is shown"
        case .revealText: "While the reason for it is typed"
        case .record: "In the platform's record"
        case .overrides: "In the remembered choices"
        case .themes: "Among the themes"
        case .revoking: "Before one is forgotten"
        case .board: "On the board"
        case .help: "In this help"
        case .quitting: "Leaving while a switch is on its way"
        }
    }
}
