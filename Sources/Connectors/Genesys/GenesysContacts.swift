import Broker
import FoundationEssentials
import Identity

/// The customer records as External Contacts: found by identifier, made and renamed by enrichment, kept by patches.
struct GenesysContacts: Sendable {
    let access: GenesysAccess
    let binder: GenesysBinder
    let naming: GenesysNaming
    /// By which of our IDs a contact went lately.
    let recent: RecentValues<String, ExternalID>
    let uptime: @Sendable () -> Duration

    /// The contact that owns the identifier.
    func contact(with externalID: ExternalID) async throws(SourceFailure) -> PlatformCustomer? {
        let binding = try await binder.binding()
        let found = try await lookUp(externalID, binding)
        return found.map { noted($0.customer(as: externalID)) }
    }

    /// Nil where it is gone, or the platform made it for itself.
    func contact(_ id: String) async throws(SourceFailure) -> PlatformCustomer? {
        let binding = try await binder.binding()
        guard let contact = try await read(id), let own = naming.id(of: contact, in: binding.sourceID) else {
            return nil
        }
        return noted(contact.customer(as: own))
    }

    /// A new contact; nil where the external ID has one.
    func make(_ record: CustomerRecord) async throws(SourceFailure) -> PlatformCustomer? {
        let binding = try await binder.binding()
        guard try await lookUp(record.externalID, binding) == nil else { return nil }
        let made = try await enrich(.upsert, record, matching: [record.externalID], kept: [], binding)
        return noted(made.customer(as: record.externalID))
    }

    /// A contact holds the record from now on; nil where another has its external ID.
    ///
    /// What is not ours in it stays: the platform has no version of a contact to compare, so nothing is replaced whole.
    func replace(_ id: String, with record: CustomerRecord) async throws(SourceFailure) -> PlatformCustomer? {
        let binding = try await binder.binding()
        if recent[id, at: uptime()] != record.externalID {
            guard let owner = try await lookUp(record.externalID, binding) else {
                return try await rename(id, to: record, binding)
            }
            guard owner.id == id else { return nil }
        }
        let patched = try await patch(id, record, binding)
        return noted(patched.customer(as: record.externalID))
    }

    /// By which of our IDs a contact goes.
    func externalID(of id: String) async throws(SourceFailure) -> ExternalID? {
        if let known = recent[id, at: uptime()] { return known }
        return try await contact(id)?.record.externalID
    }

    private func noted(_ customer: PlatformCustomer) -> PlatformCustomer {
        recent.keep(customer.record.externalID, for: customer.id, at: uptime())
        return customer
    }

    // MARK: - Reading

    private func lookUp(
        _ externalID: ExternalID,
        _ binding: GenesysBinding
    ) async throws(SourceFailure) -> GenesysContact? {
        let value = naming.value(of: externalID)
        let body = GenesysBodies.identifier(value, of: binding.sourceID)
        return try await access.send("POST", "externalcontacts/identifierlookup/contacts", body) {
            answer throws(SourceFailure) in
            if answer.isAbsence || (answer.isSuccess && answer.body.isEmpty) { return nil }
            let contact = try answer.json(GenesysContact.self)
            guard isIdentifier(contact.id), contact.values(in: binding.sourceID).contains(value) else {
                throw .malformed
            }
            return contact
        }
    }

    private func read(_ id: String) async throws(SourceFailure) -> GenesysContact? {
        try await access.get("externalcontacts/contacts/\(try pathSegment(id))") { answer throws(SourceFailure) in
            if answer.isAbsence { return nil }
            let contact = try answer.json(GenesysContact.self)
            guard contact.answers(for: id), isIdentifier(contact.id) else { throw .malformed }
            return contact
        }
    }

    // MARK: - Writing

    /// A contact without an owner of the new ID takes it over, and gives its old ones of our source up.
    ///
    /// The platform says first on which contact it would act: on another, and nothing is done.
    private func rename(
        _ id: String,
        to record: CustomerRecord,
        _ binding: GenesysBinding
    ) async throws(SourceFailure) -> PlatformCustomer? {
        guard let contact = try await read(id) else { throw .rejected(status: 404) }
        let old = Set(contact.values(in: binding.sourceID)).sorted()
        guard let known = old.lazy.compactMap(naming.id).first else {
            // Nothing of ours leads to it: the claim has to come first.
            try await claim(record.externalID, for: contact.id, binding)
            let patched = try await patch(contact.id, record, binding, keeping: contact)
            return noted(patched.customer(as: record.externalID))
        }
        let kept = contact.foreignIDs(but: binding.sourceID)
        let keys = [record.externalID, known]
        let rehearsed = try await enrich(.update, record, matching: keys, kept: kept, binding, isRehearsal: true)
        guard rehearsed.id == contact.id else { return nil }
        let renamed = try await enrich(.update, record, matching: keys, kept: kept, binding)
        guard renamed.id == contact.id else { return nil }
        try await claim(record.externalID, for: contact.id, binding)
        for value in old { try await release(value, of: contact.id, binding) }
        return noted(renamed.customer(as: record.externalID))
    }

    private func enrich(
        _ action: GenesysBodies.Action,
        _ record: CustomerRecord,
        matching ids: [ExternalID],
        kept: [JSONValue],
        _ binding: GenesysBinding,
        isRehearsal: Bool = false
    ) async throws(SourceFailure) -> GenesysContact {
        let body = GenesysBodies.enrichment(
            action,
            record,
            matching: ids.map { GenesysBodies.identifier(naming.value(of: $0), of: binding.sourceID) },
            externalIDs: kept + [GenesysBodies.externalID(naming.value(of: record.externalID), of: binding.sourceID)],
            binding
        )
        let path = "externalcontacts/contacts/enrich\(isRehearsal ? "?dryRun=true" : "")"
        return try await access.send("POST", path, body) { answer throws(SourceFailure) in
            let contact = try answer.json(GenesysContact.self)
            guard isIdentifier(contact.id) else { throw .malformed }
            return contact
        }
    }

    private func patch(
        _ id: String,
        _ record: CustomerRecord,
        _ binding: GenesysBinding,
        keeping renamed: GenesysContact? = nil
    ) async throws(SourceFailure) -> GenesysContact {
        var changes = GenesysBodies.changes(record, binding)
        if let renamed {
            let own = GenesysBodies.externalID(naming.value(of: record.externalID), of: binding.sourceID)
            let ids = renamed.foreignIDs(but: binding.sourceID) + [own]
            changes.append(GenesysBodies.change("externalIds", .array(ids)))
        }
        let path = "externalcontacts/contacts/\(try pathSegment(id))"
        return try await access.send("PATCH", path, .object(["changes": .array(changes)])) {
            answer throws(SourceFailure) in
            let contact = try answer.json(GenesysContact.self)
            guard contact.answers(for: id), isIdentifier(contact.id) else { throw .malformed }
            return contact
        }
    }

    private func claim(_ id: ExternalID, for contact: String, _ binding: GenesysBinding) async throws(SourceFailure) {
        try await move("Claim", naming.value(of: id), contact, binding)
    }

    /// What it does not own any more need not be given up.
    private func release(_ value: String, of contact: String, _ binding: GenesysBinding) async throws(SourceFailure) {
        do { try await move("Release", value, contact, binding) } catch {
            guard case .rejected = error else { throw error }
        }
    }

    private func move(
        _ operation: String,
        _ value: String,
        _ contact: String,
        _ binding: GenesysBinding
    ) async throws(SourceFailure) {
        let body: JSONValue = .object([
            "operation": .string(operation), "identifier": GenesysBodies.identifier(value, of: binding.sourceID),
        ])
        try await access.tell("PATCH", "externalcontacts/contacts/\(try pathSegment(contact))/identifiers", body)
    }
}

extension GenesysContact {
    /// The external IDs of other systems, as they are written.
    fileprivate func foreignIDs(but source: String) -> [JSONValue] {
        (externalIds ?? []).compactMap { key in
            guard let value = key.value, let id = key.externalSource?.id, id != source else { return nil }
            return GenesysBodies.externalID(value, of: id)
        }
    }
}
