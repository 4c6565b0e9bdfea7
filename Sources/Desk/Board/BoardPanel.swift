import BrokerAPI
import FoundationEssentials
import Screen

/// The supervisor's board: what waits, how good identification is, how the sources do, what is still to be written.
func drawBoard(_ model: Model, _ scroll: Int, in area: Area, on frame: inout Frame) {
    drawBoardTitle(model, in: area, on: &frame)
    frame.focus(in: area, line: 0, at: 1)
    let rows = boardRows(model, columns: area.columns)
    let list = area.below(1)
    let first = min(scroll, max(0, rows.count - list.rows))
    for (line, row) in rows.dropFirst(first).prefix(list.rows).enumerated() {
        for cell in row {
            frame.write(cell.spans, in: list, line: line, at: cell.at, width: cell.width, cell.alignment)
        }
    }
    let hidden = rows.count - first - list.rows
    let more = hidden > 0 ? " \(hidden) more: j " : ""
    frame.write(more, in: area, line: 0, width: area.columns - 1, right: TextWidth.columns(of: more), Style(.muted))
}

private func drawBoardTitle(_ model: Model, in area: Area, on frame: inout Frame) {
    frame.write("Board", in: area, line: 0, at: 1, Style(.title))
    guard let stats = model.board.stats else {
        let words = model.isLive ? "no figures have come yet" : "no figures while the broker is away"
        return frame.write(words, in: area, line: 0, at: 8, width: area.columns - 9, Style(.muted))
    }
    let since = Ages.since(stats.since, model.now, model.secondsFromGMT)
    let words = model.isLive ? since : "\(since), as last known"
    frame.write(words, in: area, line: 0, at: 8, width: area.columns - 22, Style(model.isLive ? .muted : .warning))
}

/// A piece of a row.
struct BoardCell {
    var spans: [Span]
    var at: Int
    var width: Int
    var alignment = Alignment.leading
}

/// All rows of the board for a width: groups beside each other where there is room, else below each other.
func boardRows(_ model: Model, columns: Int) -> [[BoardCell]] {
    guard let stats = model.board.stats else { return [] }
    let work = stats.work(model.board, model.now)
    let sources = sourceRows(model, columns: columns)
    guard columns >= 66 else {
        let groups = [work, stats.quality, stats.handleTimes]
        return groups.flatMap { rows($0, at: 1, width: columns - 2) } + sources
            + rows(stats.backlog, at: 1, width: columns - 2)
    }
    let half = columns / 2
    let left = rows(work, at: 1, width: half - 3) + [[]] + rows(stats.handleTimes, at: 1, width: half - 3)
    let right = rows(stats.quality, at: half + 1, width: columns - half - 3)
    return beside(left, right) + [[]] + sources + [[]] + [backlogRow(stats, columns: columns)]
}

private func beside(_ left: [[BoardCell]], _ right: [[BoardCell]]) -> [[BoardCell]] {
    (0..<max(left.count, right.count)).map { line in
        (left.indices.contains(line) ? left[line] : []) + (right.indices.contains(line) ? right[line] : [])
    }
}

private func rows(_ group: FigureGroup, at column: Int, width: Int) -> [[BoardCell]] {
    let title = BoardCell(spans: [Span(group.title, Style(.title))], at: column, width: width)
    // Where it is narrow, notes that are read have what labels need not.
    let (label, value) = width >= 40 ? (18, 7) : (group.noteWidth == nil ? 12 : 16, 6)
    return [[title]]
        + group.figures.map { figure in
            let note = column + label + value + 3
            let labelWidth = figure.value.isEmpty ? width - 1 : label
            return [
                BoardCell(spans: [Span(figure.label, Style(.muted))], at: column + 1, width: labelWidth),
                BoardCell(
                    spans: [Span(figure.value, Style(figure.role, bold: true))],
                    at: column + label + 1,
                    width: value,
                    alignment: .trailing
                ),
                BoardCell(
                    spans: [Span(figure.note, Style(.text))],
                    at: note,
                    width: group.noteWidth ?? column + width - note,
                    alignment: group.noteWidth == nil ? .leading : .trailing
                ),
            ]
        }
}

private func backlogRow(_ stats: StatsView, columns: Int) -> [BoardCell] {
    let group = stats.backlog
    var spans = [Span(group.title, Style(.title))]
    for figure in group.figures {
        spans += [Span("   \(figure.label) ", Style(.muted)), Span(figure.value, Style(figure.role, bold: true))]
    }
    return [BoardCell(spans: spans, at: 1, width: columns - 2)]
}

private func sourceRows(_ model: Model, columns: Int) -> [[BoardCell]] {
    let title = BoardCell(spans: [Span("Sources", Style(.title))], at: 1, width: columns - 2)
    let none = BoardCell(spans: [Span("none named yet", Style(.muted))], at: 2, width: columns - 3)
    guard !model.sources.isEmpty else { return [[title], [none]] }
    return [[title]] + model.sources.map { row($0, model, columns: columns) }
}

/// Name, state and latencies; the sparkline where there is room, never without its lowest and highest value.
private func row(_ source: SourceView, _ model: Model, columns: Int) -> [BoardCell] {
    let isNarrow = columns < 66
    let (nameWidth, stateWidth) = isNarrow ? (11, 5) : (columns >= 100 ? (22, 22) : (17, 5))
    var at = 2
    var cells: [BoardCell] = []
    func put(_ text: String, _ style: Style, _ width: Int) {
        cells.append(BoardCell(spans: [Span(text, style)], at: at, width: min(width, columns - at - 1)))
        at += width + 1
    }
    put(isNarrow ? source.name : "\(source.name) \(source.roleWord)", Style(.text), nameWidth)
    put(stateWidth > 5 ? source.stateWords(model.now) : source.state, Style(source.stateRole, bold: true), stateWidth)
    put(source.latencies, Style(.text), isNarrow ? columns - at - 1 : 23)
    guard !isNarrow else { return cells }
    let trail = model.board.trails[source.name]
    let steps = min(60, max(8, columns - at - 20))
    put(Sparkline.text(trail?.values(last: steps, now: model.now) ?? [], model.glyphs), Style(.info), steps)
    put(source.went(trail, steps: steps, model.now), Style(.muted), columns - at - 1)
    return cells
}
