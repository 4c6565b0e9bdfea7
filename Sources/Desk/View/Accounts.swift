import Identity
import BrokerAPI
import Screen

/// The accounts that the call can be put on, by the digits that the broker gave them.
///
/// The one that a bar is about is always among the rows, and the title makes room where there are few.
func drawAccounts(
    _ model: Model,
    _ call: CallView,
    picked: String? = nil,
    in area: Area,
    on frame: inout Frame
) {
    if let picked, area.rows < 3, let index = model.accountIDs.firstIndex(of: picked) {
        let window = window(call.candidates.count, around: index, rows: area.rows)
        for (line, account) in call.candidates[window].enumerated() {
            drawAccount(model, call, account, isPicked: account.externalId == picked, in: area, line: line, on: &frame)
        }
        return
    }
    // An account that was searched and chosen need not be on the number.
    let those = call.hasChosenAccount ? "Accounts for this call" : "Accounts on this number"
    let title = call.isSwitchboard ? those + " (a switchboard)" : those
    frame.write(title, in: area, line: 0, at: 1, Style(.muted))
    drawMark(model, .accounts, in: area, line: 0, on: &frame)
    let list = area.below(1)
    guard !call.candidates.isEmpty else {
        frame.write(emptyWords(call, model.glyphs), in: list, line: 0, at: 3, width: list.columns - 4, Style(.subtle))
        if model.mode == .calls, model.focusedPanel == .accounts { frame.focus(in: area, line: 0, at: 1) }
        return
    }
    let window = shownAccounts(model, call, list.rows, picked: picked)
    frame.write(hiddenWords(model, window, call), in: area, line: 0, width: area.columns - 1, right: 30, Style(.muted))
    for (line, account) in call.candidates[window].enumerated() {
        drawAccount(model, call, account, isPicked: account.externalId == picked, in: list, line: line, on: &frame)
    }
}

/// The rows hold the selected account, or else begin with the first.
func shownAccounts(_ model: Model, _ call: CallView, _ rows: Int, picked: String? = nil) -> Range<Int> {
    let count = call.candidates.count
    if let picked { return window(count, around: model.accountIDs.firstIndex(of: picked), rows: rows) }
    let marked = model.focusedPanel == .accounts ? model.selectedAccount : nil
    guard let selected = marked.flatMap(model.accountIDs.firstIndex) else {
        return window(count, around: nil, rows: rows)
    }
    return window(count, from: model.accountsFirst, holding: selected, rows: rows)
}

extension Model {
    /// The list of accounts goes on only as far as the marked one needs: what is pointed at stays under the pointer.
    mutating func followAccount() {
        guard focusedPanel == .accounts, let call = openCall else { return accountsFirst = 0 }
        accountsFirst = shownAccounts(self, call, accountList.rows).lowerBound
    }

    /// Where the accounts are listed.
    var accountList: Area {
        let layout = Layout(self)
        switch layout.tier {
        case .full, .strip: return BodyAreas(layout.body, roomyPanel).accounts.below(1)
        case .compact: return layout.body.below(2)
        case .mini, .tooSmall: return layout.body.top(0)
        }
    }
}

/// How many accounts are out of sight, and the keys that lead to them.
private func hiddenWords(_ model: Model, _ window: Range<Int>, _ call: CallView) -> String {
    let hidden = call.candidates.count - window.count
    let way = model.focusedPanel == .accounts ? "Down" : "Tab"
    return hidden > 0 ? "\(hidden) more: \(way)\(model.isSwitchOver ? "" : ", or s search")" : ""
}

private func drawAccount(
    _ model: Model,
    _ call: CallView,
    _ account: CandidateView,
    isPicked: Bool,
    in area: Area,
    line: Int,
    on frame: inout Frame
) {
    let hasFocus = model.mode == .calls && model.focusedPanel == .accounts
    let isSelected = hasFocus && account.externalId == model.selectedAccount
    let isCurrent = account.externalId == call.identity.externalId
    if isSelected {
        let row = area.row + line
        frame.fill(row: row, columns: area.column..<area.column + area.columns, style: Style(.selection))
        frame.write(model.glyphs.marker, in: area, line: line, at: 1, Style(.accent).on(.selection))
        frame.focus(in: area, line: line, at: 1)
    }
    if isPicked { frame.write(model.glyphs.marker, in: area, line: line, at: 1, Style(.accent)) }
    let surface: Surface = isSelected ? .selection : .screen
    let digit = model.isSwitchOver ? "–" : account.digit.map(String.init) ?? "–"
    frame.write(digit, in: area, line: line, at: 3, Style(.accent).on(surface))
    let name = Style(isCurrent ? .strong : .text).on(surface)
    drawAccountFields(account, note: isCurrent ? "on this call" : "", name, in: area, line: line, on: &frame)
}

/// Name, kind, tier, external ID and a note: each in its own column, fewer where it is narrow.
func drawAccountFields(
    _ account: CandidateView,
    note: String,
    _ style: Style,
    in area: Area,
    line: Int,
    on frame: inout Frame
) {
    let isNarrow = area.columns < 70
    let (kind, tier, id, noteWidth) = isNarrow ? (0, 9, 15, 4) : (9, 9, area.columns < 90 ? 15 : 24, 12)
    var at = area.columns - noteWidth - 1
    let note = isNarrow && !note.isEmpty ? "now" : note
    frame.write(note, in: area, line: line, at: at, width: noteWidth, Style(.ok).on(style.surface))
    at -= id + 1
    frame.write(
        shortID(account.externalId, id),
        in: area,
        line: line,
        at: at,
        width: id,
        Style(.text).on(style.surface)
    )
    at -= tier + 1
    let words = account.tier ?? ""
    frame.write(words, in: area, line: line, at: at, width: tier, Style(tierRole(words)).on(style.surface))
    if kind > 0 {
        at -= kind + 1
        let words = account.kind?.rawValue ?? ""
        frame.write(words, in: area, line: line, at: at, width: kind, Style(.muted).on(style.surface))
    }
    frame.write(account.named, in: area, line: line, at: 6, width: at - 7, style)
}

extension CallView {
    /// Somebody chose an account, on this call or for its number: it is among the number's own.
    fileprivate var hasChosenAccount: Bool {
        identity.resolvedBy == .override || identity.resolvedBy == .switch
            || timeline.contains { $0.kind == "switched" }
    }
}

private func emptyWords(_ call: CallView, _ glyphs: Glyphs) -> String {
    switch call.crm.state {
    case .pending: String(repeating: glyphs.awaited, count: 6)
    case .failed: "not known until the CRM can tell; s searches"
    case .ready, .missing:
        call.number == nil ? "no number: s searches an account" : "none in the CRM: s searches an account"
    }
}
