import Identity
import BrokerAPI
import FoundationEssentials
import Screen

/// Who, how sure, what about, and what is wrong: four lines that always stand in the same places.
func drawCaller(_ model: Model, _ call: CallView, _ layout: Layout, on frame: inout Frame) {
    if layout.tier == .mini { return drawSmallCaller(model, call, layout.caller, on: &frame) }
    let area = layout.caller
    let right = area.columns < 72 ? 22 : 24
    drawName(model, call, in: area, on: &frame)
    frame.write(
        identifiers(call, area.columns - right - 3),
        in: area,
        line: 1,
        at: 1,
        width: area.columns - right - 2,
        Style(.text)
    )
    frame.write(call.whence, in: area, line: 1, width: area.columns - 1, right: right, Style(.muted))
    let sure = call.identity.confidence?.role ?? .muted
    let how = call.provenanceLine(model.now, columns: area.columns - right - 2)
    frame.write(how, in: area, line: 2, at: 1, width: area.columns - right - 2, Style(sure == .ok ? .text : sure))
    let sync = call.sync.words(model.glyphs, model.now)
    frame.write(sync.text, in: area, line: 2, width: area.columns - 1, right: right, Style(sync.role))
    let alert = alertLine(model, call)
    let words = fitting(alert.text, area.columns - 2)
    frame.write(words, in: area, line: 3, at: 1, width: area.columns - 2, Style(alert.role))
    for (line, field) in [Field.name, .identifiers, .provenance].enumerated() {
        drawMark(model, field, in: area, line: line, on: &frame)
    }
    drawMark(model, .sync, in: area, line: 2, at: area.columns - 1, on: &frame)
}

private func drawName(_ model: Model, _ call: CallView, in area: Area, on frame: inout Frame) {
    let state = call.stateWords(model.glyphs, model.now)
    let tier = call.crm.loyaltyTier ?? ""
    let name = Style(call.identity.name == nil ? .muted : .strong, bold: true)
    frame.write(call.who, in: area, line: 0, at: 1, width: area.columns - 33, name)
    let tierRight = area.columns - 20
    let isConfirmed = call.unconfirmedAge(model.now) == nil
    let tierStyle = isConfirmed ? Style(tierRole(tier), bold: true) : Style(.muted)
    frame.write(tier, in: area, line: 0, width: tierRight, right: 10, tierStyle)
    let words = model.openIsGone ? "\(model.glyphs.ended) off the list" : state
    frame.write(words, in: area, line: 0, width: area.columns - 1, right: 18, Style(call.state.role))
}

private func drawSmallCaller(_ model: Model, _ call: CallView, _ area: Area, on frame: inout Frame) {
    let state = call.stateWords(model.glyphs, model.now)
    let stateWidth = max(17, TextWidth.columns(of: state))
    frame.write(call.who, in: area, line: 0, at: 1, width: area.columns - stateWidth - 3, Style(.strong))
    frame.write(state, in: area, line: 0, width: area.columns - 1, right: stateWidth, Style(call.state.role))
    let tier = call.crm.loyaltyTier ?? ""
    let room = area.columns - 13
    let accounts = call.accountCount.map { " · \($0)" } ?? ""
    let id = shortID(call.identity.externalId, room - TextWidth.columns(of: accounts))
    frame.write([Span(id, .text), Span(accounts, Style(.accent))], in: area, line: 1, at: 1, width: room)
    let role = call.unconfirmedAge(model.now) == nil ? tierRole(tier) : .muted
    frame.write(tier, in: area, line: 1, width: area.columns - 1, right: 10, Style(role))
    drawMark(model, .name, in: area, line: 0, on: &frame)
    drawMark(model, .identifiers, in: area, line: 1, on: &frame)
    if model.mode == .calls { frame.focus(in: area, line: 0, at: 1) }
}

extension CallView {
    /// That there are others to switch to, where no list of them shows it.
    fileprivate var accountCount: String? { candidates.count > 1 ? "\(candidates.count) accounts" : nil }
}

/// External ID first, and as much of the rest as is not cut.
private func identifiers(_ call: CallView, _ width: Int) -> String {
    var text = shortID(call.identity.externalId, width)
    for part in [call.number ?? "no number", call.identity.email].compactMap(\.self) {
        let longer = text + " · " + part
        guard TextWidth.columns(of: longer) <= width else { return text }
        text = longer
    }
    return text
}

/// The one line about what is going on with the account: a switch first, then what is wrong.
func alertLine(_ model: Model, _ call: CallView) -> (text: String, role: Role) {
    let glyphs = model.glyphs
    if let line = revealLine(model, call) { return line }
    if let pending = model.pending[call.callId] {
        let seconds = Ages.rough(model.now.timeIntervalSince(pending.since))
        return ("\(glyphs.reconnecting) \(pending.words)  \(seconds)", .pending)
    }
    if let verdict = model.verdicts[call.callId] { return ("\(glyphs.cross) \(verdict.text)", .error) }
    if case .stale(_, let reason) = model.link {
        return ("\(glyphs.reconnecting) Last known screen: \(reason). No switch until the broker is back.", .warning)
    }
    if let next = elsewhere(model, call) { return next }
    if model.openIsGone { return ("\(glyphs.ended) This call has left the list; Esc puts it away.", .muted) }
    if isJustSwitched(call, model.now), call.undo != nil { return (switchedLine(model, call), .ok) }
    if call.erp.isAlarming { return ("! \(alarm(call.erp))", .error) }
    if let undo = call.undo, undo.until.map({ $0 > model.now }) ?? true {
        return (switchedLine(model, call), .ok)
    }
    if call.identity.confidence == .ambiguous {
        return ("? Ambiguous: ask the caller who they are. \(call.candidates.count) accounts below.", .warning)
    }
    return ("", .text)
}

/// On a call that is over: somebody else is on the line, and the screen does not show them.
private func elsewhere(_ model: Model, _ call: CallView) -> (text: String, role: Role)? {
    guard call.endedAt != nil || model.openIsGone, let next = model.callAfterThis else { return nil }
    let sign = next.state.sign(model.glyphs)
    return ("\(sign) Esc goes to \(next.shortWho) (\(next.state.word)). This call is over.", .warning)
}

/// For as long as it takes to read it, that a switch was made comes before what is wrong with the account.
private func isJustSwitched(_ call: CallView, _ now: Date) -> Bool {
    call.identity.resolvedBy == .switch && now.timeIntervalSince(call.identity.asOf) < 8
}

/// Who put the call where it is, where that was somebody else; and how it is taken back, where that may be.
private func switchedLine(_ model: Model, _ call: CallView) -> String {
    let done =
        model.foreignSwitcher(call).map { "\($0), not you, switched this call to \(call.standing)" }
        ?? "Switched to \(call.standing)"
    let mayUndo = model.me?.may.contains(.undo) ?? false
    return "\(model.glyphs.tick) \(done)\(mayUndo ? "; \(model.keys.label(of: .undo)) takes it back" : "")."
}

/// A value in clear, and how long it still is: it was asked for, so it comes before all else.
private func revealLine(_ model: Model, _ call: CallView) -> (text: String, role: Role)? {
    if let asked = model.revealing, asked.callID == call.callId {
        return ("\(model.glyphs.reconnecting) Asking for the \(asked.field.word)", .pending)
    }
    guard let revealed = model.revealed, revealed.callID == call.callId else { return nil }
    let left = Int(max(0, revealed.until.timeIntervalSince(model.now)).rounded(.up))
    return ("\(revealed.field.word): \(revealed.value.text)   \(left) s more. Esc hides it.", .strong)
}

/// What does not fit loses its last sentence, rather than the end of a word.
func fitting(_ text: String, _ columns: Int) -> String {
    guard TextWidth.columns(of: text) > columns else { return text }
    let sentences = text.split(separator: ". ")
    return sentences.count > 1 ? sentences.dropLast().joined(separator: ". ") : text
}

private func alarm(_ erp: ERPView) -> String {
    let status = erp.accountStatus ?? "Account"
    let overdue =
        erp.overdue.map { $0.amount.contains { ("1"..."9").contains($0) } ? ", \($0.text) overdue" : "" } ?? ""
    return erp.creditHold == true
        ? "\(status): no deliveries until it is paid\(overdue)" : "Account is \(status)\(overdue)"
}

extension Pending {
    fileprivate var words: String {
        switch kind {
        case .switch(let review):
            "Switching to \(review.to.named) (\(shortID(review.to.externalId, 20))): the CRM is asked"
        case .undo: "Undoing the switch"
        }
    }
}

/// A sign in the gutter, where something changed in the last two seconds.
func drawMark(_ model: Model, _ field: Field, in area: Area, line: Int, at: Int = 0, on frame: inout Frame) {
    guard model.marks[field] != nil else { return }
    frame.write(model.glyphs.bullet, in: area, line: line, at: at, width: 1, Style(.accent, bold: true))
}

extension Frame {
    /// Writes a field of `right` columns that ends where `width` does.
    mutating func write(_ text: String, in area: Area, line: Int, width: Int, right: Int, _ style: Style) {
        write(text, in: area, line: line, at: max(0, width - right), width: min(right, width), style, .trailing)
    }
}
