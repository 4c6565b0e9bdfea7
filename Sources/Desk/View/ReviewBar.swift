import Identity
import BrokerAPI
import FoundationEssentials
import Screen

/// The bar that names both sides, what differs and the reason, before anything is sent.
func drawReview(_ model: Model, _ call: CallView, _ review: Review, _ layout: Layout, on frame: inout Frame) {
    let content = beginBar("Switch this call?", layout, on: &frame)
    let isSmall = layout.hasBareBar
    label("from", in: content, line: 0, on: &frame)
    let from = side(fromName(call, review), review.from, idFirst: isSmall)
    frame.write(from, in: content, line: 0, at: 9, width: content.columns - 10)
    label("to", in: content, line: 1, on: &frame)
    let to = side(review.to.name, review.to.externalId, idFirst: isSmall)
    frame.write(to, in: content, line: 1, at: 9, width: content.columns - 10)
    let lines = BarLines(review, isSmall: isSmall, rows: content.rows)
    label("differs", in: content, line: 2, on: &frame)
    let differing = differenceLines(call, review, columns: content.columns - 10, rows: lines.differing)
    for (line, words) in differing.enumerated() {
        frame.write(words, in: content, line: 2 + line, at: 9, width: content.columns - 10)
    }
    drawReason(model, review, in: content, line: lines.reason, on: &frame)
    drawNote(model, call, review, in: content.below(lines.note).top(lines.noteRows), on: &frame)
}

/// Which line of the bar holds what: by the room and by what must be read, never by what has arrived.
private struct BarLines {
    var differing = 1
    var reason = 3
    var note = 4
    var noteRows = 1

    init(_ review: Review, isSmall: Bool, rows: Int) {
        guard isSmall else { return }
        let mustBeRead = review.notice != nil || review.remember != nil
        reason = 4
        if rows > 5 {
            (differing, note, noteRows) = (2, 5, rows - 5)
        } else {
            (differing, note, noteRows) = mustBeRead ? (1, 3, 1) : (2, 5, 0)
        }
    }
}

/// What happened under the bar, or else what `Y` leads to.
private func drawNote(_ model: Model, _ call: CallView, _ review: Review, in area: Area, on frame: inout Frame) {
    let columns = area.columns - 2
    let style = Style(review.notice == nil ? .muted : .warning, bold: review.notice != nil)
    let text = review.notice.map {
        "! \($0)\(review.changesNothing ? " already. Esc closes." : ". Look again, then Y.")"
    }
    let note = text ?? consequence(model, call, review, columns)
    let isWhole = TextWidth.columns(of: note) <= columns
    let lines = isWhole || area.rows < 2 ? [fitting(note, columns)] : paragraph(note, columns, rows: area.rows)
    for (line, words) in lines.enumerated() {
        frame.write(words, in: area, line: line, at: 1, width: columns, style)
    }
}

private func label(_ text: String, in area: Area, line: Int, on frame: inout Frame) {
    frame.write(text, in: area, line: line, at: 1, width: 8, Style(.muted))
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

/// How much is told of what differs.
enum DifferenceForm: CaseIterable {
    /// Both sides of everything.
    case whole
    /// Of the ERP only the other account: this one's stands above.
    case otherERP
    /// Of the case, too.
    case otherCase
    /// Only the other account.
    case other
    /// The same without arrows.
    case bare
}

/// What is another on the other side, for the bar and for line mode.
func differences(_ call: CallView, _ review: Review, _ form: DifferenceForm) -> [String] {
    if review.changesNothing { return ["nothing: the call is on this account already"] }
    var parts: [String] = []
    if call.crm.loyaltyTier != review.to.tier, !review.to.name.isEmpty {
        let isShort = form == .other || form == .bare
        parts.append(form.words(call.crm.loyaltyTier ?? "no tier", review.to.tier ?? "no tier", isShort: isShort))
    }
    if call.crm.caseId != review.to.caseId, !review.to.name.isEmpty {
        let isShort = form != .whole && form != .otherERP
        parts.append(form.words(call.crm.caseId ?? "no case", review.to.caseId ?? "no case", isShort: isShort))
    }
    return parts + [standing(call, review, form)]
}

extension DifferenceForm {
    fileprivate func words(_ this: String, _ other: String, isShort: Bool) -> String {
        isShort ? "\(self == .bare ? "" : "→ ")\(other)" : "\(this) → \(other)"
    }
}

/// The fullest form that fits: words and identifiers are whole in all but the narrowest bar.
private func differenceLines(_ call: CallView, _ review: Review, columns: Int, rows: Int) -> [String] {
    for form in DifferenceForm.allCases {
        if let lines = filled(differences(call, review, form), columns, rows: rows) { return lines }
    }
    return paragraph(differences(call, review, .bare).joined(separator: " · "), columns, rows: rows)
}

/// Parts in lines, each whole on one; nil where they do not fit.
private func filled(_ parts: [String], _ columns: Int, rows: Int) -> [String]? {
    var lines: [String] = []
    for part in parts {
        if let last = lines.last, TextWidth.columns(of: "\(last) · \(part)") <= columns {
            lines[lines.count - 1] = "\(last) · \(part)"
        } else {
            lines.append(part)
        }
    }
    return lines.count <= rows && lines.allSatisfy { TextWidth.columns(of: $0) <= columns } ? lines : nil
}

private func standing(_ call: CallView, _ review: Review, _ form: DifferenceForm) -> String {
    switch review.standing {
    case .asked: return "ERP …"
    case .failed(let words): return words
    case .known(let erp):
        let status = erp?.statusWords ?? (erp?.state == .failed ? erp?.error ?? "no answer" : "no account")
        if status == Veil.text { return "ERP \(status)" }
        if call.erp.statusWords == status { return "ERP \(status), too" }
        guard form == .whole, let now = call.erp.statusWords else { return "ERP \(status)" }
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
    for choice in reasonChoices(review, columns: area.columns) {
        let sign = choice.isChosen ? model.glyphs.marker : " "
        let style = choice.isChosen ? Style(.selection, bold: true) : Style(.text)
        let width = area.columns - choice.at - 1
        frame.write(sign + choice.text, in: area, line: line, at: choice.at, width: width, style)
        if choice.isChosen { frame.focus(in: area, line: line, at: choice.at) }
    }
    if review.reason == nil { frame.focus(in: area, line: line, at: 10) }
}

/// A thing that a digit chooses in a bar, and where it begins.
struct Choice: Hashable {
    var digit: Int
    var text: String
    var isChosen = false
    var at = 0

    /// Its columns: of the sign before it, the text, and what is between it and the next.
    var columns: Range<Int> { at..<at + TextWidth.columns(of: text) + 1 }
}

/// The line of the bar that the reasons stand on.
func reasonLine(_ review: Review, _ layout: Layout) -> Area {
    let content = layout.barContent
    return content.below(BarLines(review, isSmall: layout.hasBareBar, rows: content.rows).reason).top(1)
}

func reasonChoices(_ review: Review, columns: Int) -> [Choice] {
    let isNarrow = columns < 72
    var other = columns < 44 ? "4…" : isNarrow ? "4 other" : "4 other…"
    if case .other(let text) = review.reason, !text.isEmpty { other = "4 \(text)" }
    let isOther = if case .other = review.reason { true } else { false }
    let choices = [
        Choice(digit: 1, text: isNarrow ? "1 asked" : "1 caller asked", isChosen: review.reason == .callerAsked),
        Choice(digit: 2, text: "2 verified", isChosen: review.reason == .verified),
        Choice(digit: 3, text: isNarrow ? "3 wrong" : "3 wrong match", isChosen: review.reason == .wrongMatch),
        Choice(digit: 4, text: other, isChosen: isOther),
    ]
    return inARow(choices, from: 9, gap: isNarrow ? 0 : 1)
}

/// The choices beside each other, each with its sign before it.
func inARow(_ choices: [Choice], from first: Int, gap: Int) -> [Choice] {
    var at = first
    return choices.map { choice in
        var choice = choice
        choice.at = at
        at = choice.columns.upperBound + gap
        return choice
    }
}

private func consequence(_ model: Model, _ call: CallView, _ review: Review, _ columns: Int) -> String {
    guard let remember = review.remember else {
        guard call.number != nil else {
            return "The CRM is asked first. This call's analytics move to the new account."
        }
        let mayForget = model.me?.may.contains(.revoke) ?? false
        // The number remembers the choice in any case; whoever does not want that has to know the way.
        let later = mayForget ? " Later, \(model.keys.label(of: .overrides)) can forget it." : ""
        let forms = [
            "The CRM is asked first. This call's analytics and this number's next calls go there.\(later)",
            "Analytics and this number's next calls go there.\(later)",
            "The CRM is asked first. Analytics and this number's next calls go there.",
            "Analytics and this number's next calls go there.",
        ]
        return forms.first { TextWidth.columns(of: $0) <= columns } ?? "This number's next calls go there."
    }
    let short = "m remember this number: \(remember ? "YES" : "no")"
    let whole = short + (remember ? ", its next calls go there too" : ", this call only")
    let forms = ["\(whole). \(call.candidates.count) accounts share it.", whole, short]
    return forms.first { TextWidth.columns(of: $0) <= columns } ?? short
}
