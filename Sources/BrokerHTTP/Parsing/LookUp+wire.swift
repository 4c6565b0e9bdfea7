import Broker
import BrokerAPI
import Identity

extension LookUp.Request {
    /// The platform's payload; a number that can't be used is a withheld one, never an error.
    init(_ wire: LookupRequest, phones: any PhoneNumberReading, region: String) throws(Problem) {
        let direction = try FieldRules.direction(wire.type)
        let text = direction == .inbound ? wire.fromNumber : wire.toNumber
        self.init(
            call: try FieldRules.callID(wire.callId),
            direction: direction,
            number: text.flatMap { phones.read($0, region: region) },
            queueID: try FieldRules.identifier(wire.queueId, field: "queueId"),
            userID: try FieldRules.identifier(wire.userId, field: "userId"),
            verifiedEmail: try FieldRules.email(wire.verifiedEmail, field: "verifiedEmail")
        )
    }
}
