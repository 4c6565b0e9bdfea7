import BrokerAPI
import Screen

/// The keys that work right now, the most useful first, as many as fit.
func drawFooter(_ model: Model, in area: Area, on frame: inout Frame) {
    var at = 1
    frame.fill(row: area.row, columns: area.column..<area.column + area.columns, style: Style(.bar))
    for (label, name) in footerKeys(model, columns: area.columns - 2) {
        frame.write([Span(label, Style(.accent).on(.bar)), Span(" " + name, Style(.bar))], in: area, line: 0, at: at)
        at += TextWidth.columns(of: label + name) + 3
    }
}

/// Label and name of each key that works and fits; the help stays even where others must go.
func footerKeys(_ model: Model, columns: Int) -> [(label: String, name: String)] {
    let usable = usableKeys(model).filter { !$0.isLeftOut }.map {
        (binding: $0, text: ($0.footerLabel(model), $0.footerName(model)))
    }
    var room = columns + 2 - usable.filter { $0.binding.isKept }.reduce(0) { $0 + cost($1.text) }
    var shown: [(label: String, name: String)] = []
    for (binding, text) in usable {
        if !binding.isKept {
            guard cost(text) <= room else { continue }
            room -= cost(text)
        }
        shown.append(text)
    }
    return shown
}

/// The lines of the table whose keys do something where the keyboard is.
func usableKeys(_ model: Model) -> [KeyBinding] {
    guard !model.isShielded else { return [] }
    return KeyTable.bindings.filter { $0.places.contains(model.place) && model.availability(of: $0.command) == .yes }
}

private func cost(_ text: (String, String)) -> Int { TextWidth.columns(of: text.0 + text.1) + 3 }

extension KeyBinding {
    /// Named with another key, or known from everywhere; the help has them.
    fileprivate var isLeftOut: Bool { command == .previous || command == .pageDown || command == .pageUp }
    fileprivate var isKept: Bool { command == .help || command == .close || command == .commit }

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
        case .next: "j k"
        default: label
        }
    }

    fileprivate func footerName(_ model: Model) -> String {
        switch command {
        case .open: model.focusedPanel == .accounts ? "review" : name
        case .leave: model.openID.flatMap { model.verdicts[$0] } == nil ? name : "put away"
        case .next: model.mode == .calls ? model.focusedPanel.item : "move"
        default: name
        }
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
    guard let toast = model.toast else { return }
    let text = " \(toast.level.sign(model.glyphs))\(toast.text) "
    frame.write(text, in: area, line: 0, at: 2, width: area.columns - 4, Style(toast.level.role, bold: true))
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
