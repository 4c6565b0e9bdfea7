import FoundationEssentials
import Synchronization

extension ExternalContactsFace {
    func create(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let (body, now) = (try GenesysFace.body(request), now())
        return try change { records throws(GenesysFailure) in
            let fields = try records.fields(body)
            let number = records.create(CloudContact(fields: fields, createdAt: now, modifiedAt: now))
            return .json(201, Self.json(number, records))
        }
    }

    /// With `dryRun`, what would be.
    func enrich(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let (body, now) = (try GenesysFace.body(request), now())
        let isRehearsal = request.query["dryRun"]?.lowercased() == "true"
        return try change { records throws(GenesysFailure) in
            var changed = records
            let (number, isNew) = try changed.enrich(body, at: now)
            let answer = Answer.json(isNew ? 201 : 200, Self.json(number, changed))
            if !isRehearsal { records = changed }
            return answer
        }
    }

    func merge(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let (body, now) = (try GenesysFace.body(request), now())
        let ids = (body["contactIds"]?.elements ?? []).compactMap(\.string)
        return try change { records throws(GenesysFailure) in
            var numbers: [Int] = []
            for id in ids { numbers.append(try records.found(id)) }
            let merged = try records.merge(numbers, at: now)
            return .json(200, Self.json(merged, records))
        }
    }

    func read(_ id: String, _ wrongAccount: Bool) throws(GenesysFailure) -> Answer {
        try change { records throws(GenesysFailure) in
            let number = try records.found(id)
            return .json(200, Self.json(wrongAccount ? Self.other(than: number, records) : number, records))
        }
    }

    /// The whole contact: what is missing is empty.
    func replace(_ id: String, _ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let (body, now) = (try GenesysFace.body(request), now())
        return try change { records throws(GenesysFailure) in
            let number = try records.found(id)
            records.update(number, at: now, try records.fields(body))
            return .json(200, Self.json(number, records))
        }
    }

    func patch(_ id: String, _ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let (body, now) = (try GenesysFace.body(request), now())
        return try change { records throws(GenesysFailure) in
            let number = try records.found(id)
            try records.patch(number, body, at: now)
            return .json(200, Self.json(number, records))
        }
    }

    func remove(_ id: String) throws(GenesysFailure) -> Answer {
        try change { records throws(GenesysFailure) in
            records.remove(try records.found(id))
            return .json(200, [:])
        }
    }

    func identifiers(_ id: String) throws(GenesysFailure) -> Answer {
        try change { records throws(GenesysFailure) in
            let own = records.identifiers(of: try records.found(id))
            return .json(200, ["entities": .array(own.map { Self.json($0, records) })])
        }
    }

    func move(_ id: String, _ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let body = try GenesysFace.body(request)
        return try change { records throws(GenesysFailure) in
            let (number, identifier) = (try records.found(id), try records.identifier(body["identifier"]))
            switch body["operation"]?.string {
            case "Claim": records.claim(identifier, for: number)
            case "Release":
                guard records.release(identifier, of: number) else {
                    throw .badRequest("The contact does not own the identifier")
                }
            default: throw .badRequest("operation must be Claim or Release")
            }
            return .json(200, Self.json(identifier, records))
        }
    }

    func lookUp(_ request: IncomingRequest, _ wrongAccount: Bool) throws(GenesysFailure) -> Answer {
        let body = try GenesysFace.body(request)
        return try change { records throws(GenesysFailure) in
            guard let owner = records.owners[try records.identifier(body)].map(records.canonical) else {
                throw .notFound("Contact")
            }
            return .json(200, Self.json(wrongAccount ? Self.other(than: owner, records) : owner, records))
        }
    }

    /// All contacts that somebody looks after and that have the number, 25 at most.
    func people(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        guard let value = request.query["lookupVal"] else { throw .badRequest("lookupVal is missing") }
        let wanted = CloudIdentifier(type: "Phone", value: value)
        return try change { records throws(GenesysFailure) in
            let numbers = (records.contacts.firstNumber..<records.contacts.nextNumber).filter { number in
                guard let contact = records.contacts[number] else { return false }
                return contact.kind == .curated && contact.mergedInto == nil && contact.identifiers.contains(wanted)
            }
            return .json(200, ["contacts": .array(numbers.prefix(25).map { Self.json($0, records) })])
        }
    }

    // MARK: - What an administrator sets up

    func sources(_ request: IncomingRequest) -> Answer {
        let prefix = request.query["name"] ?? ""
        let found = records.withLock { $0.sources }.filter { $0.name.hasPrefix(prefix) }
        return .json(200, ["entities": .array(found.map(Self.json))])
    }

    func addSource(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let body = try GenesysFace.body(request)
        guard let name = body["name"]?.string, (1...200).contains(name.count) else {
            throw .badRequest("name is missing, or longer than 200 characters")
        }
        return try change { records throws(GenesysFailure) in
            guard !records.sources.contains(where: { $0.name == name }) else {
                throw GenesysFailure(status: 409, code: "conflict", message: "The name is taken")
            }
            let source = CloudRecords.Source(
                id: CustomerIdentifiers(seed: 0x50).id(of: records.sources.count),
                name: name,
                isActive: body["active"] != false
            )
            records.add(source)
            return .json(201, Self.json(source))
        }
    }

    var schemas: Answer {
        let all = records.withLock { $0.schemas }
        return .json(200, ["total": .integer(all.count), "entities": .array(all.map(Self.json))])
    }

    func addSchema(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let document = try GenesysFace.body(request)["jsonSchema"]
        guard let title = document?["title"]?.string, let properties = document?["properties"],
            let names = properties.members?.map(\.name), names.allSatisfy({ $0.contains("_") })
        else { throw .badRequest("jsonSchema has a title, and properties such as loyaltyTier_text") }
        return try change { records throws(GenesysFailure) in
            let id = CustomerIdentifiers(seed: 0x5C).id(of: records.schemas.count)
            let schema = CloudRecords.Schema(id: id, name: title, version: 1, properties: properties)
            records.add(schema)
            return .json(201, Self.json(schema))
        }
    }

    // MARK: - Reading and writing under the lock

    func change(
        _ body: (inout CloudRecords) throws(GenesysFailure) -> Answer
    ) throws(GenesysFailure) -> Answer {
        try records.withLock { records throws(GenesysFailure) in try body(&records) }
    }

    private static func other(than number: Int, _ records: CloudRecords) -> Int {
        number > records.contacts.firstNumber ? number - 1 : records.contacts.nextNumber - 1
    }
}
