package import Broker
package import FoundationEssentials
package import Identity

/// The guide's interactions: oldest first, so many at once, and on from the last one's beginning.
extension GenesysGuidePlatform: InteractionReading {
    private struct Interactions: Decodable {
        let entities: [Interaction]
    }

    private struct Interaction: Decodable {
        struct Customer: Decodable {
            let externalId: String?
        }

        let callId: String
        let fromNumber: String?
        let toNumber: String?
        let direction: String?
        let customer: Customer?
        let startedAt: String
        let endedAt: String?
    }

    /// So many fit into what an answer may weigh.
    private static let mostAtOnce = 1_000

    /// Those that began since the moment, or where the last page ended.
    package func interactions(
        since: Date,
        after place: String?
    ) async throws(SourceFailure) -> InteractionPage {
        let start = place ?? GenesysTime.text(since)
        let query = QueryString([("since", start), ("limit", "\(Self.mostAtOnce)")]).text
        return try await client.send(get("interactions?\(query)")) { answer throws(SourceFailure) in
            let entities = try answer.json(Interactions.self).entities
            // A page that is full of one moment would be asked for again and again.
            let last = entities.count < Self.mostAtOnce ? nil : entities.last?.startedAt
            return InteractionPage(interactions: entities.compactMap(Self.past), next: last == start ? nil : last)
        }
    }

    /// Nil for what is no call of ours, or goes on.
    private static func past(_ entity: Interaction) -> PastInteraction? {
        guard let call = CallID(entity.callId), let start = WireTime.date(entity.startedAt),
            let end = entity.endedAt.flatMap(WireTime.date)
        else { return nil }
        let isOutbound = entity.direction == "outbound"
        return PastInteraction(
            call: call,
            direction: isOutbound ? .outbound : .inbound,
            number: (isOutbound ? entity.toNumber : entity.fromNumber).map { PersonalText($0) },
            customer: entity.customer?.externalId.flatMap { ExternalID($0) },
            startedAt: start,
            endedAt: end
        )
    }
}

/// Times as both interfaces take them.
enum GenesysTime {
    static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
