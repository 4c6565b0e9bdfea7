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
    let hint = left > 0 ? "\(left) more below: j" : ""
    frame.write(hint, in: area, line: 0, width: area.columns - 1, right: 18, Style(.muted))
    frame.focus(in: area, line: 0, at: 0)
}

/// A title, or a key and what it does.
struct HelpLine: Hashable {
    var label: String
    var text: String
}

func helpLines(_ model: Model) -> [HelpLine] {
    let groups: [(String, Place)] = [
        ("With a call", .calls), ("In the switch bar", .review), ("In the search", .results),
    ]
    var seen: Set<KeyBinding> = []
    var lines: [HelpLine] = []
    for (title, place) in groups {
        let bindings = KeyTable.bindings.filter { Place.group($0.places) == place && seen.insert($0).inserted }
        lines.append(HelpLine(label: "", text: title))
        lines += bindings.map { HelpLine(label: $0.label, text: $0.meaning) }
    }
    return lines
}

extension Place {
    /// The heading that a key stands under.
    fileprivate static func group(_ places: Set<Place>) -> Place {
        if !places.isDisjoint(with: [.calls, .why, .help, .quitting]) { return .calls }
        return places.isDisjoint(with: [.review, .reason]) ? .results : .review
    }
}
