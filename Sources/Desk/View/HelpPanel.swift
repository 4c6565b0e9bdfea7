import Screen

/// Every key of the table, and why it does nothing right now where it doesn't.
func drawHelp(_ model: Model, _ scroll: Int, in area: Area, on frame: inout Frame) {
    let lines = helpLines(model)
    let first = min(scroll, max(0, lines.count - area.rows))
    for (line, item) in lines.dropFirst(first).prefix(area.rows).enumerated() {
        let isTitle = item.label.isEmpty
        frame.write(item.label, in: area, line: line, at: 1, width: 6, Style(.accent))
        frame.write(
            item.text,
            in: area,
            line: line,
            at: isTitle ? 1 : 8,
            width: area.columns - 9,
            isTitle ? Style(.title) : .text
        )
    }
    let left = lines.count - first - area.rows
    let hint = left > 0 ? "\(left) more: j, PgDn" : ""
    frame.write(hint, in: area, line: 0, width: area.columns - 1, right: 18, Style(.muted))
    frame.focus(in: area, line: 0, at: 0)
}

/// A title, or a key and what it does.
struct HelpLine: Hashable {
    var label: String
    var text: String
}

func helpLines(_ model: Model) -> [HelpLine] {
    Place.allCases.flatMap { place in
        let keys = model.keys.bindings.filter { $0.places.contains(place) }
        return [HelpLine(label: "", text: place.title)] + keys.map { HelpLine(label: $0.label, text: $0.explained) }
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
