import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import NIOCore

/// A detail event of Genesys Cloud, checked: what of it is a lookup, and what are events of ours.
struct DetailReading: Sendable {
    private static let furthestAhead: TimeInterval = 300
    private static let mostInABatch = ApplyEvents.Item.mostInABatch
    /// Longer than any leg.
    private static let longest = 30 * 86_400_000

    /// The shortest time that the platform tells.
    private static let moment = 0.001

    let call: CallID
    /// Nil for what is not for us: another topic, or another channel than voice.
    let kind: DetailEvent.Kind?
    private let at: Date
    private let body: DetailEvent.Body

    /// One event, or an array of them; one bad item refuses them all.
    static func readings(_ body: ByteBuffer, now: Date) throws(Problem) -> [DetailReading] {
        guard body.firstCharacter == UInt8(ascii: "[") else {
            return [try DetailReading(try body.json(DetailEvent.self), at: "", now: now)]
        }
        let events = try body.json([DetailEvent].self)
        guard events.count <= mostInABatch else {
            throw Problem(.badRequest, status: 400, detail: "A batch holds at most \(mostInABatch) events.")
        }
        var readings: [DetailReading] = []
        for (index, event) in events.enumerated() {
            readings.append(try DetailReading(event, at: "[\(index)].", now: now))
        }
        return readings
    }

    private init(_ event: DetailEvent, at place: String, now: Date) throws(Problem) {
        let place = "\(place)\(event.place)"
        call = try FieldRules.callID(event.body.conversationId, field: "\(place).conversationId")
        at = Date(timeIntervalSince1970: Double(event.body.eventTime) / 1000)
        guard at <= now.addingTimeInterval(Self.furthestAhead) else {
            throw .field("\(place).eventTime", "is more than 5 minutes ahead of the broker's clock")
        }
        for (name, text) in [
            ("sessionId", event.body.sessionId), ("userId", event.body.userId), ("queueId", event.body.queueId),
            ("answeredUserId", event.body.answeredUserId),
        ] {
            _ = try FieldRules.identifier(text, field: "\(place).\(name)")
        }
        for (name, time) in [
            ("interactingDurationMs", event.body.interactingDurationMs), ("heldDurationMs", event.body.heldDurationMs),
            ("dialingDurationMs", event.body.dialingDurationMs), ("wrapupDurationMs", event.body.wrapupDurationMs),
            ("contactingDurationMs", event.body.contactingDurationMs),
        ] where time.map({ $0 > Self.longest }) == true {
            throw .field("\(place).\(name)", "must be 0 to \(Self.longest) milliseconds")
        }
        let isVoice = event.body.mediaType.map { $0.uppercased() == "VOICE" } ?? true
        kind = isVoice ? event.kind : nil
        body = event.body
    }

    /// The lookup that makes the call known, where the event says who calls whom.
    func lookUp(phones: any PhoneNumberReading, region: String) throws(Problem) -> LookUp.Request? {
        let isOutbound = body.direction?.uppercased() == "OUTBOUND"
        switch kind {
        case .customerStart, .acdStart: break
        // An agent who dials is there before the customer.
        case .userStart where isOutbound: break
        case .userStart, .userEnd, .customerEnd, .acdEnd, .acw, nil: return nil
        }
        let wire = LookupRequest(
            fromNumber: body.ani,
            toNumber: body.dnis,
            callId: call.text,
            type: isOutbound ? "outbound" : "inbound",
            userId: body.userId,
            queueId: body.queueId
        )
        return try LookUp.Request(wire, phones: phones, region: region)
    }

    /// What happened, in events of ours; where the platform does not say it all, the call's life until now tells the rest.
    func events(in life: CallLife?) -> [CallEvent] {
        switch kind {
        case .customerStart, nil: []
        case .customerEnd: [event(.callEnded)]
        case .acdStart: queued(life)
        case .acdEnd: answered()
        case .userStart: [event(.callOffered, body.userId, leg: body.sessionId)]
        case .userEnd: left(life)
        case .acw: [event(.wrapUpEnded, body.userId, leg: body.sessionId, metrics: afterCall)]
        }
    }

    /// A call that nobody has goes to a queue; that of an agent who asks another queue stays where it is.
    private func queued(_ life: CallLife?) -> [CallEvent] {
        guard let queue = body.queueId, life.map({ $0.state == .waiting && $0.queueID != queue }) ?? true else {
            return []
        }
        return [event(.callTransferred)]
    }

    private func answered() -> [CallEvent] {
        guard body.acdOutcome?.uppercased() == "ANSWERED", let user = body.answeredUserId else { return [] }
        return [event(.callAnswered, user)]
    }

    /// An agent's session ends: only now it is said for how long they talked, and so when they had answered.
    private func left(_ life: CallLife?) -> [CallEvent] {
        let talked = (body.interactingDurationMs ?? 0) + (body.heldDurationMs ?? 0)
        guard talked > 0 else {
            // It rang in vain, and the call waits again.
            let rangHere = life?.state == .ringing && body.userId != nil && life?.userID == body.userId
            return rangHere ? [event(.callTransferred, leg: body.sessionId)] : []
        }
        let answeredAt = momentOfAnswer(at.addingTimeInterval(-Double(talked) / 1000), life)
        let answer = event(.callAnswered, body.userId, leg: body.sessionId, metrics: talk, at: answeredAt)
        return [answer] + handedOn(life, since: answeredAt)
    }

    /// The same answer at the same time would be one that was delivered before, and its measured times would be lost.
    private func momentOfAnswer(_ time: Date, _ life: CallLife?) -> Date {
        let isTold = life?.events.contains { event in
            event.kind == .callAnswered && event.at == time && event.userID == body.userId && event.metrics == nil
        }
        return isTold == true ? time.addingTimeInterval(Self.moment) : time
    }

    /// To whom: the agent who was asked last, where there was one; after a consultation they are talking already.
    private func handedOn(_ life: CallLife?, since answeredAt: Date) -> [CallEvent] {
        guard let type = body.disconnectType?.uppercased(), type.contains("TRANSFER") else { return [] }
        let next = life?.events.last { event in
            event.kind == .callOffered && event.userID != nil && event.userID != body.userId && event.at >= answeredAt
        }
        let handed = event(.callTransferred, next?.userID, leg: body.sessionId)
        guard let next, ["CONSULT_TRANSFER", "CONFERENCE_TRANSFER"].contains(type) else { return [handed] }
        // A moment later, so that it comes behind the transfer.
        let taken = event(.callAnswered, next.userID, leg: next.legID, at: at.addingTimeInterval(Self.moment))
        return [handed, taken]
    }

    private func event(
        _ kind: CallEvent.Kind,
        _ user: String? = nil,
        leg: String? = nil,
        metrics: LegMetrics? = nil,
        at time: Date? = nil
    ) -> CallEvent {
        let tellsQueue = kind != .callEnded && kind != .wrapUpEnded
        return CallEvent(
            kind: kind,
            at: time ?? at,
            userID: user,
            queueID: tellsQueue ? body.queueId : nil,
            legID: leg,
            metrics: metrics
        )
    }

    private var talk: LegMetrics {
        LegMetrics(
            talk: body.interactingDurationMs.map { .milliseconds($0) },
            held: body.heldDurationMs.map { .milliseconds($0) },
            afterCall: nil,
            dialing: body.dialingDurationMs.map { .milliseconds($0) },
            contacting: body.contactingDurationMs.map { .milliseconds($0) }
        )
    }

    private var afterCall: LegMetrics? {
        body.wrapupDurationMs.map {
            LegMetrics(talk: nil, held: nil, afterCall: .milliseconds($0), dialing: nil, contacting: nil)
        }
    }
}
