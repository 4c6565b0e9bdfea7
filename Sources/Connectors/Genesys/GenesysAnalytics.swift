import FoundationEssentials
import Identity

/// A finished call as the analytics have it.
struct GenesysPastCall: Sendable {
    let call: CallID
    let isOutbound: Bool
    /// The customer's, such as `tel:+15550199999`.
    let number: String?
    /// The external ID that the conversation was tagged with.
    let tag: ExternalID?
    let contactID: String?
    let startedAt: Date
    let endedAt: Date
}

/// The details of past conversations.
struct GenesysAnalytics: Sendable {
    struct Page: Sendable {
        let rows: [GenesysPastCall]
        /// There may be another behind it.
        let isFull: Bool
    }

    private struct Details: Decodable {
        struct Session: Decodable {
            let ani: String?
            let dnis: String?
        }
        struct Participant: Decodable {
            let purpose: String?
            let externalContactId: String?
            let sessions: [Session]?
        }
        struct Conversation: Decodable {
            let conversationId: String
            let conversationStart: String?
            let conversationEnd: String?
            let originatingDirection: String?
            let externalTag: String?
            let participants: [Participant]?
        }
        /// Missing on a page that is empty.
        let conversations: [Conversation]?
    }

    let access: GenesysAccess

    /// Finished voice conversations, oldest first; the platform takes whole days for an interval that touches them.
    func page(_ number: Int, from: Date, to: Date) async throws(SourceFailure) -> Page {
        let size = access.configuration.rowsOfAPage
        let body: JSONValue = [
            "interval": .string("\(GenesysTime.text(from))/\(GenesysTime.text(to))"), "order": "asc",
            "orderBy": "conversationStart",
            "paging": ["pageSize": .number(Decimal(size)), "pageNumber": .number(Decimal(number))],
            "conversationFilters": [
                ["type": "and", "predicates": [["dimension": "conversationEnd", "operator": "exists"]]]
            ],
            "segmentFilters": [["type": "and", "predicates": [["dimension": "mediaType", "value": "voice"]]]],
        ]
        return try await access.send("POST", "analytics/conversations/details/query", body) {
            answer throws(SourceFailure) in
            let found = try answer.json(Details.self).conversations ?? []
            return Page(rows: found.compactMap(Self.call), isFull: found.count >= size)
        }
    }

    private static func call(_ row: Details.Conversation) -> GenesysPastCall? {
        guard let call = CallID(row.conversationId), let start = row.conversationStart.flatMap(WireTime.date),
            let end = row.conversationEnd.flatMap(WireTime.date)
        else { return nil }
        let isOutbound = row.originatingDirection == "outbound"
        let customers = (row.participants ?? []).filter { ["customer", "external"].contains($0.purpose) }
        let session = customers.first?.sessions?.first
        let contact = customers.lazy.compactMap(\.externalContactId).first { isIdentifier($0) }
        return GenesysPastCall(
            call: call,
            isOutbound: isOutbound,
            number: isOutbound ? session?.dnis : session?.ani,
            tag: row.externalTag.flatMap { ExternalID($0) },
            contactID: contact,
            startedAt: start,
            endedAt: end
        )
    }
}
