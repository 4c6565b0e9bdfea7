import FoundationEssentials
import Screen

/// What the walkthrough shows beside the desk: a title with its clock, and as many lines as fit; the last says how many do not.
func drawExhibit(_ model: Model, _ layout: Layout, on frame: inout Frame) {
    let area = layout.exhibit
    guard let exhibit = model.story?.exhibit, area.rows > 0 else { return }
    if area.row == 0 {
        frame.verticalLine(column: area.column - 1, rows: 0..<area.rows)
    }
    frame.fill(row: area.row, columns: area.column..<area.column + area.columns, style: Style(.bar))
    let clock = exhibit.since.map { Ages.clock(model.now.timeIntervalSince($0)) } ?? ""
    let width = TextWidth.columns(of: clock)
    frame.write(
        TextWidth.cut(exhibit.title, to: area.columns - width - 4),
        in: area,
        line: 0,
        at: 1,
        Style(.bar, bold: true)
    )
    frame.write(clock, in: area, line: 0, width: area.columns - 1, right: width, Style(.bar))
    let room = area.columns - 2
    let lines = exhibit.lines.flatMap { line in
        let fits = TextWidth.columns(of: line.text) <= room
        return (fits ? [line.text] : typedLines(line.text, room)).map { ($0, line.role) }
    }
    // Beside the desk there is room for air, below it there is none.
    let first = area.row == 0 && lines.count + 2 < area.rows ? 2 : 1
    let isCut = lines.count > area.rows - first
    for (index, line) in lines.prefix(area.rows - first - (isCut ? 1 : 0)).enumerated() {
        frame.write(line.0, in: area, line: index + first, at: 1, width: room, Style(line.1))
    }
    guard isCut else { return }
    let more = "\(lines.count - (area.rows - first) + 1) more lines: a larger window shows them"
    frame.write(more, in: area, line: area.rows - 1, at: 1, width: room, Style(.muted))
}
