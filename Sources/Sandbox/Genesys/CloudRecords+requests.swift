import FoundationEssentials

/// What the routes of External Contacts do to the records.
extension CloudRecords {
    /// A contact that answers for an ID: of one that was merged, what it has become.
    func found(_ id: String) throws(GenesysFailure) -> Int {
        guard let number = number(of: id).map(canonical), contacts[number]?.fields.members != nil else {
            throw .notFound("Contact")
        }
        return number
    }

    /// The identifier in a request's body.
    func identifier(_ body: JSON?) throws(GenesysFailure) -> CloudIdentifier {
        guard let type = body?["type"]?.string, let value = body?["value"]?.string, (1...255).contains(value.count)
        else { throw .badRequest("An identifier has a type, and a value of at most 255 characters") }
        switch type {
        case "ExternalId":
            return CloudIdentifier(type: type, value: value, source: try source(body?["externalSource"]))
        case "Phone":
            guard value.hasPrefix("+"), value.dropFirst().allSatisfy(\.isWholeNumber) else {
                throw .badRequest("A phone number begins with + and its country code")
            }
            return CloudIdentifier(type: type, value: value)
        case "Email": return CloudIdentifier(type: type, value: value.lowercased())
        default: throw .badRequest("The stand-in knows identifiers of the types ExternalId, Phone and Email")
        }
    }

    private func source(_ body: JSON?) throws(GenesysFailure) -> String {
        guard let id = body?["id"]?.string, sources.contains(where: { $0.id == id }) else {
            throw .badRequest("externalSource.id is missing, or no external source")
        }
        return id
    }

    /// The fields of a contact that can be written, checked.
    func fields(_ body: JSON) throws(GenesysFailure) -> JSON {
        let fields = JSON.object((body.members ?? []).filter { CloudContact.writable.contains($0.name) })
        for name in CloudContact.textFields + CloudContact.emailFields {
            guard let value = fields[name], !value.isNull else { continue }
            guard let text = value.string, text.count <= 1_000 else { throw .badRequest("\(name) is no text") }
        }
        let externalIDs = fields["externalIds"]?.elements ?? []
        guard externalIDs.count <= 10 else { throw .badRequest("A contact has at most 10 external IDs") }
        for entry in externalIDs {
            guard let value = entry["value"]?.string, (1...255).contains(value.count) else {
                throw .badRequest("An external ID has a value of at most 255 characters")
            }
            _ = try source(entry["externalSource"])
        }
        try check(fields["customFields"], fields["schema"])
        return fields
    }

    /// Custom fields are those of a schema, which has to be named.
    private func check(_ custom: JSON?, _ schema: JSON?) throws(GenesysFailure) {
        guard let members = custom?.members, !members.isEmpty else { return }
        guard let known = schemas.first(where: { $0.id == schema?["id"]?.string }) else {
            throw .badRequest("customFields need the schema that they are of")
        }
        for member in members {
            guard known.properties[member.name] != nil else {
                throw .badRequest("The schema has no field \(member.name)")
            }
            let isWhole = member.name.hasSuffix("_integer")
            guard member.value.isNull || (isWhole ? member.value.integer != nil : member.value.string != nil) else {
                throw .badRequest("customFields.\(member.name) has the wrong type")
            }
        }
    }

    /// A change list: each names one field, and none is within another.
    mutating func patch(_ number: Int, _ body: JSON, at now: Date) throws(GenesysFailure) {
        guard let changes = body["changes"]?.elements else { throw .badRequest("changes is missing") }
        var fields = contacts[number]?.fields ?? [:]
        var paths: [[String]] = []
        for change in changes {
            let path = try Self.path(change["field"])
            guard !paths.contains(where: { $0.starts(with: path) || path.starts(with: $0) }) else {
                throw GenesysFailure(status: 409, code: "conflict", message: "A field is patched twice")
            }
            paths.append(path)
            fields = try Self.changed(fields, at: path, change)
        }
        update(number, at: now, try self.fields(fields))
    }

    private static func path(_ field: JSON?) throws(GenesysFailure) -> [String] {
        let parts = (field?.string ?? "").split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), parts[0] == "$", CloudContact.writable.contains(parts[1]) else {
            throw .badRequest("field is no path such as $.firstName")
        }
        return Array(parts.dropFirst())
    }

    private static func changed(_ fields: JSON, at path: [String], _ change: JSON) throws(GenesysFailure) -> JSON {
        let own = fields.value(at: path).flatMap { $0.isNull ? nil : $0 }
        let value = change["value"] ?? .null
        switch change["action"]?.string {
        case "Update": return fields.setting(at: path, value)
        case "UpdateIfEmpty": return own == nil ? fields.setting(at: path, value) : fields
        case "UpdateIfExists": return own == nil ? fields : fields.setting(at: path, value)
        case "Remove": return own == nil ? fields : fields.setting(at: path, nil)
        case "AppendToCollection":
            return fields.setting(at: path, .array((own?.elements ?? []) + (value.elements ?? [value])))
        case "RemoveFromCollection":
            let gone = value.elements ?? [value]
            return fields.setting(at: path, .array((own?.elements ?? []).filter { !gone.contains($0) }))
        default: throw .badRequest("action has an unknown value")
        }
    }

    /// Finds or makes a contact, and combines what it has with what is given; says whether it is new.
    mutating func enrich(_ body: JSON, at now: Date) throws(GenesysFailure) -> (number: Int, isNew: Bool) {
        let keys = body["matchingIdentifiers"]?.elements ?? []
        guard (1...25).contains(keys.count) else { throw .badRequest("matchingIdentifiers has 1 to 25 elements") }
        var wanted: [CloudIdentifier] = []
        for key in keys { wanted.append(try identifier(key)) }
        let rules = try CloudRules(body["fieldRules"])
        let provided = try fields(body["contact"] ?? [:])
        var matches: [Int] = []
        for owner in wanted.compactMap({ owners[$0] }).map(canonical) where !matches.contains(owner) {
            matches.append(owner)
        }
        let place = try place(matches, body["action"]?.string, at: now)
        let number = place.number ?? create(CloudContact(fields: [:], createdAt: now, modifiedAt: now))
        update(number, at: now, try fields(rules.combined(contacts[number]?.fields ?? [:], with: provided)))
        if body["options"]?["promote"] == true { promote(number) }
        for identifier in wanted where owners[identifier] == nil { claim(identifier, for: number) }
        return (number, place.number == nil)
    }

    /// The contact that an enrichment acts on; nil is a new one.
    private mutating func place(
        _ matches: [Int],
        _ action: String?,
        at now: Date
    ) throws(GenesysFailure) -> (number: Int?, Void) {
        switch action {
        case "Insert":
            guard matches.isEmpty else {
                throw GenesysFailure(status: 409, code: "conflict", message: "A contact matches already")
            }
            return (nil, ())
        case "Update":
            guard let first = matches.first else { throw .notFound("Contact") }
            return (first, ())
        case "Upsert": return (matches.first, ())
        case "Merge": return (matches.count > 1 ? try merge(matches, at: now) : matches.first, ())
        default: throw .badRequest("action has an unknown value")
        }
    }

    /// Merges contacts into a new one; where they differ, the first has its way.
    mutating func merge(_ numbers: [Int], at now: Date) throws(GenesysFailure) -> Int {
        guard (2...25).contains(Set(numbers).count) else { throw .badRequest("2 to 25 different contacts are merged") }
        let keepsOwn = try CloudRules(["defaultAction": "PreferExisting", "defaultArrayAction": "Fill"])
        let all = numbers.compactMap { contacts[$0]?.fields }
        let fields = all.dropFirst().reduce(all.first ?? [:]) { keepsOwn.combined($0, with: $1) }
        return merge(numbers, into: CloudContact(fields: fields, createdAt: now, modifiedAt: now))
    }
}
