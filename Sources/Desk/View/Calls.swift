import BrokerAPI
import Identity
import Screen

/// Which call is drawn where: the list at the left, or the strip.
struct CallSlots {
    /// A call and its place.
    struct Slot: Hashable {
        var id: String
        /// How many places are before its own.
        var number: Int
        var area: Area
    }

    var slots: [Slot] = []
    /// Calls that are out of sight before and after.
    var hidden = (before: 0, after: 0, ended: 0)

    init(_ model: Model) {
        let layout = Layout(model)
        switch layout.tier {
        case .full: place(model, Self.lines(layout.calls.below(1)))
        case .strip:
            place(model, Self.cells(layout.calls))
            widenLast(model, layout.calls)
        case .compact, .mini:
            let area = Self.smallList(model, layout)
            if !model.calls.isEmpty { place(model, Self.lines(area)) }
        case .tooSmall: return
        }
    }

    func call(row: Int, column: Int) -> String? { slots.first { $0.area.contains(row: row, column: column) }?.id }

    /// Where a small window has its list: in its tab, or in the rows that the caller leaves; a mark that is not on the
    /// open call always has a row.
    private static func smallList(_ model: Model, _ layout: Layout) -> Area {
        guard model.openCall != nil else { return layout.callsWhileNoneIsOpen }
        let body = layout.body
        if layout.tier == .compact { return model.focusedPanel == .calls ? body.below(1) : body.top(0) }
        let spare = model.calls.count > 1 ? body.below(smallBodyRows) : body.top(0)
        return spare.rows == 0 && model.markIsElsewhere ? body.bottom(1) : spare
    }

    private mutating func place(_ model: Model, _ areas: [Area]) {
        guard !areas.isEmpty else { return }
        let list = Lists(model)
        if let eye = model.eye, eye.isOn(model) {
            keep(list, eye.callID, at: min(eye.slot, areas.count - 1), areas)
        } else {
            begin(list, areas)
        }
    }

    /// A window that holds the marked call; a live one, the first, makes room for an ended one only where that is marked.
    private mutating func begin(_ list: Lists, _ areas: [Area]) {
        let markedEnded = list.marked.flatMap(list.ended.firstIndex)
        let room = max(0, areas.count - (markedEnded == nil ? 0 : 1))
        // Behind all live ones stands what has ended: those that are out of sight are before it.
        let markedLive = markedEnded == nil ? list.marked.flatMap(list.live.firstIndex) : list.live.count
        let live = window(list.live.count, around: markedLive, rows: room)
        let ended = window(list.ended.count, around: markedEnded, rows: areas.count - live.count)
        take(Array(list.live[live] + list.ended[ended]), from: 0, areas)
        hidden = (live.lowerBound, list.live.count - live.upperBound, list.ended.count - ended.count)
    }

    /// The marked call where it was, and the others around it in their order: a place before it stays empty rather than
    /// that it moves, and the first go out of sight where there are more than places before it.
    private mutating func keep(_ list: Lists, _ marked: String, at slot: Int, _ areas: [Area]) {
        let (live, ended) = (list.live, list.ended)
        var (before, after): ([String], [String]) = ([], [])
        if let at = live.firstIndex(of: marked) {
            (before, after) = (Array(live[..<at].suffix(slot)), live[(at + 1)...] + ended)
            hidden.before = at - before.count
        } else if let at = ended.firstIndex(of: marked) {
            before = live.suffix(slot) + ended[..<at].suffix(max(0, slot - live.count))
            after = Array(ended[(at + 1)...])
            hidden.before = max(0, live.count - slot)
        } else {
            return begin(list, areas)
        }
        let shown = before + [marked] + after.prefix(areas.count - slot - 1)
        take(shown, from: slot - before.count, areas)
        hidden.after = live.count - hidden.before - shown.filter(live.contains).count
        hidden.ended = ended.count - shown.filter(ended.contains).count
    }

    private mutating func take(_ ids: [String], from first: Int, _ areas: [Area]) {
        slots = zip(ids, areas.indices.dropFirst(first)).map { Slot(id: $0, number: $1, area: areas[$1]) }
    }

    /// What there is to show, and what is marked of it.
    private struct Lists {
        var live: [String]
        var ended: [String]
        var marked: String?

        init(_ model: Model) {
            live = model.shownCalls.filter { !model.isPast($0) }.map(\.callId)
            ended = model.shownCalls.filter(model.isPast).map(\.callId)
            marked = model.markedID
        }
    }

    /// Where nothing stands behind the last call, its name goes on there rather than that it is cut.
    private mutating func widenLast(_ model: Model, _ strip: Area) {
        guard let last = slots.indices.last, let call = model.call(slots[last].id) else { return }
        let mark = Namesakes(model).mark(of: call, model.glyphs).map { TextWidth.columns(of: $0) + 1 } ?? 0
        let wanted = TextWidth.columns(of: call.shortWho) + mark + Self.besideName
        let room = strip.columns - slots[last].area.column
        slots[last].area.columns = min(max(slots[last].area.columns, wanted), room)
    }

    /// The signs, the longest clock, the doubt and the margins.
    private static let besideName = 16

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
        let title = model.calls.isEmpty ? "Calls" : "Calls, \(listCount(model))"
        frame.write(title, in: layout.calls, line: 0, at: 1, Style(.muted))
        let room = layout.calls.columns - TextWidth.columns(of: title) - 3
        let words = more(slots, putAway: model.putAwayCount, columns: room)
        frame.write(words, in: layout.calls, line: 0, width: layout.calls.columns - 1, Style(.muted), .trailing)
    case .strip:
        for slot in slots.slots where slot.number > 0 {
            frame.verticalLine(column: slot.area.column - 1, rows: 1..<4)
        }
        // Over the lines: long words reach the last one's foot.
        let words = more(slots, putAway: model.putAwayCount, columns: layout.calls.columns - 2)
        frame.write(
            words,
            in: Area(row: 3, column: 0, rows: 1, columns: layout.calls.columns - 2),
            line: 0,
            Style(.muted),
            .trailing
        )
    case .compact, .mini, .tooSmall: return
    }
    drawSlots(model, slots, on: &frame)
}

func drawSlots(_ model: Model, _ slots: CallSlots, on frame: inout Frame) {
    let namesakes = Namesakes(model)
    for slot in slots.slots {
        guard let call = model.call(slot.id) else { continue }
        drawSlot(model, call, namesakes.mark(of: call, model.glyphs), in: slot.area, on: &frame)
    }
}

/// A call and, where others have its name, what tells it from them: that is whole, and the name is cut for it.
private func drawSlot(_ model: Model, _ call: CallView, _ mark: String?, in area: Area, on frame: inout Frame) {
    let isOpen = call.callId == model.openID
    let isSelected = call.callId == model.markedID
    let surface: Surface = isSelected ? .selection : .screen
    if isSelected {
        frame.fill(row: area.row, columns: area.column..<area.column + area.columns, style: Style(.selection))
    }
    let sign = isSelected ? model.glyphs.marker : isOpen ? model.glyphs.bullet : " "
    // Told apart by no more than a convention: no name stands there as if it were certain.
    let doubt = call.identity.confidence == .ambiguous ? "? " : ""
    let state = call.shortState(model.glyphs, model.now) + " "
    let mark = mark.map { " " + $0 } ?? ""
    let room = area.columns - 4 - TextWidth.columns(of: state + doubt)
    let who = shortWho(call, columns: max(1, room - TextWidth.columns(of: mark)))
    let spans = [
        Span(sign + " ", Style(.accent).on(surface)),
        Span(state, Style(call.state.role).on(surface)),
        Span(doubt, Style(.warning).on(surface)),
        Span(who, Style(isOpen ? .strong : .text).on(surface)),
        Span(mark, Style(.muted).on(surface)),
    ]
    frame.write(spans, in: area, line: 0, at: 1, width: area.columns - 2)
    if isSelected, model.mode == .calls, model.focusedPanel == .calls { frame.focus(in: area, line: 0, at: 1) }
}

/// A name keeps its beginning; of a masked number only the end says anything.
private func shortWho(_ call: CallView, columns: Int) -> String {
    call.identity.name == nil
        ? TextWidth.cutMiddle(call.shortWho, to: columns) : TextWidth.cut(call.shortWho, to: columns)
}

/// How many calls the list has, and how many there are where a filter hides some.
func listCount(_ model: Model) -> String {
    let shown = model.shownCalls.count
    return model.filter.isEmpty ? "\(shown)" : "\(shown) of \(model.calls.count)"
}

/// How many calls are out of sight; those that were put away where there is room for that, too.
func more(_ slots: CallSlots, putAway: Int, columns: Int) -> String {
    let before = slots.hidden.before > 0 ? "\(slots.hidden.before) earlier" : nil
    let after = slots.hidden.after > 0 ? "\(slots.hidden.after) later" : nil
    let ended = slots.hidden.ended > 0 ? "\(slots.hidden.ended) ended" : nil
    let away = putAway > 0 ? "\(putAway) put away" : nil
    let forms = [[before, after, ended, away], [before, after, ended]].map {
        $0.compactMap(\.self).joined(separator: ", ")
    }
    let words = forms.first { TextWidth.columns(of: $0) + 2 <= columns } ?? forms[1]
    return words.isEmpty ? "" : " \(words) "
}
