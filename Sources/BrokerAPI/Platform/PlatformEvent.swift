package import FoundationEssentials

/// One item of `POST /api/v1/genesys/events`.
package struct PlatformEvent: Codable, Sendable {
    /// The platform's own timings, in milliseconds.
    package struct Metrics: Codable, Sendable {
        /// Talking.
        package var talkMs: Int?
        /// On hold.
        package var heldMs: Int?
        /// After-call work.
        package var acwMs: Int?
        /// Dialing out.
        package var dialingMs: Int?
        /// Contacting.
        package var contactingMs: Int?

        /// Timings.
        package init(
            talkMs: Int? = nil,
            heldMs: Int? = nil,
            acwMs: Int? = nil,
            dialingMs: Int? = nil,
            contactingMs: Int? = nil
        ) {
            self.talkMs = talkMs
            self.heldMs = heldMs
            self.acwMs = acwMs
            self.dialingMs = dialingMs
            self.contactingMs = contactingMs
        }

        /// Reads whole milliseconds; an error names the field that has something else.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            talkMs = try container.wholeNumberIfPresent(forKey: .talkMs)
            heldMs = try container.wholeNumberIfPresent(forKey: .heldMs)
            acwMs = try container.wholeNumberIfPresent(forKey: .acwMs)
            dialingMs = try container.wholeNumberIfPresent(forKey: .dialingMs)
            contactingMs = try container.wholeNumberIfPresent(forKey: .contactingMs)
        }
    }

    /// Such as `callAnswered`; unknown ones are accepted and ignored.
    package var type: String
    /// Which call.
    package var callId: String
    /// When, by the platform's clock.
    package var at: Date
    /// The agent.
    package var userId: String?
    /// The queue.
    package var queueId: String?
    /// The agent's leg.
    package var legId: String?
    /// The platform's own timings.
    package var metrics: Metrics?

    /// An event.
    package init(
        type: String,
        callId: String,
        at: Date,
        userId: String? = nil,
        queueId: String? = nil,
        legId: String? = nil,
        metrics: Metrics? = nil
    ) {
        self.type = type
        self.callId = callId
        self.at = at
        self.userId = userId
        self.queueId = queueId
        self.legId = legId
        self.metrics = metrics
    }
}

/// The answer to events.
package struct EventsAnswer: Codable, Sendable, Hashable {
    /// Applied.
    package var accepted: Int
    /// Delivered before.
    package var duplicates: Int
    /// Of an unknown type.
    package var ignored: Int

    /// What became of a batch.
    package init(accepted: Int, duplicates: Int, ignored: Int) {
        self.accepted = accepted
        self.duplicates = duplicates
        self.ignored = ignored
    }
}
