import FoundationEssentials

/// Contacts, who owns which identifier, and what is set up: the stand-in's External Contacts, bounded.
struct CloudRecords: Sendable {
    struct Source: Sendable {
        let id: String
        let name: String
        let isActive: Bool
    }

    struct Schema: Sendable {
        let id: String
        let name: String
        let version: Int
        /// Field names and their definitions.
        let properties: JSON
    }

    /// Whom a conversation points at.
    struct Link: Sendable {
        let conversation: String
        var contact: Int?
        /// An association that was accepted and is not carried out yet.
        var pending: (contact: Int?, from: Date)?
        var tag: String?
    }

    private(set) var contacts: Ring<CloudContact>
    private(set) var owners: [CloudIdentifier: Int] = [:]
    private var links: Ring<Link>
    private var linkByConversation: [String: Int] = [:]
    private(set) var sources: [Source]
    private(set) var schemas: [Schema]
    private let ids: CustomerIdentifiers

    init(limit: Int, seed: UInt64) {
        contacts = Ring(capacity: limit)
        links = Ring(capacity: limit)
        ids = CustomerIdentifiers(seed: ~seed)
        sources = [Source(id: "5a4d6f2e-0000-4000-8000-00000000c4b1", name: "CRM", isActive: true)]
        schemas = [Schema.ringside]
    }

    func id(of number: Int) -> String { ids.id(of: number) }

    func number(of id: String) -> Int? { ids.number(of: id).flatMap { contacts[$0] == nil ? nil : $0 } }

    /// The head of the merges that a contact went into.
    func canonical(_ number: Int) -> Int {
        var number = number
        while let next = contacts[number]?.mergedInto { number = next }
        return number
    }

    /// All contacts whose merges lead to this one, itself included.
    func mergeSet(_ number: Int) -> [Int] {
        [number] + (contacts[number]?.mergedFrom ?? []).flatMap(mergeSet)
    }

    mutating func add(_ source: Source) { sources = sources.suffix(199) + [source] }

    mutating func add(_ schema: Schema) { schemas = schemas.suffix(99) + [schema] }

    /// A new contact; it owns those of its identifiers that nobody owns.
    mutating func create(_ contact: CloudContact) -> Int {
        let (number, dropped) = contacts.append(contact)
        if dropped != nil { owners = owners.filter { contacts[$0.value] != nil } }
        claimFree(number)
        return number
    }

    mutating func update(_ number: Int, at now: Date, _ fields: JSON) {
        contacts.update(number) { contact in
            (contact.fields, contact.modifiedAt) = (fields, now)
        }
        claimFree(number)
    }

    mutating func promote(_ number: Int) { contacts.update(number) { $0.kind = .curated } }

    /// Moves an identifier to a contact, from wherever it is.
    mutating func claim(_ identifier: CloudIdentifier, for number: Int) { owners[identifier] = number }

    /// False where the contact does not own it.
    mutating func release(_ identifier: CloudIdentifier, of number: Int) -> Bool {
        guard owners[identifier] == number else { return false }
        owners[identifier] = nil
        return true
    }

    func identifiers(of number: Int) -> [CloudIdentifier] {
        owners.filter { $0.value == number }.keys.sorted { ($0.type, $0.value) < ($1.type, $1.value) }
    }

    mutating func remove(_ number: Int) {
        owners = owners.filter { $0.value != number }
        contacts.update(number) { $0.fields = .null }
    }

    /// A new contact that stands for all of them from now on.
    mutating func merge(_ numbers: [Int], into contact: CloudContact) -> Int {
        var contact = contact
        contact.mergedFrom = numbers
        let merged = create(contact)
        for number in numbers { contacts.update(number) { $0.mergedInto = merged } }
        owners = owners.mapValues { numbers.contains($0) ? merged : $0 }
        return merged
    }

    private mutating func claimFree(_ number: Int) {
        for identifier in contacts[number]?.identifiers ?? [] where owners[identifier] == nil {
            owners[identifier] = number
        }
    }

    // MARK: - Conversations

    /// What is known of a conversation's contact; nil where nobody has asked yet.
    func link(_ conversation: String) -> Link? { linkByConversation[conversation].flatMap { links[$0] } }

    mutating func change(_ conversation: String, _ change: (inout Link) -> Void) {
        if let number = linkByConversation[conversation] { return links.update(number, change) }
        var link = Link(conversation: conversation)
        change(&link)
        let (number, dropped) = links.append(link)
        if let dropped { linkByConversation[dropped.conversation] = nil }
        linkByConversation[conversation] = number
    }
}

extension CloudRecords.Schema {
    /// The fields of a customer record, each with its type in its name as the platform wants it.
    static let ringside = CloudRecords.Schema(
        id: "5a4d6f2e-0000-4000-8000-0000000f1e1d",
        name: "Ringside",
        version: 1,
        properties: [
            "crmCaseId_text": text("CRM case"), "erpAccountStatus_text": text("Account status"),
            "loyaltyTier_text": text("Loyalty tier"),
            "previousInteractionCount_integer": [
                "allOf": [["$ref": "#/definitions/integer"]], "title": "Previous interactions",
                "description": "Previous interactions", "minimum": 0, "maximum": 1_000_000,
            ],
        ]
    )

    private static func text(_ title: String) -> JSON {
        [
            "allOf": [["$ref": "#/definitions/text"]], "title": .string(title), "description": .string(title),
            "minLength": 0, "maxLength": 100,
        ]
    }
}
