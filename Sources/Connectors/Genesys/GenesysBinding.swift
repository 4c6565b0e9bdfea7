import FoundationEssentials
import Identity
import Logging

/// What an administrator prepared for us in the organisation: the external source of our IDs, and the schema with our fields.
struct GenesysBinding: Equatable, Sendable {
    let sourceID: String
    let schemaID: String
    let schemaVersion: Int
}

/// Finds the binding, once for all.
struct GenesysBinder: Sendable {
    private struct Sources: Decodable {
        struct Source: Decodable {
            let id: String
            let name: String?
            let active: Bool?
        }
        let entities: [Source]
    }

    private struct Schemas: Decodable {
        struct Schema: Decodable {
            struct Document: Decodable {
                let properties: [String: JSONValue]?
            }
            let id: String
            let version: Int
            let enabled: Bool?
            let jsonSchema: Document?
        }
        let entities: [Schema]
    }

    let access: GenesysAccess
    private let held = AccessTokens<GenesysBinding>()

    init(access: GenesysAccess) { self.access = access }

    func binding() async throws(SourceFailure) -> GenesysBinding {
        try await held.token { () async throws(SourceFailure) in try await find() }
    }

    private func find() async throws(SourceFailure) -> GenesysBinding {
        let (source, schema) = (try await source(), try await schema())
        return GenesysBinding(sourceID: source, schemaID: schema.id, schemaVersion: schema.version)
    }

    /// The external source of the configured name; the platform's filter is one of prefixes.
    func source() async throws(SourceFailure) -> String {
        let name = access.configuration.externalSource
        let query = QueryString([("name", name), ("limit", "200")]).text
        let found = try await access.get("externalcontacts/externalsources?\(query)") { answer throws(SourceFailure) in
            let found = try answer.json(Sources.self).entities.first { $0.name == name && $0.active != false }
            return found.flatMap { isIdentifier($0.id) ? $0.id : nil }
        }
        guard let found else {
            throw missing(.externalSource, "The platform has no external source of the configured name")
        }
        return found
    }

    /// The contact schema that has all of our fields.
    func schema() async throws(SourceFailure) -> (id: String, version: Int) {
        let found = try await access.get("externalcontacts/contacts/schemas") { answer throws(SourceFailure) in
            let found = try answer.json(Schemas.self).entities.first { schema in
                let fields = Set(schema.jsonSchema?.properties?.keys.map { $0 } ?? [])
                return schema.enabled != false && fields.isSuperset(of: GenesysFields.all) && isIdentifier(schema.id)
            }
            return found.map { ($0.id, $0.version) }
        }
        guard let found else {
            throw missing(.recordFields, "The platform has no contact schema with the fields of a customer record")
        }
        return found
    }

    private func missing(_ preparation: SourcePreparation, _ sentence: Logger.Message) -> SourceFailure {
        access.logger.error(sentence, metadata: ["source": "\(access.configuration.name)"])
        return .unprepared(preparation)
    }
}
