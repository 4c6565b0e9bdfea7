import FoundationEssentials
import Synchronization

extension ExternalContactsFace {
    /// Between accepting an association and carrying it out; the platform promises no time.
    private static let associationDelay = 0.3

    /// Places an outbound call, as a softphone would.
    func place(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let body = try GenesysFace.body(request)
        guard let number = body["phoneNumber"]?.string, !number.isEmpty else {
            throw .badRequest("phoneNumber is missing")
        }
        var random = SystemRandomNumberGenerator()
        let id = CustomerIdentifiers(seed: random.next()).id(of: Int(random.next() >> 17))
        platform.change(id) { conversation in
            (conversation.from, conversation.to, conversation.isOutbound) = (PlacedCall.ownNumber, number, true)
        }
        return .json(201, ["id": .string(id), "selfUri": .string("/api/v2/conversations/calls/\(id)")])
    }

    func conversation(_ id: String) throws(GenesysFailure) -> Answer {
        guard let conversation = platform.conversation(id) else { throw .notFound("Conversation") }
        let link = link(of: conversation)
        return .json(200, records.withLock { Self.json(conversation, link, $0) })
    }

    /// Accepted whatever is in it; of what does not fit, nothing comes.
    func associate(_ id: String, _ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let body = try GenesysFace.body(request)
        for field in ["conversationId", "communicationId", "mediaType"] where body[field]?.string?.isEmpty != false {
            throw .badRequest("\(field) is missing")
        }
        let accepted = Answer(status: 202)
        guard let conversation = platform.conversation(id), body["conversationId"]?.string == id,
            body["communicationId"]?.string == Self.session(id), body["mediaType"] == "CALL"
        else { return accepted }
        _ = link(of: conversation)
        let from = now().addingTimeInterval(Self.associationDelay)
        records.withLock { records in
            let contact = body["externalContactId"]?.string
            let number = contact.flatMap(records.number)
            guard contact == nil || number != nil else { return }
            records.change(id) { $0.pending = (number, from) }
        }
        return accepted
    }

    func tag(_ id: String, _ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let tag = try GenesysFace.body(request)["externalTag"]?.string
        guard let conversation = platform.conversation(id) else { throw .notFound("Conversation") }
        _ = link(of: conversation)
        records.withLock { $0.change(id) { $0.tag = tag } }
        return Answer(status: 202)
    }

    /// Merges; attributes are texts, and none can be deleted.
    func write(
        _ request: IncomingRequest,
        to id: String,
        participant: String
    ) throws(GenesysFailure) -> Answer {
        guard let members = try GenesysFace.body(request)["attributes"]?.members else {
            throw .badRequest("attributes is missing")
        }
        for member in members where member.value.string == nil { throw .badRequest("\(member.name) is not a text") }
        guard platform.conversation(id) != nil, participant == Self.participant(id) else {
            throw .notFound("Participant")
        }
        platform.change(id) { conversation in
            let kept = (conversation.attributes ?? []).filter { old in !members.contains { $0.name == old.name } }
            conversation.attributes = kept + members
        }
        return .json(202, ["attributes": .object(members)])
    }

    /// Whom the conversation points at now.
    ///
    /// At first the platform finds a contact by the number itself, the one that owns it, or makes one.
    func link(of conversation: PlatformConversation) -> CloudRecords.Link {
        let (number, now) = (conversation.isOutbound ? conversation.to : conversation.from, now())
        return records.withLock { records in
            if records.link(conversation.id) == nil {
                let contact = number.flatMap { Self.stitched($0, &records, now) }
                records.change(conversation.id) { $0.contact = contact }
            }
            records.change(conversation.id) { link in
                guard let pending = link.pending, pending.from <= now else { return }
                (link.contact, link.pending) = (pending.contact, nil)
            }
            return records.link(conversation.id) ?? CloudRecords.Link(conversation: conversation.id)
        }
    }

    private static func stitched(_ number: String, _ records: inout CloudRecords, _ now: Date) -> Int? {
        guard number.hasPrefix("+"), number.dropFirst().allSatisfy(\.isWholeNumber) else { return nil }
        if let owner = records.owners[CloudIdentifier(type: "Phone", value: number)] { return records.canonical(owner) }
        let fields: JSON = ["cellPhone": ["display": .string(number), "e164": .string(number)]]
        return records.create(CloudContact(fields: fields, kind: .identified, createdAt: now, modifiedAt: now))
    }

    // MARK: - JSON

    private static func json(
        _ conversation: PlatformConversation,
        _ link: CloudRecords.Link,
        _ records: CloudRecords
    ) -> JSON {
        let json: JSON = [
            "id": .string(conversation.id), "startTime": .string(CivilTime.iso(conversation.startedAt)),
            "endTime": conversation.endedAt.map { .string(CivilTime.iso($0)) } ?? .null,
            "address": .text(address(conversation.isOutbound ? conversation.from : conversation.to)),
            "participants": [participant(conversation, link, records)], "divisions": [],
            "selfUri": .string("/api/v2/conversations/\(conversation.id)"),
        ]
        return link.tag.map { json.setting("externalTag", .string($0)) } ?? json
    }

    private static func participant(
        _ conversation: PlatformConversation,
        _ link: CloudRecords.Link,
        _ records: CloudRecords
    ) -> JSON {
        let (id, started) = (conversation.id, JSON.string(CivilTime.iso(conversation.startedAt)))
        let ended = conversation.endedAt.map { JSON.string(CivilTime.iso($0)) }
        let call: JSON = [
            "id": .string(session(id)), "state": ended == nil ? "connected" : "disconnected",
            "direction": conversation.isOutbound ? "outbound" : "inbound", "held": false, "muted": false,
            "confined": false, "recording": false, "connectedTime": started, "disconnectedTime": ended ?? .null,
        ]
        let json: JSON = [
            "id": .string(participant(id)), "purpose": conversation.isOutbound ? "external" : "customer",
            "startTime": started, "connectedTime": started, "endTime": ended ?? .null,
            "ani": .text(address(conversation.from)), "dnis": .text(address(conversation.to)),
            "attributes": .object(conversation.attributes ?? []), "calls": [call],
        ]
        return link.contact.map { json.setting("externalContactId", .string(records.id(of: $0))) } ?? json
    }

    static func address(_ number: String?) -> String? {
        number.map { $0.hasPrefix("+") ? "tel:\($0)" : $0 }
    }

    /// The customer's participant and session, made from the conversation's ID.
    static func participant(_ id: String) -> String { CustomerIdentifiers(seed: seed(id)).id(of: 1) }
    static func session(_ id: String) -> String { CustomerIdentifiers(seed: seed(id)).id(of: 2) }

    private static func seed(_ id: String) -> UInt64 {
        var random = SplitMix64(seed: id)
        return random.next()
    }
}
