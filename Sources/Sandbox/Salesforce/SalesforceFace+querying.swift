extension SalesforceFace {
    func query(_ text: String, version: String, wrongAccount: Bool) throws(SalesforceFailure) -> JSON {
        let query = try SOQLParser.parse(text)
        switch query.object.lowercased() {
        case "contact":
            return try contactRows(query, version: version, wrongAccount: wrongAccount)
        case "case":
            let withCase = directory().contacts.filter { $0.account.supportCase != nil }
            return try rows(
                SalesforceSchema.cases.select(query, from: withCase),
                of: query,
                in: SalesforceSchema.cases,
                version
            )
        case "task":
            return try rows(
                SalesforceSchema.tasks.select(query, from: allTasks),
                of: query,
                in: SalesforceSchema.tasks,
                version
            )
        default:
            throw SalesforceFailure(
                status: 400,
                code: "INVALID_TYPE",
                message: "sObject type '\(query.object)' is not supported."
            )
        }
    }

    private func contactRows(
        _ query: SOQL,
        version: String,
        wrongAccount: Bool
    ) throws(SalesforceFailure) -> JSON {
        let search = ContactSearch(directory: directory())
        let candidates = search.candidates(for: query.condition)
        var found = try SalesforceSchema.contacts.select(query, from: candidates)
        if wrongAccount, ContactSearch.requiredID(query.condition) != nil {
            found = found.map(search.directory.contact(insteadOf:))
        }
        return try rows(found, of: query, in: SalesforceSchema.contacts, version)
    }

    private func rows<Record>(
        _ records: [Record],
        of query: SOQL,
        in table: SalesforceTable<Record>,
        _ version: String
    ) throws(SalesforceFailure) -> JSON {
        let columns = try outputs(of: query, in: table, version)
        let rows = records.map { record in
            let attributes = JSON.Member("attributes", table.attributes(record, version: version))
            return JSON.object([attributes] + columns.map { JSON.Member($0.name, $0.read(record)) })
        }
        return ["totalSize": .integer(rows.count), "done": true, "records": .array(rows)]
    }

    private typealias Output<Record> = (name: String, read: (Record) -> JSON)

    /// What each row shows: columns in the query's order, a parent's columns gathered under the parent.
    private func outputs<Record>(
        of query: SOQL,
        in table: SalesforceTable<Record>,
        _ version: String
    ) throws(SalesforceFailure) -> [Output<Record>] {
        var outputs: [Output<Record>] = []
        var parents: [String: [SalesforceTable<Record>.Column]] = [:]
        for item in query.items {
            switch item {
            case .column(let name):
                let column = try table.column(name)
                guard let dot = column.name.firstIndex(of: ".") else {
                    outputs.append((column.name, column.read))
                    continue
                }
                let parent = String(column.name[..<dot])
                if parents[parent] == nil { outputs.append((parent, { _ in .null })) }
                parents[parent, default: []].append(column)
            case .children(let children):
                outputs.append(try childOutput(children, of: table, version))
            }
        }
        return outputs.map { output in
            parents[output.name].map { (output.name, parentReader($0, name: output.name, version)) } ?? output
        }
    }

    private func parentReader<Record>(
        _ columns: [SalesforceTable<Record>.Column],
        name: String,
        _ version: String
    ) -> (Record) -> JSON {
        { record in
            guard let contact = record as? Contact, contact.hasParent else { return .null }
            let url = "/services/data/\(version)/sobjects/\(name)/001\(contact.account.id)"
            let attributes: JSON = ["type": .string(name), "url": .string(url)]
            return .object(
                [JSON.Member("attributes", attributes)]
                    + columns.map { JSON.Member(String($0.name.dropFirst(name.count + 1)), $0.read(record)) }
            )
        }
    }

    /// A contact has one case at most; without one Salesforce says null, not an empty list.
    private func childOutput<Record>(
        _ query: SOQL,
        of table: SalesforceTable<Record>,
        _ version: String
    ) throws(SalesforceFailure) -> Output<Record> {
        guard query.object.lowercased() == "cases", table.object == "Contact" else {
            throw SalesforceFailure(
                status: 400,
                code: "INVALID_TYPE",
                message: "Didn't understand relationship '\(query.object)' in FROM part of query call."
            )
        }
        // Bound once without records, so that a mistake in the sub-select is refused even where nobody has a case.
        _ = try rows(SalesforceSchema.cases.select(query, from: []), of: query, in: SalesforceSchema.cases, version)
        return (
            "Cases",
            { record in
                guard let contact = record as? Contact, contact.account.supportCase != nil,
                    let found = try? SalesforceSchema.cases.select(query, from: [contact]), !found.isEmpty
                else { return .null }
                return (try? self.rows(found, of: query, in: SalesforceSchema.cases, version)) ?? .null
            }
        )
    }
}
