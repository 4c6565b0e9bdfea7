package import FoundationEssentials
package import Identity

/// A finished call as the platform remembers it.
package struct PastInteraction: Hashable, Sendable {
    /// The platform's key.
    package let call: CallID
    /// Which side called.
    package let direction: Direction
    /// The customer's number as the platform writes it; nil where it gives none.
    package let number: PersonalText?
    /// Of the record that the call points at; nil where it points at none, or at one that the platform made for itself.
    package let customer: ExternalID?
    /// When it began.
    package let startedAt: Date
    /// When it was over.
    package let endedAt: Date

    /// A call as it was read.
    package init(
        call: CallID,
        direction: Direction,
        number: PersonalText?,
        customer: ExternalID?,
        startedAt: Date,
        endedAt: Date
    ) {
        self.call = call
        self.direction = direction
        self.number = number
        self.customer = customer
        self.startedAt = startedAt
        self.endedAt = endedAt
    }
}

/// Some of a platform's interactions, and where the others are.
package struct InteractionPage: Hashable, Sendable {
    /// Finished calls: those that go on are left out, and the same one may stand on two pages.
    package let interactions: [PastInteraction]
    /// What to ask for next, in the connector's own words; nil at the end.
    package let next: String?

    /// A page.
    package init(interactions: [PastInteraction], next: String?) {
        self.interactions = interactions
        self.next = next
    }
}

/// A platform that remembers its calls.
///
/// Apart from `Platform`, since not every platform can be asked.
package protocol InteractionReading: Sendable {
    /// Finished calls that began since a moment, page by page; the first is asked for with nil.
    func interactions(since: Date, after place: String?) async throws(SourceFailure) -> InteractionPage
}
