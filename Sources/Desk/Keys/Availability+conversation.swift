import BrokerAPI
import Identity

extension Model {
    /// What is masked on the screen can't be judged, nor taken from it.
    var whyMasked: String? {
        isPrivate ? "Names and numbers are masked: \(keyWord(.privacy)) shows them first" : nil
    }

    /// What stands in the way of changing what belongs to the conversation.
    var whyNoConversation: String? {
        guard let call = openCall else { return "No call is open" }
        if openIsGone { return "This call has left the list: nothing can be saved on it any more" }
        if saving[call.callId] != nil { return "The last change is on its way: wait for its answer" }
        return isLive ? nil : "Nothing can be saved while the broker is away"
    }

    var whyNoReveal: String? {
        guard let call = openCall else { return "No call is open" }
        if let whyNoRevealNow { return whyNoRevealNow }
        if let whyMasked { return whyMasked }
        if call.state == .ended { return "The call has ended: nothing is shown in clear any more" }
        return maskedFields.isEmpty ? "Nothing is masked on this call: no number, no e-mail" : nil
    }

    var whyNoRevealNow: String? {
        if openIsGone { return "This call has left the list: nothing is shown in clear any more" }
        if let me, !me.may.contains(.reveal) { return "You may not see masked values: ask whoever runs the broker" }
        if !isLive { return "Nothing can be shown in clear while the broker is away" }
        guard case .reveal(let bar) = mode, let call = call(bar.callID), call.state == .ended else { return nil }
        return "The call has ended: nothing is shown in clear any more"
    }

    var whyNoRevealText: String? {
        guard case .reveal(let bar) = mode, let text = bar.typed, text.trimmingSpaces.isEmpty else { return nil }
        return "Type the reason first; Esc goes back"
    }

    var whyNoRecord: String? {
        guard openCall != nil else { return "No call is open" }
        if !isLive { return "The platform can't be read while the broker is away" }
        return whyMasked
    }

    var whyNoRun: String? {
        guard case .palette(let palette) = mode, paletteItems(palette.query).isEmpty else { return nil }
        return "No command has that name"
    }

    var whyNoRevoke: String? {
        if let me, !me.may.contains(.revoke) { return "You may not forget choices: ask a supervisor" }
        if !isLive { return "Nothing can be forgotten while the broker is away" }
        guard case .overrides(let memories) = mode else { return nil }
        guard let selected = memories.selected else { return "Nothing is remembered" }
        return memories.leaving.contains(selected) ? "It is being forgotten" : nil
    }
}
