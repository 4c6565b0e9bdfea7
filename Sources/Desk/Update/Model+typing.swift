import BrokerAPI
import FoundationEssentials
import Identity
import Screen

extension Model {
    /// Longest text of a field, in characters: an external ID has 141, a reason 200.
    private var fieldLimit: Int { if case .note = mode { NoteDraft.limit } else { 200 } }

    /// True where a text field took the key.
    mutating func type(_ key: Key) -> Bool {
        guard isTyping else { return false }
        switch key {
        case .character(let character):
            if character.isTyped { edit { $0.append(character) } }
            return true
        case .backspace:
            edit { _ = $0.popLast() }
            return true
        case .control("U"):
            edit { $0 = "" }
            return true
        default: return false
        }
    }

    /// Text that comes at once is never taken for keys.
    mutating func paste(_ text: String) {
        guard !isShielded else { return }
        guard isTyping else { return say("Paste ignored here: it only goes into text fields", .warning) }
        edit { $0 += text.asTyped }
    }

    private mutating func edit(_ change: (inout String) -> Void) {
        var text = typedText
        change(&text)
        let limit = fieldLimit
        if text.count > limit {
            text = String(text.prefix(limit))
            say("Too long: cut at \(limit) characters", .warning)
        }
        take(text)
    }

    private mutating func take(_ text: String) {
        switch mode {
        case .filter: typeFilter(text)
        case .note(var draft):
            draft.text = text
            mode = .note(draft)
        case .palette: mode = .palette(CommandPalette(query: text, selected: paletteItems(text).first?.title))
        case .reveal: changeReveal { $0.typed = text }
        case .review, .search, .calls, .why, .help, .board, .record, .overrides, .themes, .quitting: break
        }
        changeReview { $0.reason = .other(text) }
        changeSearch {
            $0.query = text
            $0.progress = .notAsked
            $0.selected = nil
        }
    }

    private var typedText: String {
        switch mode {
        case .search(let search): search.query
        case .review(let review): review.reason?.text ?? ""
        case .filter(let text): text
        case .palette(let palette): palette.query
        case .note(let draft): draft.text
        case .reveal(let bar): bar.typed ?? ""
        case .calls, .why, .help, .board, .record, .overrides, .themes, .quitting: ""
        }
    }

    mutating func changeSearch(_ change: (inout Search) -> Void) {
        guard case .search(var search) = mode else { return }
        change(&search)
        mode = .search(search)
    }

    mutating func find() -> [Effect] {
        guard case .search(var search) = mode else { return [] }
        let query = search.query.trimmingSpaces
        search.progress = .asked(query)
        search.focus = .results
        mode = .search(search)
        return [.search(query: query)]
    }

    mutating func chooseResult(number: Int? = nil) -> [Effect] {
        guard case .search(let search) = mode else { return [] }
        let offers = search.offers
        let chosen =
            number.map { offers.indices.contains($0 - 1) ? offers[$0 - 1] : nil }
            ?? offers.first { $0.account.externalId == search.selected }
        guard let chosen else {
            if let number { say("There is no result \(number)", .warning) }
            return []
        }
        if let reason = whyNotSwitch {
            say(reason, .warning)
            return []
        }
        return pick(chosen.account)
    }
}
