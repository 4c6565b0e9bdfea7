import FoundationEssentials
import Synchronization

extension ExternalContactsFace {
    /// What the analytics know of conversations, as late as analytics are.
    ///
    /// As on the platform, an interval means all conversations that began on a day that it touches.
    func details(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let body = try GenesysFace.body(request)
        let days = try Self.days(body["interval"])
        let (size, number) = (body["paging"]?["pageSize"]?.integer ?? 25, body["paging"]?["pageNumber"]?.integer ?? 1)
        guard (1...100).contains(size), number >= 1 else { throw .badRequest("paging is out of range") }
        let filters = try AnalyticsFilters(body)
        let rows = platform.conversations(in: days).map { ($0, link(of: $0)) }
        let found = records.withLock { records in
            rows.map { Self.row($0, $1, records) }.filter { filters.accept($0) }
        }
        let ordered = body["order"]?.string == "desc" ? found.reversed() : found
        let page = ordered.dropFirst((number - 1) * size).prefix(size)
        return .json(
            200,
            page.isEmpty
                ? ["totalHits": .integer(found.count)]
                : ["conversations": .array(page.map(Self.json)), "totalHits": .integer(found.count)]
        )
    }

    private static func days(_ interval: JSON?) throws(GenesysFailure) -> Range<Date> {
        let ends = (interval?.string ?? "").split(separator: "/").compactMap { CivilTime.parse(String($0)) }
        guard ends.count == 2, ends[0] < ends[1] else {
            throw .badRequest(
                "interval is missing, or is not two times such as 2026-11-23T00:00:00Z with / between them"
            )
        }
        let end = CivilTime.day(0, after: ends[1])
        return CivilTime.day(0, after: ends[0])..<(end < ends[1] ? CivilTime.day(1, after: ends[1]) : end)
    }

    private static func row(
        _ conversation: PlatformConversation,
        _ link: CloudRecords.Link,
        _ records: CloudRecords
    ) -> AnalyticsRow {
        AnalyticsRow(
            conversation: conversation,
            tag: link.tag,
            contact: link.contact.map { records.id(of: $0) },
            participant: participant(conversation.id),
            session: session(conversation.id)
        )
    }

    private static func json(_ row: AnalyticsRow) -> JSON {
        let (conversation, direction) = (row.conversation, JSON.string(row.direction))
        let started = JSON.string(CivilTime.iso(conversation.startedAt))
        let ended = conversation.endedAt.map { JSON.string(CivilTime.iso($0)) }
        var segment: JSON = ["segmentType": "interact", "segmentStart": started, "conference": false]
        if let ended { segment = segment.setting("segmentEnd", ended).setting("disconnectType", "peer") }
        let session: JSON = [
            "sessionId": .string(row.session), "mediaType": "voice", "direction": direction,
            "ani": .text(address(conversation.from)), "dnis": .text(address(conversation.to)), "metrics": [],
            "segments": [segment],
        ]
        var participant: JSON = [
            "participantId": .string(row.participant), "purpose": .string(row.purpose), "sessions": [session],
        ]
        if let contact = row.contact { participant = participant.setting("externalContactId", .string(contact)) }
        var json: JSON = [
            "conversationId": .string(conversation.id), "conversationStart": started,
            "originatingDirection": direction, "divisionIds": [.string(division)], "participants": [participant],
        ]
        if let ended { json = json.setting("conversationEnd", ended) }
        return row.tag.map { json.setting("externalTag", .string($0)) } ?? json
    }
}

/// A conversation as the analytics see it.
struct AnalyticsRow: Sendable {
    let conversation: PlatformConversation
    let tag: String?
    let contact: String?
    let participant: String
    let session: String

    var direction: String { conversation.isOutbound ? "outbound" : "inbound" }
    var purpose: String { conversation.isOutbound ? "external" : "customer" }

    /// The value of a dimension; the outer nil is a dimension that the stand-in does not have.
    func value(of dimension: String) -> String?? {
        switch dimension {
        case "conversationId": conversation.id
        case "conversationStart": CivilTime.iso(conversation.startedAt)
        case "conversationEnd": .some(conversation.endedAt.map(CivilTime.iso))
        case "originatingDirection", "direction": direction
        case "externalTag": .some(tag)
        case "externalContactId", "canonicalExternalContactId": .some(contact)
        case "mediaType": "voice"
        case "purpose": purpose
        case "ani": .some(conversation.from.map { "tel:\($0)" })
        case "dnis": .some(conversation.to.map { "tel:\($0)" })
        default: .none
        }
    }
}

/// Which conversations a query wants: all filters, each of them all or any of its predicates.
struct AnalyticsFilters: Sendable {
    private struct Predicate: Sendable {
        let dimension: String
        /// Nil where the dimension has to be there, or not to be there.
        let value: String?
        let wantsValue: Bool
    }

    private let filters: [(isAny: Bool, predicates: [Predicate])]

    init(_ body: JSON) throws(GenesysFailure) {
        var filters: [(isAny: Bool, predicates: [Predicate])] = []
        for list in ["conversationFilters", "segmentFilters"] {
            for filter in body[list]?.elements ?? [] {
                var predicates: [Predicate] = []
                for predicate in filter["predicates"]?.elements ?? [] {
                    predicates.append(try Self.predicate(predicate))
                }
                filters.append((filter["type"]?.string == "or", predicates))
            }
        }
        self.filters = filters
    }

    func accept(_ row: AnalyticsRow) -> Bool {
        filters.allSatisfy { filter in
            filter.isAny
                ? filter.predicates.contains { Self.holds($0, row) }
                : filter.predicates.allSatisfy { Self.holds($0, row) }
        }
    }

    private static let sample = AnalyticsRow(
        conversation: PlatformConversation(id: "", startedAt: Date(timeIntervalSince1970: 0)),
        tag: nil,
        contact: nil,
        participant: "",
        session: ""
    )

    private static func predicate(_ json: JSON) throws(GenesysFailure) -> Predicate {
        guard let dimension = json["dimension"]?.string, sample.value(of: dimension) != nil else {
            throw .badRequest("The stand-in has no such dimension")
        }
        switch json["operator"]?.string ?? "matches" {
        case "exists": return Predicate(dimension: dimension, value: nil, wantsValue: true)
        case "notExists": return Predicate(dimension: dimension, value: nil, wantsValue: false)
        case "matches":
            guard let value = json["value"]?.string else { throw .badRequest("value is missing") }
            return Predicate(dimension: dimension, value: value, wantsValue: true)
        default: throw .badRequest("operator has an unknown value")
        }
    }

    private static func holds(_ predicate: Predicate, _ row: AnalyticsRow) -> Bool {
        let own = row.value(of: predicate.dimension) ?? nil
        guard let value = predicate.value else { return (own != nil) == predicate.wantsValue }
        return own == value
    }
}
