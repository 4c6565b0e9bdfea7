import Identity
import BrokerAPI
import Screen

/// All below the caller.
func drawBody(_ model: Model, _ call: CallView, _ layout: Layout, on frame: inout Frame) {
    switch layout.tier {
    case .full, .strip: drawColumns(model, call, layout, on: &frame)
    case .compact: drawTabs(model, call, layout, on: &frame)
    case .mini, .tooSmall: drawSmallBody(model, call, in: layout.body, on: &frame)
    }
}

private func drawColumns(_ model: Model, _ call: CallView, _ layout: Layout, on frame: inout Frame) {
    let areas = BodyAreas(layout.body, model.roomyPanel)
    drawContext(model, call, in: areas.context, on: &frame)
    drawConversation(call, in: areas.conversation, on: &frame)
    drawTimeline(model, call, in: areas.timeline, on: &frame)
    guard case .review(let review) = model.mode else {
        return drawAccounts(model, call, in: areas.accounts, on: &frame)
    }
    let seen = areas.accounts.top(layout.review.row - areas.accounts.row)
    drawAccounts(model, call, picked: review.to.externalId, in: seen, on: &frame)
}

/// Where everything below the caller stands, where there is room for all of it.
struct BodyAreas {
    var context: Area
    var conversation: Area
    var accounts: Area
    var timeline: Area

    init(_ area: Area, _ panel: Panel) {
        context = area.top(5)
        conversation = area.below(5).top(area.rows >= 13 ? 1 : 0)
        let lower = area.below(5 + conversation.rows)
        let rows = accountRows(lower.rows, panel)
        (accounts, timeline) = (lower.top(rows), lower.below(rows))
    }
}

/// What belongs to this conversation: one line, in the place that is kept for it.
private func drawConversation(_ call: CallView, in area: Area, on frame: inout Frame) {
    guard let words = call.conversation else { return }
    frame.write("Call", in: area, line: 0, at: 1, width: 9, Style(.muted))
    frame.write(words, in: area, line: 0, at: 11, width: area.columns - 12, Style(.accent))
}

/// Half each, unless the agent went into one of them by key: what is pointed at stays under the pointer.
private func accountRows(_ rows: Int, _ panel: Panel) -> Int {
    switch panel {
    case .calls, .context: min(max(rows / 2, 3), 11)
    case .accounts: min(rows - 2, 11)
    case .timeline: max(2, min(rows - 14, 11))
    }
}

private func drawTabs(_ model: Model, _ call: CallView, _ layout: Layout, on frame: inout Frame) {
    let area = layout.body
    let spans = tabs(model, call).map { panel, text in
        Span(text, panel == model.focusedPanel ? Style(.selection, bold: true) : Style(.muted))
    }
    frame.write(spans, in: area, line: 0, at: 1, width: area.columns - 2)
    let content = area.below(1)
    switch model.focusedPanel {
    case .calls:
        let slots = CallSlots(model)
        let hidden = slots.hidden.before + slots.hidden.after + slots.hidden.ended
        let words = hidden > 0 ? "\(hidden) more" : ""
        frame.write(words, in: area, line: 0, width: area.columns - 1, right: 8, Style(.muted))
        drawSlots(model, slots, on: &frame)
    case .context:
        drawContext(model, call, in: content, on: &frame)
        let used = content.columns < 66 && content.rows >= 10 ? 10 : 5
        drawConversation(call, in: content.below(used).top(1), on: &frame)
        frame.focus(in: area, line: 0, at: 1)
    case .accounts: drawAccounts(model, call, in: content, on: &frame)
    case .timeline: drawTimeline(model, call, in: content, on: &frame)
    }
}

/// The tabs of a narrow window, and how each is written.
func tabs(_ model: Model, _ call: CallView) -> [(panel: Panel, text: String)] {
    model.panels.map { panel in
        let sign = panel == model.focusedPanel ? model.glyphs.marker : " "
        return (panel, "\(sign)\(panel.title(call, model)) ")
    }
}

extension Panel {
    fileprivate func title(_ call: CallView, _ model: Model) -> String {
        switch self {
        case .calls: "Calls \(listCount(model))"
        case .context: "CRM and ERP"
        case .accounts: "Accounts \(call.candidates.count)"
        case .timeline: "Timeline"
        }
    }
}

/// Lines that a small window has for the open call; what is left is the calls'.
let smallBodyRows = 7

/// What fits below the caller of a small window, most important first.
private func drawSmallBody(_ model: Model, _ call: CallView, in area: Area, on frame: inout Frame) {
    let alert = alertLine(model, call)
    let sync = call.sync.words(model.glyphs, model.now)
    let lines: [(String, Role)] = [
        (call.provenanceLine(model.now, columns: area.columns - 2), call.identity.confidence?.role ?? .muted),
        (fitting(alert.text, area.columns - 2), alert.role),
        ("CRM  " + crmSummary(call, model), .text),
        ("ERP  " + erpSummary(call, model), call.erp.isAlarming ? .error : .text),
        ("\(sync.text)", sync.role),
        (call.conversation ?? "", .accent),
        ([call.whence, call.number].compactMap(\.self).joined(separator: " · "), .muted),
    ]
    for (line, item) in lines.enumerated() {
        frame.write(item.0, in: area, line: line, at: 1, width: area.columns - 2, Style(item.1))
    }
    let slots = CallSlots(model)
    for slot in slots.slots {
        frame.fill(row: slot.area.row, columns: slot.area.column..<slot.area.column + slot.area.columns)
    }
    drawSlots(model, slots, on: &frame)
}

private func crmSummary(_ call: CallView, _ model: Model) -> String {
    let line = call.crmLine(model.now, model.sources)
    guard call.crm.state == .ready else { return "\(line.text)  \(line.age)" }
    return [call.crm.caseId ?? "no case", call.crm.caseSubject].compactMap(\.self).joined(separator: " ")
}

private func erpSummary(_ call: CallView, _ model: Model) -> String {
    let line = call.erpLine(model.now, model.sources)
    guard call.erp.state == .ready else { return "\(line.text)  \(line.age)" }
    return [call.erp.statusWords, call.erp.balanceDue.map { "\($0.text) due" }].compactMap(\.self).joined(
        separator: ", "
    )
}
