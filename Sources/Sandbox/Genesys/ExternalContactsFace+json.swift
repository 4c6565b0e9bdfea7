import FoundationEssentials

extension ExternalContactsFace {
    static func json(_ number: Int, _ records: CloudRecords) -> JSON {
        guard let contact = records.contacts[number] else { return .null }
        let id = records.id(of: number)
        let reference = { (number: Int) -> JSON in ["id": .string(records.id(of: number))] }
        var json: JSON = [
            "id": .string(id), "division": ["id": .string(division), "name": "Home"],
            "type": .string(contact.kind.rawValue),
        ]
        for field in contact.fields.members ?? [] where field.name != "division" && !field.value.isNull {
            json = json.setting(field.name, read(field, records))
        }
        json = json.setting("identifiers", .array(records.identifiers(of: number).map { Self.json($0, records) }))
        json = json.setting("createDate", .string(CivilTime.iso(contact.createdAt)))
        json = json.setting("modifyDate", .string(CivilTime.iso(contact.modifiedAt)))
        if !contact.mergedFrom.isEmpty {
            json = json.setting("canonicalContact", reference(number))
            json = json.setting("mergeSet", .array(records.mergeSet(number).map(reference)))
            json = json.setting("mergedFrom", .array(contact.mergedFrom.map(reference)))
        }
        return json.setting("selfUri", .string("/api/v2/externalcontacts/contacts/\(id)"))
    }

    /// A field as it is read back: numbers in their E.164 form too, external IDs with the name of their source.
    private static func read(_ field: JSON.Member, _ records: CloudRecords) -> JSON {
        if CloudContact.phoneFields.contains(field.name), let display = field.value["display"]?.string {
            let digits = display.filter(\.isWholeNumber)
            return display.hasPrefix("+") ? field.value.setting("e164", .string("+\(digits)")) : field.value
        }
        guard field.name == "externalIds", let entries = field.value.elements else { return field.value }
        return .array(
            entries.map { entry in
                let source = records.sources.first { $0.id == entry["externalSource"]?["id"]?.string }
                return entry.setting("externalSource", source.map(brief) ?? .null)
            }
        )
    }

    static func json(_ identifier: CloudIdentifier, _ records: CloudRecords) -> JSON {
        let json: JSON = ["type": .string(identifier.type), "value": .string(identifier.value)]
        guard let source = records.sources.first(where: { $0.id == identifier.source }) else { return json }
        return json.setting("externalSource", brief(source))
    }

    private static func brief(_ source: CloudRecords.Source) -> JSON {
        ["id": .string(source.id), "name": .string(source.name)]
    }

    static func json(_ source: CloudRecords.Source) -> JSON {
        [
            "id": .string(source.id), "name": .string(source.name), "active": .bool(source.isActive),
            "selfUri": .string("/api/v2/externalcontacts/externalsources/\(source.id)"),
        ]
    }

    static func json(_ schema: CloudRecords.Schema) -> JSON {
        [
            "id": .string(schema.id), "name": .string(schema.name), "version": .integer(schema.version),
            "appliesTo": ["CONTACT"], "enabled": true,
            "jsonSchema": [
                "$schema": "http://json-schema.org/draft-04/schema#", "title": .string(schema.name), "type": "object",
                "properties": schema.properties, "additionalProperties": false,
            ],
            "selfUri": .string("/api/v2/externalcontacts/contacts/schemas/\(schema.id)"),
        ]
    }

    static let division = "5a4d6f2e-0000-4000-8000-0000000000d1"
}
