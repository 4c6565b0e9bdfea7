/// A call that the stand-in platform is asked to place.
struct PlacedCall: Sendable, Equatable {
    /// The contact centre's own number, the one of the guide's examples.
    static let ownNumber = "+15550190000"

    let callID: String
    let customerNumber: String
    let isOutbound: Bool
    let userID: String?
    let queueID: String?
    /// After the call began; nil: nobody answers.
    let answerAfter: Duration?
    /// After the call began; nil: it goes on.
    let endAfter: Duration?

    var from: String { isOutbound ? Self.ownNumber : customerNumber }
    var to: String { isOutbound ? customerNumber : Self.ownNumber }

    /// The guide's payload.
    var lookup: JSON {
        var members = [
            JSON.Member("fromNumber", .string(from)), JSON.Member("toNumber", .string(to)),
            JSON.Member("callId", .string(callID)), JSON.Member("type", isOutbound ? "outbound" : "inbound"),
        ]
        if let userID { members.append(JSON.Member("userId", .string(userID))) }
        if let queueID { members.append(JSON.Member("queueId", .string(queueID))) }
        return .object(members)
    }
}

/// What can keep a call from being placed.
enum PlacingFailure: Error {
    case noBroker
    /// Too many calls have events to come.
    case busy
}
