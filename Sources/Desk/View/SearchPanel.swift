import BrokerAPI
import Screen

/// The search for an account, below the caller that it is for.
func drawSearch(_ model: Model, _ search: Search, in area: Area, on frame: inout Frame) {
    let isNarrow = area.columns < 72
    frame.write(
        isNarrow
            ? "Search: name, number, e-mail, ID"
            : "Search an account for this call: name, number, e-mail or external ID",
        in: area,
        line: 0,
        at: 1,
        Style(.muted)
    )
    let room = area.columns - 6
    let isCut = TextWidth.columns(of: search.query) >= room
    let text = isCut ? model.glyphs.ellipsis + String(search.query.suffix(max(1, room / 2))) : search.query
    let typing = search.focus == .query
    let sign = typing ? model.glyphs.marker : " "
    frame.write(sign, in: area, line: 1, at: 1, Style(.accent))
    frame.write(text, in: area, line: 1, at: 3, width: room, Style(.strong, underline: typing))
    if typing { frame.focus(in: area, line: 1, at: 3 + TextWidth.columns(of: text)) }
    let results = area.below(2)
    let rows = search.offers.isEmpty ? results.rows : 1
    for (line, text) in paragraph(words(model, search), area.columns - 2, rows: rows).enumerated() {
        frame.write(text, in: results, line: line, at: 1, width: area.columns - 2, Style(role(search)))
    }
    if !typing, search.offers.isEmpty { frame.focus(in: results, line: 0, at: 1) }
    drawOffers(model, search, in: results.below(1), on: &frame)
}

private func words(_ model: Model, _ search: Search) -> String {
    switch search.progress {
    case .notAsked: ""
    case .asked: "Searching…"
    case .answered(_, let accounts):
        model.nobodyWords(search) ?? (accounts.count == 1 ? "1 account" : "\(accounts.count) accounts")
    case .failed(_, let reason): reason
    }
}

private func role(_ search: Search) -> Role {
    if case .failed = search.progress { .error } else { .muted }
}

private func drawOffers(_ model: Model, _ search: Search, in area: Area, on frame: inout Frame) {
    let offers = search.offers
    let selected = offers.firstIndex { $0.account.externalId == search.selected } ?? 0
    let first = max(0, min(selected - area.rows / 2, offers.count - area.rows))
    for (line, offer) in offers.dropFirst(first).prefix(area.rows).enumerated() {
        let isSelected = first + line == selected && search.focus == .results
        drawOffer(model, offer, number: first + line + 1, isSelected, in: area, line: line, on: &frame)
    }
}

private func drawOffer(
    _ model: Model,
    _ offer: Offer,
    number: Int,
    _ isSelected: Bool,
    in area: Area,
    line: Int,
    on frame: inout Frame
) {
    let surface: Surface = isSelected ? .selection : .screen
    if isSelected {
        let row = area.row + line
        frame.fill(row: row, columns: area.column..<area.column + area.columns, style: Style(.selection))
        frame.write(model.glyphs.marker, in: area, line: line, at: 1, Style(.accent).on(.selection))
        frame.focus(in: area, line: line, at: 1)
    }
    frame.write(number < 10 ? "\(number)" : " ", in: area, line: line, at: 3, Style(.accent).on(surface))
    if offer.isTyped {
        let text = "switch to \(shortID(offer.account.externalId, area.columns - 28)) as typed"
        frame.write(text, in: area, line: line, at: 6, width: area.columns - 7, Style(.text).on(surface))
        return
    }
    let isCurrent = offer.account.externalId == model.openCall?.identity.externalId
    let note = isCurrent ? "on this call" : ""
    drawAccountFields(offer.account, note: note, Style(.text).on(surface), in: area, line: line, on: &frame)
}
