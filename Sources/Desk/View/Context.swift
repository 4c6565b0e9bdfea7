import BrokerAPI
import Identity
import Screen

/// A field of CRM or ERP: its label and place are there before its value is.
private struct Entry {
    var field: Field
    var label: String
    var value: String?
    /// Columns that are kept for the value until it comes.
    var expected: Int
    var role = Role.text
    /// Known from an earlier call, and how old that is: the source has not confirmed it.
    var earlier: String?
}

/// CRM and ERP side by side; one above the other where it is narrow and there are rows for it.
func drawContext(_ model: Model, _ call: CallView, in area: Area, on frame: inout Frame) {
    let stacked = area.columns < 66 && area.rows >= 10
    if stacked {
        drawCRM(model, call, in: area.top(5), on: &frame)
        drawERP(model, call, in: area.below(5).top(5), on: &frame)
        return
    }
    let half = area.columns / 2
    let rows = area.top(5)
    drawCRM(model, call, in: rows.columns(from: 0, count: half - 1), on: &frame)
    drawERP(model, call, in: rows.columns(from: half), on: &frame)
    for line in 0..<rows.rows { frame.write(model.glyphs.vertical, in: rows, line: line, at: half - 1, Style(.line)) }
}

private func drawCRM(_ model: Model, _ call: CallView, in area: Area, on frame: inout Frame) {
    let supportCase = call.crm.caseId.map { [$0, call.crm.caseStatus].compactMap(\.self).joined(separator: " ") }
    let age = call.unconfirmedAge(model.now)
    let entries = [
        Entry(field: .supportCase, label: "Case", value: supportCase, expected: 10, earlier: age),
        Entry(
            field: .subject,
            label: "Subject",
            value: call.crm.caseSubject,
            expected: 20,
            earlier: age.map { _ in "" }
        ),
        Entry(
            field: .tier,
            label: "Tier",
            value: call.crm.loyaltyTier,
            expected: 6,
            role: tierRole(call.crm.loyaltyTier),
            earlier: age
        ),
    ]
    drawSource("CRM", call.crmLine(model.now, model.sources), model, in: area, on: &frame)
    draw(entries, isToCome: call.isCRMToCome, model, in: area, on: &frame)
    // None that we know of may still be many that the CRM knows of.
    let isKnown = call.previousInteractionCount > 0 || !call.isCRMToCome
    let before = isKnown ? earlierCalls(call, columns: area.columns - 12) : nil
    let earlier = Entry(field: .earlier, label: "Earlier", value: before, expected: 8)
    draw([earlier], from: 4, isToCome: call.isCRMToCome, model, in: area, on: &frame)
}

/// How many, and whose: the broker counts the number's own, and once the CRM has named somebody, theirs where they are more.
private func earlierCalls(_ call: CallView, columns: Int) -> String {
    let count = call.previousInteractionCount
    if count == 0 || (call.number == nil && call.crm.state != .ready) { return Call.inWords(callsBefore: count) }
    let calls = count == 1 ? "1 call" : "\(count) calls"
    let forms = call.crm.state == .ready ? ["\(calls), number or account"] : ["\(calls) from this number"]
    return forms.first { TextWidth.columns(of: $0) <= columns } ?? Call.inWords(callsBefore: count)
}

private func drawERP(_ model: Model, _ call: CallView, in area: Area, on frame: inout Frame) {
    let erp = call.erp
    // What an ERP that answered leaves out is no blank: it would read as nothing wrong.
    let untold = erp.state == .ready ? "not told" : nil
    // Colour must not tell what the mask hides.
    let isMasked = model.isPrivate && erp.state == .ready
    let alarm: Role = erp.isAlarming ? .error : erp.accountStatus == nil || isMasked ? .muted : .ok
    let credit = isMasked ? Veil.text : erp.creditHold.map { $0 ? "HOLD, no deliveries" : "ok" } ?? untold
    let entries = [
        Entry(field: .account, label: "Account", value: erp.accountStatus ?? untold, expected: 9, role: alarm),
        Entry(field: .balance, label: "Balance", value: erp.balanceDue?.text, expected: 9),
        Entry(field: .overdue, label: "Overdue", value: erp.overdue?.text, expected: 9),
        Entry(
            field: .credit,
            label: "Credit",
            value: credit,
            expected: 4,
            role: erp.creditHold.map { $0 ? .error : .text } ?? .muted
        ),
    ]
    drawSource("ERP", call.erpLine(model.now, model.sources), model, in: area, on: &frame)
    draw(entries, isToCome: call.isERPToCome || call.isCRMToCome, model, in: area, on: &frame)
}

private func drawSource(_ name: String, _ line: SourceLine, _ model: Model, in area: Area, on frame: inout Frame) {
    let sign = line.role == .error ? model.glyphs.cross + " " : ""
    let ageWidth = TextWidth.columns(of: line.age)
    frame.write(name, in: area, line: 0, at: 1, width: 4, Style(.title))
    frame.write(sign + line.text, in: area, line: 0, at: 6, width: area.columns - ageWidth - 8, Style(line.role))
    frame.write(line.age, in: area, line: 0, width: area.columns - 1, right: ageWidth, Style(line.role))
}

private func draw(
    _ entries: [Entry],
    from first: Int = 1,
    isToCome: Bool,
    _ model: Model,
    in area: Area,
    on frame: inout Frame
) {
    for (offset, entry) in entries.enumerated() {
        let line = first + offset
        frame.write(entry.label, in: area, line: line, at: 1, width: 9, Style(.muted))
        let value = shown(entry, isToCome, model.glyphs)
        let role = entry.value == nil ? .subtle : entry.earlier == nil ? entry.role : .muted
        let style = Style(role, bold: entry.value != nil && model.marks[entry.field] != nil)
        let age = entry.value == nil ? "" : shownAge(entry.earlier ?? "", beside: value, area.columns - 12)
        let width = area.columns - 12 - (age.isEmpty ? 0 : TextWidth.columns(of: age) + 1)
        frame.write(value, in: area, line: line, at: 11, width: width, style)
        frame.write(age, in: area, line: line, width: area.columns - 1, right: TextWidth.columns(of: age), style)
        drawMark(model, entry.field, in: area, line: line, on: &frame)
    }
}

/// As much of an age as leaves the value whole: that a case is open matters more than since when.
private func shownAge(_ age: String, beside value: String, _ columns: Int) -> String {
    let forms = [age, age.replacing(" ago", with: ""), ""]
    return forms.first { TextWidth.columns(of: value) + 2 + TextWidth.columns(of: $0) <= columns } ?? ""
}

/// The value, what stands for it until it comes, or the sign for nothing there.
private func shown(_ entry: Entry, _ isToCome: Bool, _ glyphs: Glyphs) -> String {
    if let value = entry.value { return value }
    return isToCome ? String(repeating: glyphs.awaited, count: entry.expected) : "–"
}

extension CallView {
    fileprivate var isCRMToCome: Bool {
        crm.state == .pending || (crm.state == .failed && isAskedAgain(at: crm.nextRetryAt))
    }
    fileprivate var isERPToCome: Bool {
        erp.state == .pending || (erp.state == .failed && isAskedAgain(at: erp.nextRetryAt))
    }
}
