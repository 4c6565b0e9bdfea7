import BrokerAPI
import Identity
import Screen

/// The keys that work right now, the most useful first, as many as fit.
func drawFooter(_ model: Model, in area: Area, on frame: inout Frame) {
    frame.fill(row: area.row, columns: area.column..<area.column + area.columns, style: Style(.bar))
    for hint in footerKeys(model, columns: area.columns - 2) {
        let spans = [Span(hint.label, Style(.accent).on(.bar)), Span(" " + hint.name, Style(.bar))]
        frame.write(spans, in: area, line: 0, at: hint.at)
    }
}

/// A key and what it does, in the footer.
struct Hint: Hashable {
    var binding: KeyBinding
    var label: String
    var name: String
    /// The column that it begins in.
    var at = 0

    var columns: Int { TextWidth.columns(of: label + name) + 1 }
}

/// Each key that works and fits; the help stays even where others must go.
func footerKeys(_ model: Model, columns: Int) -> [Hint] {
    let usable = usableKeys(model).filter { !$0.isLeftOut(model) }.map {
        Hint(binding: $0, label: $0.footerLabel(model), name: $0.footerName(model))
    }
    var room = columns + 2 - usable.filter(\.binding.isKept).reduce(0) { $0 + $1.columns + 2 }
    var (shown, at): ([Hint], Int) = ([], 1)
    for var hint in usable {
        if !hint.binding.isKept {
            guard hint.columns + 2 <= room else { continue }
            room -= hint.columns + 2
        }
        hint.at = at
        at += hint.columns + 2
        shown.append(hint)
    }
    return shown
}

/// The lines of the table whose keys do something where the keyboard is.
func usableKeys(_ model: Model) -> [KeyBinding] {
    guard !model.isShielded else { return [] }
    return model.keys.bindings.filter { $0.places.contains(model.place) && model.availability(of: $0.command) == .yes }
}

extension KeyBinding {
    /// Named with another key, or known from everywhere; the help has them.
    fileprivate func isLeftOut(_ model: Model) -> Bool {
        if command == .pick { return !model.tellsOfDigits }
        if command == .privacy { return model.mode != .calls && !model.isPrivate }
        return command == .previous || command == .pageDown || command == .pageUp
    }
    fileprivate var isKept: Bool {
        switch command {
        case .help, .close, .commit, .revokeNow, .keepMemory, .keepTheme, .dropTheme, .dropFilter, .dropReason,
            .dropRevealReason:
            true
        default: false
        }
    }

    /// Digits that an account has, rather than all nine.
    fileprivate func footerLabel(_ model: Model) -> String {
        switch command {
        case .pick: Self.span((model.openCall?.candidates ?? []).compactMap(\.digit))
        case .number:
            if case .search(let search) = model.mode {
                Self.span(Array(1...9).filter { $0 <= search.offers.count })
            } else {
                label
            }
        case .next where !isText: "\(label) \(model.keys.label(of: .previous))"
        case .next: "Up Down"
        case .revealField:
            if case .reveal(let bar) = model.mode { Self.span(Array(bar.fields.indices.map { $0 + 1 })) } else { label }
        default: label
        }
    }

    fileprivate func footerName(_ model: Model) -> String {
        switch command {
        case .open: model.focusedPanel == .accounts ? "review" : name
        case .leave: Self.leaving(model)
        case .callback: model.openCall?.isCallbackRequested == true ? "no callback" : name
        case .note: model.openID.flatMap { model.drafts[$0] } == nil ? name : "note (unsaved)"
        case .privacy: model.isPrivate ? "show names" : name
        case .next: model.mode == .calls ? model.focusedPanel.item : "move"
        default: name
        }
    }

    /// What `Esc` takes away first.
    private static func leaving(_ model: Model) -> String {
        if model.revealed != nil || model.revealing != nil { return "hide" }
        if model.openID.flatMap({ model.verdicts[$0] }) != nil { return "put away" }
        if !model.filter.isEmpty { return "all calls" }
        if model.callAfterThis != nil { return "next call" }
        return model.openIsGone || model.openCall?.state == .ended ? "put away" : "leave"
    }

    private static func span(_ digits: [Int]) -> String {
        guard let low = digits.min(), let high = digits.max(), low < high else {
            return digits.first.map(String.init) ?? ""
        }
        return "\(low)-\(high)"
    }
}

/// The last short message, in the line above the footer.
func drawToast(_ model: Model, in area: Area, on frame: inout Frame) {
    if model.mode == .quitting {
        let text = " ! A switch is on its way: q leaves all the same, Esc stays "
        return frame.write(text, in: area, line: 0, at: 2, width: area.columns - 4, Style(.warning, bold: true))
    }
    if case .filter(let text) = model.mode { return drawFilter(model, text, in: area, on: &frame) }
    guard let toast = model.toast else { return drawKeptFilter(model, in: area, on: &frame) }
    let text = " \(toast.level.sign(model.glyphs))\(toast.text) "
    let inset = area.columns < 60 ? 1 : 2
    let width = area.columns - 2 * inset
    let shown = whole(text, width)
    frame.write(shown, in: area, line: 0, at: inset, width: width, Style(toast.level.role, bold: true))
}

/// What does not fit loses what stands behind its last stop, rather than the end of a word.
private func whole(_ text: String, _ columns: Int) -> String {
    guard TextWidth.columns(of: text) > columns else { return text }
    let ends = text.indices.filter { ":;.?".contains(text[$0]) && text[text.index(after: $0)...].first == " " }
    let parts = ends.map { text[$0] == "?" ? "\(text[...$0]) " : "\(text[..<$0]) " }
    return parts.last { TextWidth.columns(of: $0) <= columns } ?? text
}

/// The filter while it is typed, and how many calls it leaves.
private func drawFilter(_ model: Model, _ text: String, in area: Area, on frame: inout Frame) {
    let count = " \(model.filterCount) "
    let width = TextWidth.columns(of: count)
    frame.write(" Only calls with ", in: area, line: 0, at: 2, Style(.accent, bold: true))
    frame.write(count, in: area, line: 0, width: area.columns - 2, right: width, Style(.muted))
    let room = max(1, area.columns - 23 - width)
    frame.write(String(repeating: " ", count: room + 1), in: area, line: 0, at: 19, width: room + 1)
    drawField(text, in: area, line: 0, at: 19, width: room, on: &frame)
}

/// That a filter is on, so that no call is missed for it.
private func drawKeptFilter(_ model: Model, in area: Area, on frame: inout Frame) {
    guard !model.filter.isEmpty else { return }
    let text = " Only \(model.filterCount): \(model.filterText) "
    frame.write(text, in: area, line: 0, at: 2, width: area.columns - 4, Style(.accent, bold: true))
}

extension Toast.Level {
    fileprivate func sign(_ glyphs: Glyphs) -> String {
        switch self {
        case .info: ""
        case .ok: glyphs.tick + " "
        case .warning: "! "
        case .error: glyphs.cross + " "
        }
    }

    fileprivate var role: Role {
        switch self {
        case .info: .info
        case .ok: .ok
        case .warning: .warning
        case .error: .error
        }
    }
}

extension Panel {
    fileprivate var item: String {
        switch self {
        case .calls, .context: "call"
        case .accounts: "account"
        case .timeline: "line"
        }
    }
}
