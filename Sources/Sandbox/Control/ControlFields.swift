/// The fields of a control request's body; what is wrong becomes a sentence.
struct ControlFields {
    let json: JSON

    func allow(_ known: [String]) throws(ControlFace.Refusal) {
        for member in json.members ?? [] where !known.contains(member.name) {
            throw ControlFace.Refusal("\(member.name) is unknown; known are \(known.joined(separator: ", ")).")
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ field: String
    ) throws(ControlFace.Refusal) -> Choice where Choice.RawValue == String {
        guard let choice = json[field]?.string.flatMap(Choice.init(rawValue:)) else {
            throw ControlFace.Refusal(
                "\(field) must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        return choice
    }

    /// Nil where the field is missing or null; at most an hour.
    func milliseconds(_ field: String) throws(ControlFace.Refusal) -> Duration? {
        guard let value = json[field], !value.isNull else { return nil }
        guard let count = value.integer, (0...3_600_000).contains(count) else {
            throw ControlFace.Refusal("\(field) must be a whole number of milliseconds from 0 to 3600000.")
        }
        return .milliseconds(count)
    }

    func rate() throws(ControlFace.Refusal) -> Double {
        guard let value = json["rate"], !value.isNull else { return 1 }
        guard let rate = value.double, (0...1).contains(rate) else {
            throw ControlFace.Refusal("rate must be a number from 0 to 1.")
        }
        return rate
    }

    func call(newCallID: () -> String) throws(ControlFace.Refusal) -> PlacedCall {
        try allow(["number", "callId", "direction", "userId", "queueId", "answerAfterMs", "endAfterMs"])
        guard let number = json["number"]?.string, number.utf8.count <= 128 else {
            throw ControlFace.Refusal("number is missing: the customer's number as the platform would send it.")
        }
        let direction = try text("direction") ?? "inbound"
        guard ["inbound", "outbound"].contains(direction) else {
            throw ControlFace.Refusal("direction must be inbound or outbound.")
        }
        let callID = try text("callId") ?? newCallID()
        guard (1...128).contains(callID.utf8.count), callID.utf8.allSatisfy(\.isIdentifierByte) else {
            throw ControlFace.Refusal("callId must be 1 to 128 letters, digits, dots, dashes or underscores.")
        }
        return PlacedCall(
            callID: callID,
            customerNumber: number,
            isOutbound: direction == "outbound",
            userID: try text("userId"),
            queueID: try text("queueId"),
            answerAfter: try milliseconds("answerAfterMs"),
            endAfter: try milliseconds("endAfterMs")
        )
    }

    private func text(_ field: String) throws(ControlFace.Refusal) -> String? {
        guard let value = json[field], !value.isNull else { return nil }
        guard let text = value.string else { throw ControlFace.Refusal("\(field) must be a text.") }
        return text
    }
}
