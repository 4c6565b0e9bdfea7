package import FoundationEssentials
package import Identity

/// The answer to `GET /v1/calls/{callId}/history`.
package struct HistoryAnswer: Codable, Sendable, Hashable {
    /// One identification.
    package struct Step: Codable, Sendable, Hashable {
        /// When.
        package var at: Date
        /// Whom the call was on.
        package var externalId: String
        /// Where known.
        @OrNull package var name: String?
        /// How it came about.
        package var resolvedBy: ResolvedBy
        /// The rule that decided.
        @OrNull package var rule: MatchRule?
        /// How sure.
        @OrNull package var confidence: Confidence?
        /// Which source.
        @OrNull package var source: String?
        /// Who chose.
        @OrNull package var actor: ActorView?
        /// Why.
        @OrNull package var reason: String?
        /// Journalled, not applied.
        package var superseded: Bool

        /// A step.
        package init(
            at: Date,
            externalId: String,
            name: String?,
            resolvedBy: ResolvedBy,
            rule: MatchRule?,
            confidence: Confidence?,
            source: String?,
            actor: ActorView?,
            reason: String?,
            superseded: Bool
        ) {
            self.at = at
            self.externalId = externalId
            self.name = name
            self.resolvedBy = resolvedBy
            self.rule = rule
            self.confidence = confidence
            self.source = source
            self.actor = actor
            self.reason = reason
            self.superseded = superseded
        }
    }

    /// Oldest first.
    package var steps: [Step]

    /// A history.
    package init(steps: [Step]) { self.steps = steps }
}
