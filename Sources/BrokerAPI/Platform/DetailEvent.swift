/// What Genesys Cloud itself says of a conversation (its "detail events"): a notification, alone or in EventBridge's
/// envelope.
package struct DetailEvent: Decodable, Sendable {
    /// Which event it is, by the end of its topic; others are not for us.
    package enum Kind: String, CaseIterable, Sendable {
        case customerStart = "customer.start"
        case customerEnd = "customer.end"
        case acdStart = "acd.start"
        case acdEnd = "acd.end"
        case userStart = "user.start"
        case userEnd = "user.end"
        case acw
    }

    /// What happened; each event fills its part of it.
    package let body: Body
    /// Such as `v2.detail.events.conversation.{id}.customer.end`, with or without the conversation's ID in it.
    package let topicName: String
    /// Where the body stands, for what is said about its fields: `eventBody` or `detail.eventBody`.
    package let place: String

    /// Nil for an event that is not for us.
    package var kind: Kind? {
        guard topicName.hasPrefix("v2.detail.events.conversation.") else { return nil }
        return Kind.allCases.first { topicName.hasSuffix(".\($0.rawValue)") }
    }

    private enum Key: CodingKey {
        case detail, topicName, eventBody
    }

    /// Reads either form; an error names the field that has something else.
    package init(from decoder: any Decoder) throws {
        let outer = try decoder.container(keyedBy: Key.self)
        let isWrapped = outer.contains(.detail)
        let inner = isWrapped ? try outer.nestedContainer(keyedBy: Key.self, forKey: .detail) : outer
        topicName = try inner.decode(String.self, forKey: .topicName)
        body = try inner.decode(Body.self, forKey: .eventBody)
        place = isWrapped ? "detail.eventBody" : "eventBody"
    }
}

extension DetailEvent {
    /// The fields that we read of all events; an unset variable of a workflow is an empty text, and means nothing.
    package struct Body: Decodable, Sendable {
        /// The call.
        package let conversationId: String
        /// When, in milliseconds since 1970.
        package let eventTime: Int
        /// The leg.
        package let sessionId: String?
        /// Such as `VOICE`.
        package let mediaType: String?
        /// `INBOUND` or `OUTBOUND`.
        package let direction: String?
        /// Who called, such as `tel:+15550199999`.
        package let ani: String?
        /// Who was called.
        package let dnis: String?
        /// The agent.
        package let userId: String?
        /// The queue.
        package let queueId: String?
        /// Such as `ANSWERED`.
        package let acdOutcome: String?
        /// Who answered.
        package let answeredUserId: String?
        /// Such as `CONSULT_TRANSFER`.
        package let disconnectType: String?
        /// Talking, in milliseconds.
        package let interactingDurationMs: Int?
        /// On hold.
        package let heldDurationMs: Int?
        /// Dialing.
        package let dialingDurationMs: Int?
        /// Contacting.
        package let contactingDurationMs: Int?
        /// After-call work.
        package let wrapupDurationMs: Int?

        private enum Key: CodingKey {
            case conversationId, eventTime, sessionId, mediaType, direction, ani, dnis, userId, queueId, acdOutcome
            case answeredUserId, disconnectType, interactingDurationMs, heldDurationMs, dialingDurationMs
            case contactingDurationMs, wrapupDurationMs
        }

        /// Reads what is there; an error names the field that has something else.
        package init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            func text(_ key: Key) throws -> String? {
                try fields.decodeIfPresent(String.self, forKey: key).flatMap { $0.isEmpty ? nil : $0 }
            }
            func number(_ key: Key) throws -> Int? { try fields.decodeIfPresent(Count.self, forKey: key)?.value }
            conversationId = try fields.decode(String.self, forKey: .conversationId)
            guard let time = try fields.decode(Count.self, forKey: .eventTime).value else {
                throw DecodingError.dataCorruptedError(
                    forKey: .eventTime,
                    in: fields,
                    debugDescription: Count.expectation
                )
            }
            eventTime = time
            (sessionId, mediaType, direction) = (try text(.sessionId), try text(.mediaType), try text(.direction))
            (ani, dnis, userId) = (try text(.ani), try text(.dnis), try text(.userId))
            (queueId, acdOutcome) = (try text(.queueId), try text(.acdOutcome))
            (answeredUserId, disconnectType) = (try text(.answeredUserId), try text(.disconnectType))
            (interactingDurationMs, heldDurationMs) = (try number(.interactingDurationMs), try number(.heldDurationMs))
            dialingDurationMs = try number(.dialingDurationMs)
            (contactingDurationMs, wrapupDurationMs) = (
                try number(.contactingDurationMs), try number(.wrapupDurationMs)
            )
        }
    }

    /// A whole number of milliseconds, as a number or, from a workflow, as its digits.
    private struct Count: Decodable {
        static let expectation = "expected a whole number of milliseconds"

        /// Nil for an empty text.
        let value: Int?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let number: Double?
            if let text = try? container.decode(String.self) {
                if text.isEmpty {
                    value = nil
                    return
                }
                number = Double(text)
            } else {
                number = try? container.decode(Double.self)
            }
            guard let number, let whole = Int(exactly: number), (0...253_402_300_799_999).contains(whole) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: Self.expectation)
            }
            value = whole
        }
    }
}
