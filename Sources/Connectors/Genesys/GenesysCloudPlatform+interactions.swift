package import Broker
package import FoundationEssentials
package import Identity

/// Past calls from the platform's analytics: late, drifting while they are read, and by whole days.
extension GenesysCloudPlatform: InteractionReading {
    /// The newest calls are not settled yet: an interval never ends now.
    private static let unsettled = 60.0

    /// Finished voice calls that began since the moment; the same call is on a page once.
    package func interactions(
        since: Date,
        after place: String?
    ) async throws(SourceFailure) -> InteractionPage {
        let number = place.flatMap { Int($0) } ?? 1
        let end = now().addingTimeInterval(-Self.unsettled)
        guard since < end, number >= 1 else { return InteractionPage(interactions: [], next: nil) }
        let page = try await analytics.page(number, from: since, to: end)
        var interactions: [PastInteraction] = []
        var seen: Set<CallID> = []
        for row in page.rows where row.startedAt >= since && seen.insert(row.call).inserted {
            interactions.append(try await past(row))
        }
        return InteractionPage(interactions: interactions, next: page.isFull ? "\(number + 1)" : nil)
    }

    /// A tag that names a person is believed; one of a number may have been healed since: the contact knows.
    private func past(_ row: GenesysPastCall) async throws(SourceFailure) -> PastInteraction {
        var customer = row.tag
        if customer?.isProxy != false, let contact = row.contactID {
            customer = try await contacts.externalID(of: contact) ?? customer
        }
        return PastInteraction(
            call: row.call,
            direction: row.isOutbound ? .outbound : .inbound,
            number: row.number.map { PersonalText($0) },
            customer: customer,
            startedAt: row.startedAt,
            endedAt: row.endedAt
        )
    }
}
