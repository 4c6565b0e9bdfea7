import Broker
import FoundationEssentials
import Identity

/// Who a conversation's customer is to the platform.
struct GenesysParty: Equatable, Sendable {
    let participantID: String
    /// The session on which the customer talks.
    let communicationID: String
    /// The contact that it points at.
    let contactID: String?
}

/// Conversations: whom they point at, their attributes and their tag.
struct GenesysConversations: Sendable {
    private struct Conversation: Decodable {
        struct Call: Decodable {
            let id: String?
            let state: String?
        }
        struct Participant: Decodable {
            let id: String
            let purpose: String?
            let externalContactId: String?
            let calls: [Call]?
        }
        let id: String
        let participants: [Participant]?
    }

    let access: GenesysAccess
    /// Neither participant nor session of a conversation's customer ever changes.
    let parties: RecentValues<CallID, GenesysParty>
    let ambience: Ambience

    /// The customer of a conversation; nil where the platform does not know it.
    func party(of call: CallID) async throws(SourceFailure) -> GenesysParty? {
        let party = try await access.get("conversations/\(try pathSegment(call.text))") {
            answer throws(SourceFailure) -> GenesysParty? in
            if answer.isAbsence { return nil }
            let conversation = try answer.json(Conversation.self)
            guard conversation.id == call.text else { throw .malformed }
            return Self.party(conversation)
        }
        if let party { parties.keep(party, for: call, at: ambience.uptime()) }
        return party
    }

    /// Points a conversation at a contact, and waits until the platform says so too: it accepts the request first, whatever
    /// is in it, and carries it out later.
    func associate(_ call: CallID, with contact: String) async throws(SourceFailure) {
        let party = try await known(call)
        let body: JSONValue = .object([
            "externalContactId": .string(contact), "conversationId": .string(call.text),
            "communicationId": .string(party.communicationID), "mediaType": .string("CALL"),
        ])
        try await access.tell("PUT", "externalcontacts/conversations/\(try pathSegment(call.text))", body)
        for pause in access.configuration.readBackPauses {
            try await wait(pause)
            if try await self.party(of: call)?.contactID == contact { return }
        }
        throw .timedOut
    }

    /// The only word of ours that the platform's analytics can filter and group by; a conversation that takes none any more
    /// is none the worse for it.
    func tag(_ call: CallID, _ tag: ExternalID) async throws(SourceFailure) {
        let path = "conversations/\(try pathSegment(call.text))/tags"
        do { try await access.tell("PUT", path, .object(["externalTag": .string(tag.text)])) } catch {
            switch error {
            // It is a convenience: an organisation that does not let us tag has its association all the same.
            case .rejected, .forbidden: return
            case .timedOut, .unreachable, .untrusted, .unauthorised, .rateLimited, .unavailable, .unprepared,
                .malformed, .breakerOpen:
                throw error
            }
        }
    }

    /// Attributes are texts, and there is no way to delete one: an empty text says the same.
    func write(_ attributes: [String: PersonalText?], to call: CallID) async throws(SourceFailure) {
        let party = try await known(call)
        let path =
            "conversations/\(try pathSegment(call.text))/participants/\(try pathSegment(party.participantID))/attributes"
        let texts = attributes.mapValues { JSONValue.string($0?.text ?? "") }
        try await access.tell("PATCH", path, .object(["attributes": .object(texts)]))
    }

    private func known(_ call: CallID) async throws(SourceFailure) -> GenesysParty {
        if let party = parties[call, at: ambience.uptime()] { return party }
        guard let party = try await party(of: call) else { throw .rejected(status: 404) }
        return party
    }

    private func wait(_ pause: Duration) async throws(SourceFailure) {
        do { try await ambience.sleep(pause) } catch { throw .timedOut }
    }

    /// Of an inbound call the customer, of an outbound one the external party; the session that lives, where one does.
    private static func party(_ conversation: Conversation) -> GenesysParty? {
        let customers = (conversation.participants ?? []).filter { ["customer", "external"].contains($0.purpose) }
        guard let customer = customers.first else { return nil }
        let calls = customer.calls ?? []
        let over: Set<String?> = ["disconnected", "terminated"]
        let call = calls.last { !over.contains($0.state) } ?? calls.last
        guard let session = call?.id, isIdentifier(session), isIdentifier(customer.id) else { return nil }
        let contact = customer.externalContactId.flatMap { isIdentifier($0) ? $0 : nil }
        return GenesysParty(participantID: customer.id, communicationID: session, contactID: contact)
    }
}
