import Identity
import BrokerAPI
import FoundationEssentials
import Screen

/// The bar that names both sides, what differs and the reason, before anything is sent.
func drawReview(_ model: Model, _ call: CallView, _ review: Review, _ layout: Layout, on frame: inout Frame) {
    let area = layout.review
    for row in area.row..<area.row + area.rows {
        frame.fill(row: row, columns: area.column..<area.column + area.columns)
    }
    let isSmall = layout.tier == .mini
    if !isSmall { drawBarTitle("Switch this call?", in: area, on: &frame) }
    let content = area.below(isSmall ? 0 : 1)
    let warning = review.notice != nil
    label("from", in: content, line: 0, on: &frame)
    let from = side(fromName(call, review), review.from, idFirst: isSmall)
    frame.write(from, in: content, line: 0, at: 9, width: content.columns - 10)
    label("to", in: content, line: 1, on: &frame)
    let to = side(review.to.name, review.to.externalId, idFirst: isSmall)
    frame.write(to, in: content, line: 1, at: 9, width: content.columns - 10)
    label("differs", in: content, line: 2, on: &frame)
    let words = differences(call, review, isWide: content.columns >= 70).joined(separator: " · ")
    frame.write(words, in: content, line: 2, at: 9, width: content.columns - 10)
    drawReason(model, review, in: content, line: 3, on: &frame)
    let note = review.notice ?? consequence(call, review)
    let style = Style(warning ? .warning : .muted, bold: warning)
    frame.write(
        fitting(warning ? "! \(note)" : note, content.columns - 2),
        in: content,
        line: 4,
        at: 1,
        width: content.columns - 2,
        style
    )
}

private func label(_ text: String, in area: Area, line: Int, on frame: inout Frame) {
    frame.write(text, in: area, line: line, at: 1, width: 8, Style(.muted))
}

/// A line across that joins the one at the left, with what the bar is for.
func drawBarTitle(_ title: String, in area: Area, on frame: inout Frame) {
    frame.rule(in: area, line: 0)
    frame.write(" \(title) ", in: area, line: 0, at: 2, Style(.title))
    guard area.column > 0 else { return }
    frame.put(frame.glyphs.teeRight, row: area.row, column: area.column - 1, width: 1, style: Style(.line))
}

private func side(_ name: String, _ externalID: String, idFirst: Bool) -> [Span] {
    let id = Span(shortID(externalID, 40), Style(.text))
    if name.isEmpty { return [id, Span("  as typed", Style(.muted))] }
    let parts = [Span(name, Style(.strong)), Span("  "), id]
    return idFirst ? parts.reversed() : parts
}

private func fromName(_ call: CallView, _ review: Review) -> String {
    guard call.identity.externalId == review.from else { return "another account" }
    return call.identity.name ?? call.who
}

/// What is another on the other side, for the bar and for line mode.
func differences(_ call: CallView, _ review: Review, isWide: Bool) -> [String] {
    if review.changesNothing { return ["nothing: the call is on this account already"] }
    var parts = [standing(call, review, isWide: isWide)]
    if call.crm.loyaltyTier != review.to.tier, !review.to.name.isEmpty {
        parts.append("\(call.crm.loyaltyTier ?? "no tier") → \(review.to.tier ?? "no tier")")
    }
    if call.crm.caseId != review.to.caseId, !review.to.name.isEmpty {
        parts.append("\(call.crm.caseId ?? "no case") → \(review.to.caseId ?? "no case")")
    }
    return parts
}

private func standing(_ call: CallView, _ review: Review, isWide: Bool) -> String {
    switch review.standing {
    case .asked: return "ERP …"
    case .failed(let words): return words
    case .known(let erp):
        let status = erp?.accountStatus ?? (erp?.state == .failed ? erp?.error ?? "no answer" : "no account")
        guard isWide, let now = call.erp.accountStatus, now != status else { return "ERP \(status)" }
        return "ERP \(now) → \(status)"
    }
}

private func drawReason(_ model: Model, _ review: Review, in area: Area, line: Int, on frame: inout Frame) {
    label("reason", in: area, line: line, on: &frame)
    if review.isTyping {
        let text = review.reason?.text ?? ""
        let room = area.columns - 11
        let tail = TextWidth.columns(of: text) < room ? text : String(text.suffix(max(1, room / 2)))
        frame.write(tail, in: area, line: line, at: 9, width: room, Style(.text, underline: true))
        return frame.focus(in: area, line: line, at: 9 + TextWidth.columns(of: tail))
    }
    let isNarrow = area.columns < 72
    var at = 9
    for choice in choices(review, isNarrow) {
        let sign = choice.isChosen ? model.glyphs.marker : " "
        let style = choice.isChosen ? Style(.selection, bold: true) : Style(.text)
        frame.write(sign + choice.text, in: area, line: line, at: at, width: area.columns - at - 1, style)
        if choice.isChosen { frame.focus(in: area, line: line, at: at) }
        at += TextWidth.columns(of: choice.text) + (isNarrow ? 1 : 2)
    }
    if review.reason == nil { frame.focus(in: area, line: line, at: 10) }
}

private func choices(_ review: Review, _ isNarrow: Bool) -> [(text: String, isChosen: Bool)] {
    var other = isNarrow ? "4 other" : "4 other…"
    if case .other(let text) = review.reason, !text.isEmpty { other = "4 \(text)" }
    let isOther = if case .other = review.reason { true } else { false }
    return [
        (isNarrow ? "1 asked" : "1 caller asked", review.reason == .callerAsked),
        ("2 verified", review.reason == .verified),
        (isNarrow ? "3 wrong" : "3 wrong match", review.reason == .wrongMatch),
        (other, isOther),
    ]
}

private func consequence(_ call: CallView, _ review: Review) -> String {
    guard let remember = review.remember else {
        return "The CRM is asked first. This call's analytics move to the new account."
    }
    let people = "\(call.candidates.count) accounts share this number."
    return "m remember: \(remember ? "YES, the number's next calls go there too" : "no, this call only"). \(people)"
}
