import Broker
import FoundationEssentials
import Identity

/// The bodies of what we ask of External Contacts.
enum GenesysBodies {
    /// What enrichment does with contacts that match.
    enum Action: String {
        /// One that matches is updated, else one is made.
        case upsert = "Upsert"
        /// Only one that matches is updated.
        case update = "Update"
    }

    /// An external ID as an identifier, which one contact owns at most.
    static func identifier(_ value: String, of source: String) -> JSONValue {
        .object([
            "type": .string("ExternalId"), "value": .string(value), "externalSource": .object(["id": .string(source)]),
        ])
    }

    /// An external ID as a contact holds it.
    static func externalID(_ value: String, of source: String) -> JSONValue {
        .object(["value": .string(value), "externalSource": .object(["id": .string(source)])])
    }

    /// Makes a contact hold the record; fields of ours that the record does not have are emptied.
    static func enrichment(
        _ action: Action,
        _ record: CustomerRecord,
        matching identifiers: [JSONValue],
        externalIDs: [JSONValue],
        _ binding: GenesysBinding
    ) -> JSONValue {
        let values = GenesysFields.values(record.data)
        var contact: [String: JSONValue] = [
            "externalIds": .array(externalIDs), "schema": schema(binding),
            "customFields": .object(Dictionary(uniqueKeysWithValues: values.filter { $0.value != .null })),
        ]
        for (field, value) in fields(record) { contact[field] = value }
        var rules = values.map { rule("customFields.\($0.field)") }
        rules.append(
            .object([
                "field": .string("$.externalIds"), "action": .string("AlwaysUseProvided"),
                "arrayAction": .string("Replace"),
            ])
        )
        return .object([
            "matchingIdentifiers": .array(identifiers), "action": .string(action.rawValue), "contact": .object(contact),
            "fieldRules": .object(["defaultAction": .string("PreferProvided"), "rules": .array(rules)]),
            // A number's stand-in is no person that somebody looks after.
            "options": .object(["promote": .bool(!record.externalID.isProxy)]),
        ])
    }

    /// The same as a patch; what the record does not name of a person is left as it is.
    static func changes(_ record: CustomerRecord, _ binding: GenesysBinding) -> [JSONValue] {
        let data = GenesysFields.values(record.data).map { field, value in
            value == .null ? removal("customFields.\(field)") : change("customFields.\(field)", value)
        }
        return fields(record).map { change($0.field, $0.value) }
            + [change("schema", schema(binding), "UpdateIfEmpty")] + data
    }

    /// One change of a patch.
    static func change(_ field: String, _ value: JSONValue, _ action: String = "Update") -> JSONValue {
        .object(["field": .string("$.\(field)"), "value": value, "action": .string(action)])
    }

    private static func removal(_ field: String) -> JSONValue {
        .object(["field": .string("$.\(field)"), "action": .string("Remove")])
    }

    private static func rule(_ field: String) -> JSONValue {
        .object(["field": .string("$.\(field)"), "action": .string("AlwaysUseProvided")])
    }

    private static func schema(_ binding: GenesysBinding) -> JSONValue {
        .object(["id": .string(binding.schemaID), "version": .number(.init(binding.schemaVersion))])
    }

    private static func fields(_ record: CustomerRecord) -> [(field: String, value: JSONValue)] {
        let name = record.name.map { GenesysName($0.text) }
        // An empty first name is one: that of an earlier record must not stay before a name of one word.
        return (name.map { [("firstName", .string($0.first ?? "")), ("lastName", .string($0.last))] } ?? [])
            + (record.email.map { [("workEmail", .string($0.text))] } ?? [])
    }
}
