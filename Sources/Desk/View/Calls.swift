import BrokerAPI
import Screen

/// Which call is drawn where: the list at the left, or the strip.
struct CallSlots {
    /// A call and its place.
    struct Slot: Hashable {
        var id: String
        var area: Area
    }

    var slots: [Slot] = []
    /// Calls that are out of sight before and after.
    var hidden = (before: 0, after: 0)

    init(_ model: Model) {
        let layout = Layout(model)
        switch layout.tier {
        case .full: place(model, Self.lines(layout.calls.below(1)))
        case .strip: place(model, Self.cells(layout.calls))
        case .compact where model.focusedPanel == .calls: place(model, Self.lines(layout.body.below(1)))
        case .compact, .mini, .tooSmall: return
        }
    }

    func call(row: Int, column: Int) -> String? { slots.first { $0.area.contains(row: row, column: column) }?.id }

    /// A window over the calls that holds the selected one.
    private mutating func place(_ model: Model, _ areas: [Area]) {
        let ids = model.calls.map(\.callId)
        let selected = (model.selectedID ?? model.openID).flatMap(ids.firstIndex) ?? 0
        let first = max(0, min(selected - areas.count / 2, ids.count - areas.count))
        slots = zip(ids.dropFirst(first), areas).map(Slot.init)
        hidden = (first, ids.count - first - slots.count)
    }

    private static func lines(_ area: Area) -> [Area] { (0..<area.rows).map { area.below($0).top(1) } }

    private static func cells(_ area: Area) -> [Area] {
        let count = max(1, area.columns / 26)
        let width = (area.columns - count + 1) / count
        return (0..<count).map { area.columns(from: $0 * (width + 1), count: width) }
    }
}

func drawCalls(_ model: Model, _ layout: Layout, on frame: inout Frame) {
    let slots = CallSlots(model)
    switch layout.tier {
    case .full:
        let title = model.calls.isEmpty ? "Calls" : "Calls, \(model.calls.count)"
        frame.write(title, in: layout.calls, line: 0, at: 1, Style(.muted))
        frame.write(more(slots), in: layout.calls, line: 0, width: layout.calls.columns - 1, Style(.muted), .trailing)
    case .strip:
        let words = more(slots)
        frame.write(
            words,
            in: Area(row: 3, column: 0, rows: 1, columns: layout.calls.columns - 2),
            line: 0,
            Style(.muted),
            .trailing
        )
        for slot in slots.slots.dropFirst() {
            frame.verticalLine(column: slot.area.column - 1, rows: 1..<4)
        }
    case .compact, .mini, .tooSmall: return
    }
    drawSlots(model, slots, on: &frame)
}

func drawSlots(_ model: Model, _ slots: CallSlots, on frame: inout Frame) {
    for slot in slots.slots {
        guard let call = model.call(slot.id) else { continue }
        drawSlot(model, call, in: slot.area, on: &frame)
    }
}

private func drawSlot(_ model: Model, _ call: CallView, in area: Area, on frame: inout Frame) {
    let isOpen = call.callId == model.openID
    let isSelected = call.callId == (model.selectedID ?? model.openID)
    let surface: Surface = isSelected ? .selection : .screen
    if isSelected {
        frame.fill(row: area.row, columns: area.column..<area.column + area.columns, style: Style(.selection))
    }
    let sign = isSelected ? model.glyphs.marker : isOpen ? model.glyphs.bullet : " "
    let clock = Ages.clock(call.elapsed(model.now))
    let spans = [
        Span(sign + " ", Style(.accent).on(surface)),
        Span(call.state.sign(model.glyphs) + " " + clock + " ", Style(call.state.role).on(surface)),
        Span(call.shortWho, Style(isOpen ? .strong : .text).on(surface)),
    ]
    frame.write(spans, in: area, line: 0, at: 1, width: area.columns - 2)
    if isSelected, model.mode == .calls, model.focusedPanel == .calls { frame.focus(in: area, line: 0, at: 1) }
}

private func more(_ slots: CallSlots) -> String {
    let before = slots.hidden.before > 0 ? "\(slots.hidden.before) earlier" : nil
    let after = slots.hidden.after > 0 ? "\(slots.hidden.after) later" : nil
    let words = [before, after].compactMap(\.self).joined(separator: ", ")
    return words.isEmpty ? "" : " \(words) "
}
