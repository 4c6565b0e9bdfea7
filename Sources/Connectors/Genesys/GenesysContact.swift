import Broker
import FoundationEssentials
import Identity

/// An External Contact, as far as it is ours.
struct GenesysContact: Decodable, Sendable {
    struct Reference: Decodable, Sendable {
        let id: String?
    }

    struct Key: Decodable, Sendable {
        /// Only identifiers have one.
        let type: String?
        let value: String?
        let externalSource: Reference?
    }

    let id: String
    let firstName: String?
    let lastName: String?
    let workEmail: String?
    let externalIds: [Key]?
    let identifiers: [Key]?
    let customFields: [String: JSONValue]?
    let canonicalContact: Reference?
    let mergeSet: [Reference]?

    /// The platform answers for a contact that was merged with the one that it has become.
    func answers(for asked: String) -> Bool {
        id == asked || canonicalContact?.id == asked || mergeSet?.contains { $0.id == asked } == true
    }

    /// What it is called in an external source.
    func values(in source: String) -> [String] {
        let keys = (externalIds ?? []) + (identifiers ?? []).filter { $0.type == "ExternalId" }
        return keys.filter { $0.externalSource?.id == source }.compactMap(\.value)
    }

    /// As the broker sees it under one of its external IDs.
    func customer(as externalID: ExternalID) -> PlatformCustomer {
        let name = [firstName, lastName].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
        let record = CustomerRecord(
            externalID: externalID,
            name: name.isEmpty ? nil : PersonalText(name),
            email: workEmail.flatMap { EmailAddress($0) },
            data: GenesysFields.data(customFields ?? [:])
        )
        return PlatformCustomer(id: id, record: record)
    }
}

/// Our external IDs as values of an external source: the source's own name is left out, every other prefix stays.
struct GenesysNaming: Sendable {
    /// The source's name, such as `CRM`.
    let source: String

    func value(of id: ExternalID) -> String { id.system == source ? id.value : id.text }

    /// Nil for what others put there.
    func id(of value: String) -> ExternalID? { ExternalID(value.contains(":") ? value : "\(source):\(value)") }

    /// The ID that a contact goes by: a person's before that of a number.
    func id(of contact: GenesysContact, in sourceID: String) -> ExternalID? {
        let ids = contact.values(in: sourceID).compactMap(id)
        return ids.first { !$0.isProxy } ?? ids.first
    }
}

/// The fields of the contact schema that hold a record's data; the platform wants each field's type in its name.
enum GenesysFields {
    private static let names = [
        "crmCaseId": "crmCaseId_text", "erpAccountStatus": "erpAccountStatus_text", "loyaltyTier": "loyaltyTier_text",
        CustomerRecord.countKey: "previousInteractionCount_integer",
    ]

    static let all = Set(names.values)

    static func data(_ fields: [String: JSONValue]) -> [String: PersonalText] {
        names.compactMapValues { fields[$0]?.text.map { PersonalText($0) } }
    }

    /// Every field, null where the record has nothing for it.
    static func values(_ data: [String: PersonalText]) -> [(field: String, value: JSONValue)] {
        names.sorted { $0.key < $1.key }.map { key, field in
            guard let text = data[key]?.text else { return (field, .null) }
            let count = key == CustomerRecord.countKey ? Int(text) : nil
            return (field, count.map { .number(Decimal($0)) } ?? .string(text))
        }
    }
}

/// A person's one name in the platform's two fields; joined with a space they are the name again.
struct GenesysName: Equatable {
    let first: String?
    let last: String

    init(_ name: String) {
        guard let space = name.lastIndex(of: " ") else {
            (first, last) = (nil, name)
            return
        }
        let (before, after) = (name[..<space], name[name.index(after: space)...])
        // The platform strips white space at both ends of each field.
        guard let edge = before.last, !edge.isWhitespace, !after.isEmpty else {
            (first, last) = (nil, name)
            return
        }
        (first, last) = (String(before), String(after))
    }
}
