import BrokerAPI
import FoundationEssentials
import Screen

extension Model {
    mutating func press(_ key: Key) -> [Effect] {
        let wasAsked = takeLeaving()
        if key == .control("C") { return leaveDesk(by: key, wasAsked) }
        if isShielded || type(key) || isDeaf(to: key) { return [] }
        guard let binding = keys.binding(of: key, at: place) else {
            explain(key)
            return []
        }
        switch availability(of: binding.command) {
        case .yes:
            if place == .review || toast?.cause == binding.command, toast?.isNews == false { toast = nil }
            return binding.command == .quit ? quit(key, wasAsked) : perform(binding.command, key)
        case .no(let reason):
            say(reason, binding.command == .open ? .info : .warning, by: binding.command, about: openID)
            if binding.command.opensText { deafUntil = now.addingTimeInterval(Self.pause) }
            return []
        }
    }

    /// How long typing has to rest before its letters are commands again, in seconds.
    private static let pause: TimeInterval = 0.5

    /// Letters and `Enter` that follow each other belong together.
    private mutating func isDeaf(to key: Key) -> Bool {
        guard let until = deafUntil, now < until else { return false }
        switch key {
        case .character, .enter, .backspace: deafUntil = now.addingTimeInterval(Self.pause)
        default: return false
        }
        return true
    }

    /// What was pressed before a bar opened was not meant for it.
    var isShielded: Bool {
        switch mode {
        case .review(let review): now < review.shieldUntil
        case .reveal(let bar): now < bar.shieldUntil
        case .calls, .search, .why, .help, .board, .filter, .palette, .note, .record, .overrides, .themes, .quitting:
            false
        }
    }

    /// Where the keyboard is, for the key table.
    var place: Place {
        switch mode {
        case .calls: .calls
        case .review(let review): review.isTyping ? .reason : .review
        case .search(let search): search.focus == .query ? .query : .results
        case .why: .why
        case .help: .help
        case .board: .board
        case .filter: .filter
        case .palette: .palette
        case .note: .note
        case .reveal(let bar): bar.field == nil ? .revealField : bar.typed == nil ? .revealReason : .revealText
        case .record: .record
        case .overrides(let memories): memories.asking == nil ? .overrides : .revoking
        case .themes: .themes
        case .quitting: .quitting
        }
    }

    /// Keys that somebody might take for the one that counts.
    private mutating func explain(_ key: Key) {
        switch place {
        case .review: explainInReview(key)
        case .revealField: insist("First what to show: 1 or 2", over: key, by: .revealField)
        case .revealReason: insist("First a reason: 1 to 4", over: key, by: .revealReason)
        case .revoking where key == .enter || key == .character("y"):
            say("\(keys.label(of: .revokeNow)) forgets it, Esc keeps it", .warning, by: .revokeNow)
        default: return
        }
    }

    /// The bar waits for its digit; a word that is typed over it is not one.
    private mutating func insist(_ wanted: String, over key: Key, by command: Command) {
        switch key {
        case .character: deafUntil = now.addingTimeInterval(Self.pause)
        case .enter: break
        default: return
        }
        say("\(wanted); Esc leaves it", .warning, by: command, about: openID)
    }

    private mutating func explainInReview(_ key: Key) {
        if case .character = key { deafUntil = now.addingTimeInterval(Self.pause) }
        let commit = keys.label(of: .commit)
        switch key {
        case .enter: say("Enter does not switch: \(commit.spelled) does", .warning, by: .commit, about: openID)
        case .character(let letter) where String(letter).uppercased() == commit:
            say("A capital \(commit) switches", .warning, by: .commit, about: openID)
        case .character("q"): say("Esc leaves the switch first", .warning, by: .close, about: openID)
        case .character("?"): say("Esc first: the help would cover what is switched", by: .close, about: openID)
        case .character(let letter):
            say("\(letter) does nothing here: Esc leaves the switch first", by: .close, about: openID)
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
        case .next, .previous, .pageDown, .pageUp: return step(command)
        case .panel: nextPanel(key == .backTab ? -1 : 1)
        case .help: mode = .help(scroll: 0)
        case .board: mode = .board(scroll: 0)
        case .quit: return []
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
        case .close: if case .note = mode { putNoteAside() } else { mode = .calls }
        case .reveal, .revealField, .revealReason, .sendReveal, .dropRevealReason: return performReveal(command, key)
        case .note: beginNote()
        case .saveNote: return saveNote()
        case .callback: return toggleCallback()
        case .filter: beginFilter()
        case .keepFilter: keepFilter()
        case .dropFilter: dropFilter()
        case .palette: mode = .palette(CommandPalette())
        case .run: return runPalette()
        case .record: return beginRecord()
        case .overrides: return beginOverrides()
        case .revoke: askRevoke()
        case .revokeNow: return revoke()
        case .keepMemory: keepMemory()
        case .themes: return beginThemes()
        case .keepTheme: return keepTheme()
        case .dropTheme: return dropTheme()
        case .copy: return copyExternalID()
        case .privacy: togglePrivacy()
        }
        return []
    }

    private mutating func step(_ command: Command) -> [Effect] {
        let isThemes = if case .themes = mode { true } else { false }
        switch command {
        case .next: if isThemes { return moveTheme(1) } else { move(1) }
        case .previous: if isThemes { return moveTheme(-1) } else { move(-1) }
        case .pageDown: if isThemes { return moveTheme(10) } else { movePage(1) }
        case .pageUp: if isThemes { return moveTheme(-10) } else { movePage(-1) }
        default: break
        }
        return []
    }

    private mutating func performReveal(_ command: Command, _ key: Key) -> [Effect] {
        guard case .reveal(let bar) = mode else {
            if command == .reveal { beginReveal() }
            return []
        }
        switch command {
        case .revealField: pickRevealField(key.digit ?? 0)
        case .revealReason: return pickRevealReason(key.digit ?? 0)
        case .sendReveal: return askReveal(reason: bar.typed ?? "")
        case .dropRevealReason: changeReveal { $0.typed = nil }
        default: break
        }
        return []
    }

    private mutating func copyExternalID() -> [Effect] {
        guard let call = openCall else { return [] }
        // Whether the terminal took it is not known.
        let id = shortID(call.identity.externalId, 20)
        say("\(id) was sent to the terminal's clipboard", about: call.callId)
        return [.copy(call.identity.externalId)]
    }

    private mutating func togglePrivacy() {
        hideRevealed()
        isPrivate.toggle()
        let key = keys.label(of: .privacy)
        say(isPrivate ? "Names and numbers masked; \(key) ends it" : "Names and numbers are shown again")
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

    /// What `Esc` takes away: what is shown in clear first, then a refusal, the filter, and last the call.
    private mutating func leave() {
        if revealed != nil || revealing != nil { return hideRevealed() }
        if let openID, verdicts[openID] != nil {
            verdicts[openID] = nil
        } else if !filter.isEmpty {
            dropFilter()
        } else {
            leaveOpenCall()
        }
    }

    private mutating func beginWhy() -> [Effect] {
        guard let openID else { return [] }
        mode = .why(scroll: 0)
        return isLive ? [.history(callID: openID)] : []
    }

    private mutating func quit(_ key: Key, _ wasAsked: Bool) -> [Effect] {
        if mode == .quitting { return [.quit] }
        guard !pending.isEmpty else { return leaveDesk(by: key, wasAsked) }
        mode = .quitting
        return []
    }

    /// With people on the line it takes a second time: a key too many must not take their names off the screen.
    private mutating func leaveDesk(by key: Key, _ wasAsked: Bool) -> [Effect] {
        let people = isLive && story == nil ? peopleOnTheLine : 0
        if wasAsked || people == 0 { return [.quit] }
        let who = people == 1 ? "1 person is" : "\(people) people are"
        say("\(who) on the line: \(key.name) again leaves", .warning, by: .quit)
        leavingUntil = toast?.until
        return []
    }

    /// Whether leaving was asked about just now; any other key has answered that.
    private mutating func takeLeaving() -> Bool {
        defer { leavingUntil = nil }
        guard let leavingUntil else { return false }
        if toast?.cause == .quit { toast = nil }
        return now < leavingUntil
    }
}

extension String {
    /// A letter, and that it is a capital one where that counts.
    fileprivate var spelled: String { count == 1 && first?.isUppercase == true ? "\(self) (a capital letter)" : self }
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
