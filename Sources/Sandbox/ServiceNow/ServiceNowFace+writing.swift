import Synchronization

extension ServiceNowFace {
    /// Fields that the table does not have are left out without a word, as there.
    func create(
        _ request: IncomingRequest,
        in table: ServiceNowTable,
        _ view: ServiceNowView
    ) throws(ServiceNowFailure) -> Answer {
        guard let prefix = table.numberPrefix else { throw Self.notAllowed }
        let (fields, created) = (try fields(request, of: table), CivilTime.serviceNow(now()))
        let entry = state.withLock { state -> ServiceNowEntry in
            let serial = state.entries.nextNumber
            let entry = ServiceNowEntry(
                table: table.name,
                key: ServiceNowKey.key(of: "entry-\(serial)", in: .entry),
                number: "\(prefix)\(String(1_000_001 + serial).suffix(7))",
                createdAt: created,
                fields: fields
            )
            _ = state.entries.append(entry)
            return entry
        }
        let link = "\(view.origin)/api/now/table/\(table.name)/\(entry.key)"
        return .json(201, ["result": view.row(.entry(entry), of: table)], headers: ["Location": link])
    }

    /// Only what was written here can be changed.
    func change(
        _ key: String,
        _ request: IncomingRequest,
        in table: ServiceNowTable,
        _ view: ServiceNowView
    ) throws(ServiceNowFailure) -> Answer {
        let fields = try fields(request, of: table)
        let changed = state.withLock { state -> ServiceNowEntry? in
            let range = state.entries.firstNumber..<state.entries.nextNumber
            guard
                let number = range.first(where: {
                    state.entries[$0]?.key == key && state.entries[$0]?.table == table.name
                })
            else { return nil }
            state.entries.update(number) { $0.fields.merge(fields) { $1 } }
            return state.entries[number]
        }
        guard let changed else { throw Self.noRecord }
        return .json(200, ["result": view.row(.entry(changed), of: table)])
    }

    private func fields(
        _ request: IncomingRequest,
        of table: ServiceNowTable
    ) throws(ServiceNowFailure) -> [String: String] {
        guard let members = (try? JSONReader.read(request.body))?.members else {
            throw ServiceNowFailure(
                status: 400,
                message: "Exception while reading request",
                detail: "The payload is not valid JSON"
            )
        }
        var fields: [String: String] = [:]
        for member in members where table.columns[member.name] != nil {
            fields[member.name] = member.value.scalarText ?? ""
        }
        return fields
    }

    private static let notAllowed = ServiceNowFailure(
        status: 403,
        message: "Operation Failed",
        detail: "ACL Exception Insert Failed due to security constraints"
    )
}
