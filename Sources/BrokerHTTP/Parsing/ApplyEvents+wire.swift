import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import NIOCore

extension ApplyEvents.Item {
    static let mostInABatch = 100
    private static let furthestAhead: TimeInterval = 300

    /// One event, or an array of them; one bad item refuses them all.
    static func items(_ body: ByteBuffer, now: Date) throws(Problem) -> [ApplyEvents.Item] {
        guard body.firstCharacter == UInt8(ascii: "[") else {
            return [try ApplyEvents.Item(try body.json(PlatformEvent.self), at: "", now: now)]
        }
        let events = try body.json([PlatformEvent].self)
        guard events.count <= mostInABatch else {
            throw Problem(.badRequest, status: 400, detail: "A batch holds at most \(mostInABatch) events.")
        }
        var items: [ApplyEvents.Item] = []
        for (index, event) in events.enumerated() {
            items.append(try ApplyEvents.Item(event, at: "[\(index)].", now: now))
        }
        return items
    }

    /// What a later version sends is checked too, and then ignored; `place` stands before the names of fields.
    private init(_ wire: PlatformEvent, at place: String, now: Date) throws(Problem) {
        let call = try FieldRules.callID(wire.callId, field: "\(place)callId")
        guard wire.at <= now.addingTimeInterval(Self.furthestAhead) else {
            throw .field("\(place)at", "is more than 5 minutes ahead of the broker's clock")
        }
        let (user, queue, leg) = (
            try FieldRules.identifier(wire.userId, field: "\(place)userId"),
            try FieldRules.identifier(wire.queueId, field: "\(place)queueId"),
            try FieldRules.identifier(wire.legId, field: "\(place)legId")
        )
        let metrics = try LegMetrics(wire.metrics, at: place)
        let event = CallEvent.Kind(rawValue: wire.type).map {
            CallEvent(kind: $0, at: wire.at, userID: user, queueID: queue, legID: leg, metrics: metrics)
        }
        self.init(call: call, event: event)
    }
}

extension LegMetrics {
    /// Longer than any leg: what is beyond is no time.
    private static let longest = 30 * 86_400_000

    fileprivate init?(_ wire: PlatformEvent.Metrics?, at place: String) throws(Problem) {
        guard let wire else { return nil }
        func time(_ value: Int?, _ name: String) throws(Problem) -> Duration? {
            guard let value else { return nil }
            guard (0...Self.longest).contains(value) else {
                throw .field("\(place)metrics.\(name)", "must be 0 to \(Self.longest) milliseconds")
            }
            return .milliseconds(value)
        }
        self.init(
            talk: try time(wire.talkMs, "talkMs"),
            held: try time(wire.heldMs, "heldMs"),
            afterCall: try time(wire.acwMs, "acwMs"),
            dialing: try time(wire.dialingMs, "dialingMs"),
            contacting: try time(wire.contactingMs, "contactingMs")
        )
    }
}
