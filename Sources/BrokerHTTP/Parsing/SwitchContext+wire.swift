import Broker
import BrokerAPI
import Identity

extension SwitchContext.Request {
    /// The platform's payload: an agent where it names one, else a flow.
    init(_ wire: UpdateContextRequest, staff: Staff) throws(Problem) {
        self.init(
            call: try FieldRules.callID(wire.callId),
            target: wire.newExternalId,
            reason: try FieldRules.reason(wire.reason),
            expected: try Self.expected(wire.expectedExternalId),
            actor: try Self.actor(wire.actor, staff),
            remember: wire.remember ?? false
        )
    }

    /// A desk's payload.
    init(_ wire: SwitchRequest, on call: CallID, by viewer: Viewer) throws(Problem) {
        self.init(
            call: call,
            target: wire.newExternalId,
            reason: try FieldRules.reason(wire.reason),
            expected: try Self.expected(wire.expectedExternalId),
            actor: viewer.actor,
            remember: wire.remember ?? false,
            viewer: viewer
        )
    }

    private static func expected(_ text: String?) throws(Problem) -> ExternalID? {
        guard let text else { return nil }
        return try FieldRules.externalID(text, field: "expectedExternalId")
    }

    /// An agent without a name must not pass for a flow.
    private static func actor(_ agent: UpdateContextRequest.Agent?, _ staff: Staff) throws(Problem) -> Actor {
        guard let agent else { return Actor(id: "flow", name: nil, role: .flow) }
        guard let id = try FieldRules.identifier(agent.userId, field: "actor.userId") else {
            throw .field("actor.userId", "must not be empty")
        }
        return Actor(id: id, name: staff.name(ofAgent: id), role: .agent)
    }
}
