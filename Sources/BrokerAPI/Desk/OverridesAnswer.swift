package import FoundationEssentials

/// The answer to `GET /v1/overrides`.
package struct OverridesAnswer: Codable, Sendable, Hashable {
    /// One memory.
    package struct Item: Codable, Sendable, Hashable {
        /// Its key.
        package var id: String
        /// Masked.
        package var number: String
        /// The account.
        package var externalId: String
        /// Whose it is.
        package var name: String
        /// Who chose.
        package var actor: ActorView
        /// Why.
        package var reason: String
        /// When.
        package var at: Date
        /// Until when it counts.
        package var expires: Date

        /// A memory.
        package init(
            id: String,
            number: String,
            externalId: String,
            name: String,
            actor: ActorView,
            reason: String,
            at: Date,
            expires: Date
        ) {
            self.id = id
            self.number = number
            self.externalId = externalId
            self.name = name
            self.actor = actor
            self.reason = reason
            self.at = at
            self.expires = expires
        }
    }

    /// Newest first.
    package var overrides: [Item]

    /// Memories.
    package init(overrides: [Item]) { self.overrides = overrides }
}
