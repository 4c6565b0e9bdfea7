import BrokerAPI
import Identity
import Screen

/// Finds a command by its name.
package struct CommandPalette: Sendable, Hashable {
    /// What is typed.
    package var query = ""
    /// The item that `Enter` runs, by its title.
    package var selected: String?
}

/// What the palette offers.
struct PaletteItem: Hashable {
    /// What it does when it is run.
    enum Action: Hashable {
        case key(Key)
        case scene(Int)
    }

    /// Its key.
    var label: String
    /// One word or two.
    var name: String
    /// What stands behind the name: `…` where something opens before anything is done.
    var ending = ""
    /// A sentence.
    var meaning: String
    var action: Action
    /// Why it does nothing right now.
    var refusal: String?

    /// What it is found by, and what tells it from others.
    var title: String { "\(name) \(meaning)" }
}

extension Model {
    /// What the query leads to, the best first; where there is none, what can be done, in the table's order.
    func paletteItems(_ query: String) -> [PaletteItem] {
        let query = query.trimmingSpaces
        let all = commandItems + accountItems + sceneItems
        guard !query.isEmpty else {
            return all.filter { $0.refusal == nil && $0.action.isKey } + all.filter { $0.refusal != nil }
        }
        let scored = all.enumerated().compactMap { index, item in
            score(query, of: item).map { (score: $0, index: index, item: item) }
        }
        return scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.item)
    }

    /// A name counts for more than the sentence about it, and what can be done for a little more than what can't.
    private func score(_ query: String, of item: PaletteItem) -> Int? {
        let best =
            fuzzyScore(query, in: item.name).map { $0 + 40 } ?? fuzzyScore(query, in: item.title, isScattered: false)
        return best.map { item.refusal == nil ? $0 + 10 : $0 }
    }

    private var commandItems: [PaletteItem] {
        // What counts is whether it can be done from where the palette was opened.
        var desk = self
        desk.mode = .calls
        return keys.bindings.compactMap { line in
            guard line.places.contains(.calls), !line.isMovement, let key = line.keys.first else { return nil }
            let refusal: String? = if case .no(let reason) = desk.availability(of: line.command) { reason } else { nil }
            return PaletteItem(
                label: line.label,
                name: line.name,
                ending: line.opensSomething ? "…" : "",
                meaning: line.meaning,
                action: .key(key),
                refusal: refusal
            )
        }
    }

    /// Each account that a digit leads to, by name.
    private var accountItems: [PaletteItem] {
        (openCall?.candidates ?? []).compactMap { account in
            guard let digit = account.digit else { return nil }
            let isCurrent = account.externalId == openCall?.identity.externalId
            let kind = account.kind.map { ", \($0.rawValue)" } ?? ""
            return PaletteItem(
                label: "\(digit)",
                name: "switch \(digit)",
                ending: "…",
                meaning: "to \(isPrivate ? Veil.name(account.named) : account.named)\(kind)",
                action: .key(.character(Character("\(digit)"))),
                refusal: isCurrent ? "The call is on it already" : whyNotSwitch ?? whyMasked
            )
        }
    }

    private var sceneItems: [PaletteItem] {
        guard story != nil else { return [] }
        return (1...9).map {
            PaletteItem(label: "F\($0)", name: "scene \($0)", meaning: "play it", action: .scene($0), refusal: nil)
        }
    }

    /// Runs what is marked; what can't be done now says why.
    mutating func runPalette() -> [Effect] {
        guard case .palette(let palette) = mode else { return [] }
        let items = paletteItems(palette.query)
        guard let item = items.first(where: { $0.title == palette.selected }) ?? items.first else { return [] }
        mode = .calls
        switch item.action {
        case .key(let key): return press(key)
        case .scene(let number): return [.scene(number)]
        }
    }

    mutating func changePalette(_ change: (inout CommandPalette) -> Void) {
        guard case .palette(var palette) = mode else { return }
        change(&palette)
        mode = .palette(palette)
    }
}

extension KeyBinding {
    /// Keys for moving about, and the palette's own: nobody looks for these by name.
    fileprivate var isMovement: Bool {
        switch command {
        case .next, .previous, .pageDown, .pageUp, .panel, .open, .leave, .palette: true
        default: hasDigits
        }
    }
}

extension PaletteItem.Action {
    fileprivate var isKey: Bool { if case .key = self { true } else { false } }
}

/// How well a text holds the letters of a query in their order; nil where it does not, and more is better.
///
/// Letters at the beginning of a word and next to each other count most, so that initials and beginnings find a title;
/// where they may not be scattered, no others count: any sentence has the letters of a short query somewhere.
func fuzzyScore(_ query: String, in text: String, isScattered: Bool = true) -> Int? {
    let letters = Array(query.lowercased().filter { !$0.isWhitespace })
    let text = Array(text.lowercased())
    var best: Int?
    // Each place of the first letter is a try; the rest is taken greedily.
    for start in text.indices where text[start] == letters.first {
        let score = greedyScore(letters, text, from: start, isScattered)
        if let score, score > best ?? .min { best = score }
    }
    return letters.isEmpty ? 0 : best
}

private func greedyScore(_ letters: [Character], _ text: [Character], from start: Int, _ isScattered: Bool) -> Int? {
    var (score, last, at) = (0, start - 2, start)
    for letter in letters {
        guard let index = text[at...].firstIndex(of: letter) else { return nil }
        let beginsWord = index == 0 || !(text[index - 1].isLetter || text[index - 1].isNumber)
        guard isScattered || beginsWord || index == last + 1 else { return nil }
        score += index == last + 1 ? 8 : beginsWord ? 6 : 1
        score -= min(3, max(0, index - last - 2) / 4)
        (last, at) = (index, index + 1)
    }
    return score * 4 - start
}
