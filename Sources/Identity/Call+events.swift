package import FoundationEssentials

extension Call {
    /// Takes in an event of the platform; false where it was delivered before.
    package mutating func record(_ event: CallEvent) -> Bool {
        guard life.record(event) else { return false }
        note(event.kind.word, event.kind.word, at: event.at)
        return true
    }
}

extension CallEvent.Kind {
    /// The change as the feed names it, and as the timeline tells it.
    package var word: String {
        switch self {
        case .callOffered: "offered"
        case .callAnswered: "answered"
        case .callHeld: "held"
        case .callResumed: "resumed"
        case .callTransferred: "transferred"
        case .callEnded: "ended"
        case .wrapUpEnded: "wrapped"
        }
    }
}

extension Call {
    /// A masked value was shown to somebody in clear.
    package mutating func revealed(_ field: String, by actor: Actor, reason: PersonalText, at: Date) {
        note("revealed", "\(field) shown to \(actor.name ?? actor.id): \(reason.text)", at: at)
    }
}
