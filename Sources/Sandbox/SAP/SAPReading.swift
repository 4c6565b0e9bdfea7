import FoundationEssentials

/// The query options of one request.
struct ODataOptions {
    let filter: String?
    /// Property paths; nil shows every property.
    let select: [String]?
    let expand: [String]
    let top: Int
    let skip: Int
    let countsAll: Bool

    init(_ query: [String: String]) {
        filter = query["$filter"]
        select = query["$select"].map(Self.paths)
        expand = query["$expand"].map(Self.paths) ?? []
        top = query["$top"].flatMap(Int.init).map { max(0, $0) } ?? Int.max
        skip = query["$skip"].flatMap(Int.init).map { max(0, $0) } ?? 0
        countsAll = query["$inlinecount"] == "allpages"
    }

    private static func paths(_ text: String) -> [String] {
        text.split(separator: ",").map { path in path.filter { $0 != " " } }
    }
}

/// One read of an entity set, on the directory as it was when the request came.
struct SAPReading {
    let directory: Directory
    let now: Date
    let base: String
    let wrongAccount: Bool
    let options: ODataOptions

    func one(of set: SAPEntitySet, key: [String: String]) throws(SAPFailure) -> JSON {
        let named = try complete(key, of: set)
        for contact in candidates(of: set, required: { named[$0] }) {
            guard let index = rows(of: set, for: contact).firstIndex(where: { matches($0, named) }) else { continue }
            let shown = wrongAccount ? otherAccount(than: contact) : contact
            let row = rows(of: set, for: shown)
            return try show(row[min(index, row.count - 1)], of: set, for: shown, at: "")
        }
        throw .notFound("Resource not found for the segment '\(set.name)'")
    }

    func many(of set: SAPEntitySet) throws(SAPFailure) -> JSON {
        let filter = try options.filter.map { text throws(SAPFailure) in try ODataFilterParser.parse(text) }
        var found: [(row: [JSON.Member], contact: Contact)] = []
        for contact in candidates(of: set, required: { filter?.required($0) }) {
            for row in rows(of: set, for: contact) where try filter?.accepts(row) ?? true {
                found.append((row, contact))
            }
        }
        var results: [JSON] = []
        for entry in found.dropFirst(options.skip).prefix(options.top) {
            results.append(try show(entry.row, of: set, for: entry.contact, at: ""))
        }
        var members = [JSON.Member("results", .array(results))]
        if options.countsAll { members.append(JSON.Member("__count", .string(String(found.count)))) }
        return .object(members)
    }

    /// A key without a name belongs to the set's only key property.
    private func complete(_ key: [String: String], of set: SAPEntitySet) throws(SAPFailure) -> [String: String] {
        let named = set.keys.count == 1 && key.keys.contains("") ? [set.keys[0]: key[""] ?? ""] : key
        guard Set(named.keys) == Set(set.keys) else {
            throw .badQuery("The key of \(set.name) is \(set.keys.joined(separator: ", "))")
        }
        return named
    }

    private func matches(_ row: [JSON.Member], _ key: [String: String]) -> Bool {
        key.allSatisfy { name, text in row.contains { $0.name == name && $0.value == .string(text) } }
    }

    private func rows(of set: SAPEntitySet, for contact: Contact) -> [[JSON.Member]] {
        contact.account.erp.map { set.rows(contact, $0, now) } ?? []
    }

    /// By account number, address or phone where the request insists on one; else every account.
    private func candidates(of set: SAPEntitySet, required: (String) -> String?) -> [Contact] {
        if let number = required("BusinessPartner") ?? required("Customer") {
            return [directory.contact(erp: number)].compactMap { $0 }
        }
        if let address = required("AddressID") {
            guard let place = SAPEntitySet.place(ofAddress: address), directory.contacts.indices.contains(place) else {
                return []
            }
            return [directory.contacts[place]]
        }
        if let phone = required("InternationalPhoneNumber") {
            return directory.contacts(phone: phone).filter { $0.account.erp != nil }
        }
        return directory.withERP
    }

    private func otherAccount(than contact: Contact) -> Contact {
        let accounts = directory.withERP
        let index = accounts.firstIndex { $0.place == contact.place } ?? 0
        return accounts[(index + 1) % accounts.count]
    }

    /// The row with its metadata, its links either followed or deferred, and only what `$select` names.
    private func show(
        _ row: [JSON.Member],
        of set: SAPEntitySet,
        for contact: Contact,
        at path: String
    ) throws(SAPFailure) -> JSON {
        let uri = "\(base)/\(set.service)/\(set.name)(\(key(of: row, set)))"
        var members = [
            JSON.Member("__metadata", ["id": .string(uri), "uri": .string(uri), "type": .string(set.type)])
        ]
        if path.isEmpty { try checkSelection(row, set) }
        members += row.filter { isSelected($0.name, at: path) }
        for link in set.navigation {
            let full = path + link.name
            if isExpanded(full) {
                members.append(JSON.Member(link.name, try follow(link, for: contact, at: full + "/")))
            } else if isSelected(link.name, at: path) {
                members.append(JSON.Member(link.name, ["__deferred": ["uri": .string("\(uri)/\(link.name)")]]))
            }
        }
        return .object(members)
    }

    private func follow(
        _ link: (name: String, set: String, isMany: Bool),
        for contact: Contact,
        at path: String
    ) throws(SAPFailure) -> JSON {
        guard let set = SAPEntitySet.all.first(where: { $0.name == link.set }) else {
            throw .notFound("Resource not found for the segment '\(link.name)'")
        }
        var shown: [JSON] = []
        for row in rows(of: set, for: contact) { shown.append(try show(row, of: set, for: contact, at: path)) }
        return link.isMany ? ["results": .array(shown)] : shown.first ?? .null
    }

    private func key(of row: [JSON.Member], _ set: SAPEntitySet) -> String {
        let values = set.keys.map { name in (name, row.first { $0.name == name }?.value.string ?? "") }
        if values.count == 1 { return "'\(values[0].1)'" }
        return values.map { "\($0.0)='\($0.1)'" }.joined(separator: ",")
    }

    private func checkSelection(_ row: [JSON.Member], _ set: SAPEntitySet) throws(SAPFailure) {
        let known = Set(row.map(\.name) + set.navigation.map(\.name))
        for path in options.select ?? [] where !known.contains(String(path.prefix { $0 != "/" })) {
            throw .badQuery("Property \(path) not found in type \(set.type)")
        }
    }

    private func isSelected(_ name: String, at path: String) -> Bool {
        guard let select = options.select else { return true }
        // A link that is selected as a whole shows all of what it leads to.
        return select.contains(path + name) || (!path.isEmpty && select.contains(String(path.dropLast())))
    }

    private func isExpanded(_ path: String) -> Bool {
        options.expand.contains { $0 == path || $0.hasPrefix(path + "/") }
    }
}
