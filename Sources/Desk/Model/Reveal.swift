package import BrokerAPI
package import FoundationEssentials
package import Identity

/// The bar that asks which masked value is shown, and why.
package struct Reveal: Sendable, Hashable {
    /// Which call.
    package var callID: String
    /// What can be shown of it.
    package var fields: [RevealRequest.Field]
    /// What shall be shown; nil until it is picked, at once where there is only one.
    package var field: RevealRequest.Field?
    /// The reason that is being typed; nil while one of the others can be picked.
    package var typed: String?
    /// Until when keys are ignored: the digits have another meaning outside the bar.
    package var shieldUntil: Date

    /// The reasons that need no typing.
    static let reasons = ["verify the caller", "call back", "correct the record"]
    /// How long a value is shown, in seconds.
    static let shown: TimeInterval = 10
}

/// A value in clear, for a moment.
package struct Revealed: Sendable, Hashable {
    /// Whose.
    package var callID: String
    /// What it is.
    package var field: RevealRequest.Field
    /// Masked wherever it is printed.
    package var value: PersonalText
    /// When it is gone.
    package var until: Date
}

/// A value that the broker was asked for.
struct RevealAsked: Sendable, Hashable {
    var callID: String
    var field: RevealRequest.Field
}

extension RevealRequest.Field {
    /// As the bar and the line call it.
    var word: String {
        switch self {
        case .number: "number"
        case .email: "e-mail"
        }
    }
}

extension Model {
    /// The masked values that the open call has.
    var maskedFields: [RevealRequest.Field] {
        guard let call = openCall else { return [] }
        return (call.number == nil ? [] : [.number]) + (call.identity.email == nil ? [] : [.email])
    }

    mutating func beginReveal() {
        guard let call = openCall else { return }
        hideRevealed()
        let fields = maskedFields
        let shield = now.addingTimeInterval(Review.shield)
        let only = fields.count == 1 ? fields.first : nil
        mode = .reveal(Reveal(callID: call.callId, fields: fields, field: only, typed: nil, shieldUntil: shield))
    }

    mutating func pickRevealField(_ digit: Int) {
        changeReveal { if $0.fields.indices.contains(digit - 1) { $0.field = $0.fields[digit - 1] } }
    }

    /// The first three reasons ask at once, the fourth is typed.
    mutating func pickRevealReason(_ digit: Int) -> [Effect] {
        guard digit <= Reveal.reasons.count else {
            changeReveal { $0.typed = "" }
            return []
        }
        return askReveal(reason: Reveal.reasons[digit - 1])
    }

    mutating func askReveal(reason: String) -> [Effect] {
        guard case .reveal(let bar) = mode, let field = bar.field else { return [] }
        mode = .calls
        return reveal(field, reason: reason)
    }

    /// Asks for one value of the open call in clear.
    mutating func reveal(_ field: RevealRequest.Field, reason: String) -> [Effect] {
        guard let openID else { return [] }
        hideRevealed()
        revealing = RevealAsked(callID: openID, field: field)
        return [.reveal(callID: openID, RevealRequest(field, reason: reason.trimmingSpaces))]
    }

    /// What comes after the agent has looked away is not shown.
    mutating func revealAnswered(_ callID: String, _ field: RevealRequest.Field, _ answer: Answer<RevealAnswer>) {
        guard revealing == RevealAsked(callID: callID, field: field) else { return }
        revealing = nil
        switch answer {
        case .success(let answer):
            let until = now.addingTimeInterval(Reveal.shown)
            revealed = Revealed(callID: callID, field: field, value: PersonalText(answer.value), until: until)
        case .failure(let failure):
            say("The \(field.word) is not shown: \(failure.reason)", .error, about: callID)
        }
    }

    /// Masks again whatever is shown, or was asked for.
    mutating func hideRevealed() { (revealed, revealing) = (nil, nil) }

    /// The end of a call is the end of what was shown of it.
    mutating func revealFollows(_ old: CallView, _ new: CallView) {
        guard revealed?.callID == new.callId || revealing?.callID == new.callId else { return }
        if (old.endedAt == nil && new.endedAt != nil) || new.state == .ended { hideRevealed() }
        // Another person's number is not what was asked for.
        if old.number != new.number || old.identity.email != new.identity.email { hideRevealed() }
    }

    mutating func changeReveal(_ change: (inout Reveal) -> Void) {
        guard case .reveal(var bar) = mode else { return }
        change(&bar)
        mode = .reveal(bar)
    }
}
