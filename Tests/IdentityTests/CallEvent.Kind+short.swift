import Identity

extension CallEvent.Kind {
    /// As tests tell events, in one line.
    static let inShort: [Substring: CallEvent.Kind] = [
        "offered": .callOffered, "answered": .callAnswered, "held": .callHeld, "resumed": .callResumed,
        "transferred": .callTransferred, "ended": .callEnded, "wrapped": .wrapUpEnded,
    ]
}
