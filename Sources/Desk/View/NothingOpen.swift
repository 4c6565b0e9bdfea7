import Screen

/// No broker, or no call: what is being waited for, and that it goes on by itself.
func drawNothingOpen(_ model: Model, in area: Area, on frame: inout Frame) {
    let lines = nothingOpenLines(model).flatMap { text, role in
        let isIndented = text.isEmpty || text.hasPrefix(" ")
        return (isIndented ? [text] : wrapped(text, max(8, area.columns - 3))).map { ($0, role) }
    }
    for (line, item) in lines.enumerated() {
        frame.write(item.0, in: area, line: line + 1, at: 2, width: area.columns - 3, Style(item.1))
    }
    if model.link != .connecting(reason: nil), !model.calls.isEmpty, Layout(model).callsWhileNoneIsOpen.rows > 0 {
        drawSlots(model, CallSlots(model), on: &frame)
    }
    if frame.cursor == nil { frame.focus(in: area, line: 1, at: 2) }
}

private func nothingOpenLines(_ model: Model) -> [(String, Role)] {
    switch model.link {
    case .connecting(nil): return [("Connecting to the broker…", .title)]
    case .connecting(let reason):
        let lines: [(String, Role)] = [
            ("No broker yet.", .title),
            ("Looking at", .muted),
            ("  " + TextWidth.cutMiddle(model.socket, to: max(8, model.size.columns - 8)), .text),
        ]
        let why: [(String, Role)] = wrapped(reason ?? "", max(8, model.size.columns - 8)).map { ("  " + $0, .warning) }
        return lines + why + [
            ("", .text),
            ("The desk goes on by itself as soon as one is there.", .text),
            ("To start one:  ringside serve --sandbox", .text),
        ]
    case .live where model.shownCalls.isEmpty && model.filter.isEmpty:
        let away = model.putAwayCount
        let found: [(String, Role)] =
            away == 0 ? [] : [("\(away) put away: \(model.keys.label(of: .filter)) finds them again.", .muted)]
        return [("No call.", .title), ("The next one that rings opens by itself.", .text)] + found
    case .live:
        return [
            ("No call is open.", .title), ("Enter opens the marked one; the next that rings opens by itself.", .text),
        ]
    case .stale(_, let reason):
        return [
            ("The broker is away.", .title), (reason, .warning), ("The desk goes on by itself when it is back.", .text),
        ]
    }
}
