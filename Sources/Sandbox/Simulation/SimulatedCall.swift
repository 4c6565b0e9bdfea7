/// A call from the platform's first question to the end of the agent's work.
struct SimulatedCall: Sendable, Equatable {
    /// What the platform tells of it, and how long after the question.
    struct Event: Sendable, Equatable {
        let type: String
        /// Seconds.
        let after: Double
        /// Told at the end of a simulation, however early that is.
        let isEnding: Bool
    }

    let callID: String
    /// The customer's, as the platform sends it.
    let number: String
    let isOutbound: Bool
    let userID: String
    let queueID: String
    let events: [Event]

    /// The guide's payload.
    var lookup: JSON {
        let (from, to) = isOutbound ? (PlacedCall.ownNumber, number) : (number, PlacedCall.ownNumber)
        var members = [
            JSON.Member("fromNumber", .string(from)), JSON.Member("toNumber", .string(to)),
            JSON.Member("callId", .string(callID)), JSON.Member("type", isOutbound ? "outbound" : "inbound"),
            JSON.Member("queueId", .string(queueID)),
        ]
        // Nobody has an inbound call before it is offered to them.
        if isOutbound { members.append(JSON.Member("userId", .string(userID))) }
        return .object(members)
    }
}
