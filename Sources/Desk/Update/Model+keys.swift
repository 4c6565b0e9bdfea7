import BrokerAPI
import FoundationEssentials
import Screen

extension Model {
    mutating func press(_ key: Key) -> [Effect] {
        if key == .control("C") { return [.quit] }
        if isShielded || type(key) { return [] }
        guard let binding = KeyTable.binding(of: key, at: place) else {
            explain(key)
            return []
        }
        switch availability(of: binding.command) {
        case .yes:
            if place == .review || toast?.cause == binding.command, toast?.isNews == false { toast = nil }
            return perform(binding.command, key)
        case .no(let reason):
            say(reason, .warning, by: binding.command, about: openID)
            return []
        }
    }

    /// What was pressed before a bar opened was not meant for it.
    var isShielded: Bool {
        guard case .review(let review) = mode else { return false }
        return now < review.shieldUntil
    }

    /// Where the keyboard is, for the key table.
    var place: Place {
        switch mode {
        case .calls: .calls
        case .review(let review): review.isTyping ? .reason : .review
        case .search(let search): search.focus == .query ? .query : .results
        case .why: .why
        case .help: .help
        case .quitting: .quitting
        }
    }

    /// Keys that somebody might take for the one that counts.
    private mutating func explain(_ key: Key) {
        guard place == .review else { return }
        switch key {
        case .enter: say("Enter does not switch: Y does (a capital letter)", .warning, by: .commit, about: openID)
        case .character("y"): say("A capital Y switches", .warning, by: .commit, about: openID)
        case .character("q"): say("Esc leaves the switch first", .warning, by: .close, about: openID)
        default: return
        }
    }

    private mutating func perform(_ command: Command, _ key: Key) -> [Effect] {
        switch command {
        case .open: return openSelected()
        case .leave: leave()
        case .pick: return pick(digit: key.digit ?? 0)
        case .undo: return beginUndo()
        case .search: if let openID { mode = .search(Search(callID: openID)) }
        case .why: return beginWhy()
        case .next: move(1)
        case .previous: move(-1)
        case .pageDown: movePage(1)
        case .pageUp: movePage(-1)
        case .panel: nextPanel(key == .backTab ? -1 : 1)
        case .help: mode = .help(scroll: 0)
        case .quit: return quit()
        case .reason: choose(Review.Reason(digit: key.digit ?? 0))
        case .remember: changeReview { $0.remember = $0.remember.map { !$0 } }
        case .commit: return commit()
        case .endTyping: changeReview { $0.isTyping = false }
        case .dropReason: changeReview { ($0.isTyping, $0.reason) = (false, nil) }
        case .find: return find()
        case .toResults: changeSearch { $0.focus = .results }
        case .choose: return chooseResult()
        case .number: return chooseResult(number: key.digit ?? 0)
        case .editQuery: changeSearch { $0.focus = .query }
        case .close: mode = .calls
        }
        return []
    }

    private mutating func openSelected() -> [Effect] {
        if focusedPanel == .accounts {
            guard let account = openCall?.candidates.first(where: { $0.externalId == selectedAccount }) else {
                return []
            }
            return pick(account)
        }
        if let selectedID { open(selectedID) }
        return []
    }

    /// Puts a refusal away first, then the call.
    private mutating func leave() {
        guard let openID, verdicts[openID] != nil else { return leaveOpenCall() }
        verdicts[openID] = nil
    }

    private mutating func beginWhy() -> [Effect] {
        guard let openID else { return [] }
        mode = .why(scroll: 0)
        return isLive ? [.history(callID: openID)] : []
    }

    private mutating func quit() -> [Effect] {
        if mode == .quitting || pending.isEmpty { return [.quit] }
        mode = .quitting
        return []
    }
}

extension Key {
    /// 1 to 9.
    var digit: Int? {
        guard case .character(let character) = self, let number = character.wholeNumberValue else { return nil }
        return character.isASCII && number > 0 ? number : nil
    }
}

extension Review.Reason {
    fileprivate init(digit: Int) {
        switch digit {
        case 1: self = .callerAsked
        case 2: self = .verified
        case 3: self = .wrongMatch
        default: self = .other("")
        }
    }
}
