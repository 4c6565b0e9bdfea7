import Identity
import BrokerAPI
import FoundationEssentials

/// Whether a key does something right now, and if not, why: a sentence for the agent.
package enum Availability: Sendable, Hashable {
    case yes
    case no(String)

    init(unless reason: String?) { self = reason.map { .no($0) } ?? .yes }
}

extension Model {
    /// The rows and columns that the desk needs to show what a switch does.
    static let least = (columns: 40, rows: 10)
    /// An ended call can be switched this long; the broker has the last word.
    private static let switchableAfterEnd: TimeInterval = 60

    /// Whether a command does something where the keyboard is.
    package func availability(of command: Command) -> Availability {
        switch command {
        case .pick: Availability(unless: whyNotSwitch ?? whyMasked ?? whyNoAccounts)
        case .search: Availability(unless: whyNotSwitch ?? whyMasked)
        case .undo: Availability(unless: whyNoUndo)
        case .commit: Availability(unless: whyNoCommit)
        case .open: Availability(unless: whyNoOpen)
        case .leave: Availability(unless: whyNoLeave)
        case .why: Availability(unless: openCall == nil ? "No call is open" : nil)
        case .next, .previous: Availability(unless: whyNoMove)
        case .pageDown, .pageUp: Availability(unless: whyNoPage)
        case .panel: Availability(unless: whyNoPanel)
        case .remember: Availability(unless: whyNothingToSwitch ?? whyNoRemember)
        case .reason: Availability(unless: whyNothingToSwitch)
        case .find: Availability(unless: whyNoFind)
        case .board: Availability(unless: whyNoBoard)
        case .toResults, .choose, .number: Availability(unless: whyNoResults)
        case .endTyping: Availability(unless: whyNoReasonYet)
        case .reveal: Availability(unless: whyNoReveal)
        case .revealField, .revealReason: Availability(unless: whyNoRevealNow)
        case .sendReveal: Availability(unless: whyNoRevealNow ?? whyNoRevealText)
        case .note: Availability(unless: whyNoConversation ?? whyMasked)
        case .saveNote: Availability(unless: whyNoConversation)
        case .callback: Availability(unless: whyNoConversation)
        case .filter:
            Availability(
                unless: calls.count < 2 && filter.isEmpty && putAway.isEmpty
                    ? "There are no calls to choose among" : nil
            )
        case .run: Availability(unless: whyNoRun)
        case .record: Availability(unless: whyNoRecord)
        case .overrides: Availability(unless: isLive ? whyMasked : "Nothing can be listed while the broker is away")
        case .revoke, .revokeNow: Availability(unless: whyNoRevoke)
        case .keepTheme: Availability(unless: whyNoTheme)
        case .copy: Availability(unless: openCall == nil ? "No call is open" : whyMasked)
        case .help, .quit, .dropReason, .editQuery, .close, .palette, .privacy, .keepFilter, .dropFilter,
            .keepMemory, .dropRevealReason, .themes, .dropTheme:
            .yes
        }
    }

    /// What stands in the way of a switch of the open call.
    var whyNotSwitch: String? {
        guard let call = openCall else { return "No call is open" }
        if openIsGone { return "This call has left the list: it can't be switched any more" }
        if Layout(self).tier == .tooSmall { return "The window is too small to show what would be switched" }
        if let me, !me.may.contains(.switch) { return "You may not switch accounts: ask whoever runs the broker" }
        if pending[call.callId] != nil { return "A switch of this call is on its way: wait for its answer" }
        if !isLive { return "No switch while the broker is away: the screen may be out of date" }
        return isSwitchOver ? "The call has ended: it is too late to switch it" : nil
    }

    /// The digits of the accounts still lead to a switch.
    var isSwitchOver: Bool {
        guard let call = openCall, call.state == .ended, let ended = call.endedAt else { return openIsGone }
        return openIsGone || now.timeIntervalSince(ended) > Self.switchableAfterEnd
    }

    private var whyNoAccounts: String? {
        guard let call = openCall else { return "No call is open" }
        guard !call.candidates.contains(where: { $0.externalId != call.identity.externalId }) else { return nil }
        let search = keyWord(.search)
        switch call.crm.state {
        // Who else has the number is not known, rather than nobody.
        case .failed: return "T\(call.crmFailure.dropFirst()): it can't tell yet whose number this is"
        case .pending: return "The CRM is still asked whose number this is"
        case .ready, .missing:
            return call.candidates.isEmpty
                ? "No account is known on this number: \(search) searches one"
                : "It is the only account of this number: \(search) searches another"
        }
    }

    private var whyNoUndo: String? {
        guard let call = openCall else { return "No call is open" }
        if pending[call.callId] != nil { return "The last one is still on its way: wait for its answer" }
        if !isLive { return "No undo while the broker is away" }
        if openIsGone { return "This call has left the list: what can be undone of it is not known any more" }
        if let me, !me.may.contains(.undo) { return "You may not undo switches" }
        guard let undo = call.undo else { return "There is no switch to undo on this call" }
        return undo.until.map { $0 <= now } == true ? "It is too late to undo the switch" : nil
    }

    private var whyNoCommit: String? {
        guard case .review(let review) = mode else { return nil }
        if let whyMasked { return whyMasked }
        if let whyNothingToSwitch { return whyNothingToSwitch }
        guard let reason = review.reason, reason.isGiven else { return "First a reason: 1 to 4" }
        return whyNotSwitch
    }

    private var whyNothingToSwitch: String? {
        guard case .review(let review) = mode, review.changesNothing else { return nil }
        return "The call is on \(review.to.named) already: Esc closes"
    }

    private var whyNoPanel: String? {
        if openCall == nil { return "No call is open" }
        return panels.count > 1 ? nil : "This window has no other panel"
    }

    private var whyNoReasonYet: String? {
        guard case .review(let review) = mode, let reason = review.reason else { return nil }
        return reason.isGiven ? nil : "Type the reason first; Esc drops it"
    }

    private var whyNoRemember: String? {
        guard case .review(let review) = mode, review.remember == nil else { return nil }
        return "Only asked for on a switchboard; elsewhere a switch is remembered"
    }

    private var whyNoOpen: String? {
        if focusedPanel == .accounts {
            if let reason = whyNotSwitch ?? whyMasked ?? whyNoAccounts { return reason }
            return selectedAccount == openCall?.identity.externalId ? "The call is on this account already" : nil
        }
        guard let selectedID else { return "There is no call to open" }
        return selectedID == openID ? "This call is open" : nil
    }

    private var whyNoLeave: String? {
        if !filter.isEmpty { return nil }
        guard let call = openCall else { return "No call is open" }
        if verdicts[call.callId] != nil || revealed != nil || revealing != nil { return nil }
        return openIsGone || call.endedAt != nil ? nil : "The call is still on: j and Enter open another"
    }

    private var whyNoMove: String? {
        switch mode {
        case .calls:
            switch focusedPanel {
            case .calls, .context:
                shownCalls.contains { $0.callId != (selectedID ?? openID) } ? nil : "There is no other call"
            case .accounts: accountIDs.count > 1 ? nil : "There is no other account"
            case .timeline: nil
            }
        case .search: whyNoResults
        case .palette(let palette):
            paletteItems(palette.query).count > 1 ? nil : "There is no other command of that name"
        case .themes: whyNoOtherTheme
        case .overrides(let memories): memories.items.count > 1 ? nil : "There is no other remembered choice"
        case .filter: shownCalls.count > 1 ? nil : "There is no other call"
        case .why, .help, .board, .record: scrollEnd == 0 ? "All of it is on the screen" : nil
        case .note, .reveal, .review, .quitting: nil
        }
    }

    private var whyNoPage: String? {
        guard mode == .calls else { return whyNoMove }
        return focusedPanel == .timeline ? nil : "A page of the timeline: Tab goes there"
    }

    private var whyNoFind: String? {
        guard case .search(let search) = mode else { return nil }
        if !isLive { return "No search while the broker is away" }
        return search.query.trimmingSpaces.count < 2 ? "Type at least two characters" : nil
    }

    private var whyNoResults: String? {
        guard case .search(let search) = mode, search.offers.isEmpty else { return nil }
        switch search.progress {
        case .asked: return "The broker is still searching"
        case .notAsked: return "Nothing is searched yet: \(keys.label(of: .find)) searches"
        case .answered: return "Nobody was found: type something else"
        case .failed: return "The search failed: \(keys.label(of: .find)) searches again"
        }
    }
}
