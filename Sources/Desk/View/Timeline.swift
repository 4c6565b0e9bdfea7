import BrokerAPI
import Screen

/// What happened, oldest first; the latest is always in sight unless the agent scrolled back.
func drawTimeline(_ model: Model, _ call: CallView, in area: Area, on frame: inout Frame) {
    let hasFocus = model.mode == .calls && model.focusedPanel == .timeline
    let rows = max(0, area.rows - 1)
    let back = hasFocus ? min(model.timelineScroll, max(0, call.timeline.count - rows)) : 0
    let end = call.timeline.count - back
    let window = max(0, end - rows)..<max(0, end)
    frame.write("Timeline", in: area, line: 0, at: 1, Style(.muted))
    let earlier = window.lowerBound > 0 ? "\(window.lowerBound) earlier\(hasFocus ? ": k, PgUp" : "")" : ""
    frame.write(earlier, in: area, line: 0, width: area.columns - 1, right: 20, Style(.muted))
    if hasFocus { frame.focus(in: area, line: 0, at: 1) }
    for (line, entry) in call.timeline[window].enumerated() {
        let moment = Ages.moment(entry.at, model.secondsFromGMT)
        frame.write(moment, in: area, line: line + 1, at: 1, width: 12, Style(.muted))
        frame.write(entry.text, in: area, line: line + 1, at: 15, width: area.columns - 26)
        let took = entry.tookMs.map(Ages.took) ?? ""
        frame.write(took, in: area, line: line + 1, width: area.columns - 1, right: 8, Style(.muted))
    }
}
