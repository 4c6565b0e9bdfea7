import Identity
import BrokerAPI
import FoundationEssentials
import Screen

/// Product, agent and role, waiting calls, link, time: the fields at the right keep their places.
func drawHeader(_ model: Model, in area: Area, on frame: inout Frame) {
    let style = Style(.bar)
    frame.fill(row: area.row, columns: area.column..<area.column + area.columns, style: style)
    let (linkWidth, waitingWidth) = widths(model, area.columns)
    let clockAt = area.columns - 6
    let linkAt = clockAt - linkWidth - 1
    let waitingAt = linkAt - waitingWidth - 1
    frame.write(Ages.minute(model.now, model.secondsFromGMT), in: area, line: 0, at: clockAt, style)
    let link = linkWords(model)
    frame.write(link.text, in: area, line: 0, at: linkAt, width: linkWidth, Style(link.role).on(.bar), .trailing)
    let words = waitingWords(model, columns: waitingWidth)
    frame.write(words, in: area, line: 0, at: waitingAt, width: waitingWidth, style, .trailing)
    let room = waitingAt - 2
    frame.write(nameSpans(model, area.columns, room: room), in: area, line: 0, at: 1, width: room)
}

/// Columns for the link and for how many wait; while the link is there, it needs few.
private func widths(_ model: Model, _ columns: Int) -> (link: Int, waiting: Int) {
    if case .stale = model.link { return columns >= 80 ? (21, 19) : (21, 9) }
    if columns >= 80 { return (14, 26) }
    if columns >= 60 { return (13, 17) }
    if case .connecting = model.link { return (13, 0) }
    return (6, 16)
}

/// As much as fits whole: the product goes first, then the role; that names are masked always stays.
private func nameSpans(_ model: Model, _ columns: Int, room: Int) -> [Span] {
    if columns < 60 { return smallName(model) }
    let product = Span("Ringside", Style(.title).on(.bar))
    guard let me = model.me else { return [product] }
    let veil = model.isPrivate ? [Span(" · private", Style(.warning, bold: true).on(.bar))] : []
    let who = Span("\(me.name), \(me.role.rawValue)", Style(.bar))
    let forms = [[product, Span("  ", Style(.bar)), who] + veil, [who] + veil]
    let fitting = forms.first { $0.reduce(0) { $0 + TextWidth.columns(of: $1.text) } <= room }
    return fitting ?? [Span(me.name, Style(.bar))] + veil
}

/// The agent, where the link leaves room for a name.
private func smallName(_ model: Model) -> [Span] {
    if case .connecting = model.link { return [Span("Ringside", Style(.title).on(.bar))] }
    if model.isPrivate { return [Span("private", Style(.warning, bold: true).on(.bar))] }
    return model.isLive ? [Span(model.me?.name ?? "Ringside", Style(.bar))] : []
}

private func linkWords(_ model: Model) -> (text: String, role: Role) {
    switch model.link {
    case .connecting(nil): ("\(model.glyphs.reconnecting) connecting", .pending)
    case .connecting: ("\(model.glyphs.reconnecting) no broker", .pending)
    case .live: ("\(model.glyphs.live) live", .ok)
    case .stale(let since, _):
        ("\(model.glyphs.reconnecting) reconnecting \(Ages.rough(model.now.timeIntervalSince(since)))", .warning)
    }
}

private func waitingWords(_ model: Model, columns: Int) -> String {
    if case .connecting = model.link { return "" }
    let waiting = model.calls.filter { $0.state == .waiting || $0.state == .ringing }
    guard let first = waiting.map(\.startedAt).min() else {
        return columns > 20 ? "no call waiting" : columns > 12 ? "none waiting" : ""
    }
    let longest = Ages.clock(model.now.timeIntervalSince(first))
    let count = "\(waiting.count) waiting"
    return columns > 20 ? "\(count), longest \(longest)" : columns > 12 ? "\(count), \(longest)" : count
}
