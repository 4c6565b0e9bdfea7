import FoundationEssentials

/// One scene of the walkthrough: what it says, and what it makes happen on the real systems.
///
/// The words are for somebody
/// who has never seen Ringside.
struct Scene: Sendable {
    /// What the audience sees happen.
    enum Step: Sendable {
        /// All systems answer as usual, and nobody has a memory of anything.
        case calm
        /// The CRM takes so long for an answer.
        case slowCRM(milliseconds: Int)
        /// Somebody whom no call has named yet comes into CRM and ERP: the scene is new however often it is played.
        case newcomer
        /// A customer calls this agent; answered after a while.
        case call(Caller, answerAfterMilliseconds: Int)
        /// The same lookup through a middleware that asks first and answers then.
        case naiveLookup(Caller)
        /// Until the scene's call shows it.
        case until(Milestone)
        /// The agent's switch, as keys on the screen; only where the audience does not do it.
        case switchTo(externalID: String, digit: Character, reason: Character)
        /// An account number typed into the phone menu: the platform's update-context.
        case attempt(externalID: String)
        /// The sentence of the bar from here on.
        case tell(Line)
    }

    /// Who calls.
    enum Caller: Sendable {
        case number(String)
        case newcomer
    }

    /// What the walkthrough waits for.
    enum Milestone: Sendable {
        case identified
        case crm
        case whole
        case on(externalID: String)
        case confirmed
    }

    /// A sentence of the bar.
    enum Line: Sendable {
        case plain(String)
        /// With the measured facts of this run in place of `{…}`.
        case measured(@Sendable (Facts) -> String)
    }

    /// What was measured in a scene.
    struct Facts: Sendable {
        var name = ""
        /// Known from an earlier call before any system was asked.
        var isRemembered = false
        var lookupMilliseconds = 0
        var phase2Milliseconds = 0
        var naiveMilliseconds = 0
        var naiveGaveUp = false
        var verdicts: [String] = []
    }

    let title: String
    /// Sets the scene; runs at once.
    let opening: [Step]
    /// What the agent does; runs by itself in autoplay and in lines, else the audience does it.
    let acting: [Step]
}
