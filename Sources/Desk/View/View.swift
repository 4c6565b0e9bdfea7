import BrokerAPI
import FoundationEssentials
package import Screen

/// Draws the model; the same model is always the same frame.
package func view(_ model: Model) -> Frame { draw(model.isPrivate ? model.veiled : model) }

private func draw(_ model: Model) -> Frame {
    var frame = Frame(size: model.size, glyphs: model.glyphs)
    let layout = Layout(model)
    guard layout.tier != .tooSmall else {
        drawTooSmall(model, on: &frame)
        return frame
    }
    drawHeader(model, in: layout.header, on: &frame)
    drawRules(layout, on: &frame)
    drawCalls(model, layout, on: &frame)
    drawMain(model, layout, on: &frame)
    drawToast(model, in: layout.rule, on: &frame)
    drawFooter(model, in: layout.footer, on: &frame)
    drawExhibit(model, layout, on: &frame)
    drawStory(model, in: layout.story, on: &frame)
    return frame
}

private func drawRules(_ layout: Layout, on frame: inout Frame) {
    let wide = Area(row: 1, column: 0, rows: 1, columns: layout.header.columns)
    frame.rule(in: layout.rule, line: 0)
    switch layout.tier {
    case .full:
        frame.rule(in: wide, line: 0)
        let rows = 1..<layout.rule.row + 1
        frame.verticalLine(column: layout.main.column - 1, rows: rows)
    case .strip:
        frame.rule(in: wide, line: 0)
        frame.rule(in: Area(row: 3, column: 0, rows: 1, columns: wide.columns), line: 0)
    case .compact: frame.rule(in: wide, line: 0)
    case .mini, .tooSmall: return
    }
}

private func drawMain(_ model: Model, _ layout: Layout, on frame: inout Frame) {
    if case .help(let scroll) = model.mode { return drawHelp(model, scroll, in: layout.main, on: &frame) }
    if case .board(let scroll) = model.mode { return drawBoard(model, scroll, in: layout.main, on: &frame) }
    guard let call = model.openCall else {
        if drawPanel(model, in: layout.main, on: &frame) { return }
        return drawNothingOpen(model, in: layout.main, on: &frame)
    }
    drawCaller(model, call, layout, on: &frame)
    if drawPanel(model, in: layout.body, on: &frame) { return }
    switch model.mode {
    case .search(let search): drawSearch(model, search, in: layout.body, on: &frame)
    case .why(let scroll): drawWhy(model, call, scroll, in: layout.body, on: &frame)
    case .record(let scroll): drawRecord(model, call, scroll, in: layout.body, on: &frame)
    case .note(let draft):
        drawBody(model, call, layout, on: &frame)
        drawNote(model, draft, layout, on: &frame)
    case .reveal(let bar):
        drawBody(model, call, layout, on: &frame)
        drawReveal(model, call, bar, layout, on: &frame)
    case .calls, .filter, .palette, .overrides, .themes, .quitting, .help, .board:
        drawBody(model, call, layout, on: &frame)
    case .review(let review):
        drawBody(model, call, layout, on: &frame)
        drawReview(model, call, review, layout, on: &frame)
    }
}

/// What is about no call in particular; false where nothing of that kind is open.
private func drawPanel(_ model: Model, in area: Area, on frame: inout Frame) -> Bool {
    switch model.mode {
    case .palette(let palette): drawPalette(model, palette, in: area, on: &frame)
    case .overrides(let memories): drawMemories(model, memories, in: area, on: &frame)
    case .themes(let picker): drawThemes(model, picker, in: area, on: &frame)
    case .calls, .review, .search, .why, .help, .board, .filter, .note, .reveal, .record, .quitting: return false
    }
    return true
}

/// The screen of a window that is too small: what it needs, what it has, and the caller.
private func drawTooSmall(_ model: Model, on frame: inout Frame) {
    let all = Area(row: 0, column: 0, rows: model.size.rows, columns: model.size.columns)
    let needs = "needs \(Model.least.columns)×\(Model.least.rows), has \(model.size.columns)×\(model.size.rows)"
    let text = model.glyphs == .ascii ? needs.replacing("×", with: "x") : needs
    if let call = model.openCall {
        let clock = Ages.clock(call.elapsed(model.now))
        frame.write("\(call.state.sign(model.glyphs)) \(clock) \(call.who)", in: all, line: 0, Style(.strong))
        frame.write(shortID(call.identity.externalId, all.columns), in: all, line: 1, Style(.muted))
    }
    frame.write(text, in: all, line: model.openCall == nil ? 0 : 2, Style(.warning))
    frame.focus(in: all, line: 0, at: 0)
}

/// An identifier that fits: beginning and end tell it from others, and the cut is never silent.
func shortID(_ externalID: String, _ width: Int) -> String {
    guard externalID.hasPrefix("PHONE:"), externalID.count > 20, width >= 15 else {
        return TextWidth.cutMiddle(externalID, to: width)
    }
    return "\(externalID.prefix(10))…\(externalID.suffix(4))"
}
