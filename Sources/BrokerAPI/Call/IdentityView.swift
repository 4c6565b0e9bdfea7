package import FoundationEssentials
package import Identity

/// Who a call is taken to be.
package struct IdentityView: Codable, Sendable, Hashable {
    /// Whom the call is on.
    package var externalId: String
    /// Where known.
    @OrNull package var name: String?
    /// Masked.
    @OrNull package var email: String?
    /// 1 or 2.
    package var phase: Int
    /// How it came about.
    package var resolvedBy: ResolvedBy
    /// The matching rule that decided.
    @OrNull package var rule: MatchRule?
    /// How sure.
    @OrNull package var confidence: Confidence?
    /// Which source.
    @OrNull package var source: String?
    /// When the facts were true.
    package var asOf: Date
    /// Who chose.
    @OrNull package var actor: ActorView?
    /// Why they chose.
    @OrNull package var reason: String?
    /// Who would have been next.
    @OrNull package var runnerUp: RunnerUpView?
    /// The memory that decided.
    @OrNull package var override: OverrideStampView?

    /// All fields.
    package init(
        externalId: String,
        name: String?,
        email: String?,
        phase: Int,
        resolvedBy: ResolvedBy,
        rule: MatchRule?,
        confidence: Confidence?,
        source: String?,
        asOf: Date,
        actor: ActorView?,
        reason: String?,
        runnerUp: RunnerUpView?,
        override: OverrideStampView?
    ) {
        self.externalId = externalId
        self.name = name
        self.email = email
        self.phase = phase
        self.resolvedBy = resolvedBy
        self.rule = rule
        self.confidence = confidence
        self.source = source
        self.asOf = asOf
        self.actor = actor
        self.reason = reason
        self.runnerUp = runnerUp
        self.override = override
    }
}

/// Who did something.
package struct ActorView: Codable, Sendable, Hashable {
    /// The platform's user ID, or the desk's user name.
    package var id: String
    /// As colleagues know them.
    @OrNull package var name: String?
    /// What kind of actor.
    package var role: Actor.Role

    /// All fields.
    package init(
        id: String,
        name: String?,
        role: Actor.Role
    ) {
        self.id = id
        self.name = name
        self.role = role
    }
}

/// The account that would have been next.
package struct RunnerUpView: Codable, Sendable, Hashable {
    /// Its external ID.
    package var externalId: String
    /// Whose it is.
    @OrNull package var name: String?

    /// All fields.
    package init(
        externalId: String,
        name: String?
    ) {
        self.externalId = externalId
        self.name = name
    }
}

/// The memory of a switch, as an identification shows it.
package struct OverrideStampView: Codable, Sendable, Hashable {
    /// Who chose.
    package var by: String
    /// When.
    package var at: Date
    /// Until when it counts.
    package var expires: Date

    /// All fields.
    package init(
        by: String,
        at: Date,
        expires: Date
    ) {
        self.by = by
        self.at = at
        self.expires = expires
    }
}
