/// The people as NetSuite's `customer` table, joined with their currency: every value is a text, and one that is null is
/// left out.
struct NetSuiteCustomers {
    let directory: Directory
    let wrongAccount: Bool

    func rows(of query: SuiteQLQuery) throws(NetSuiteFailure) -> [[JSON.Member]] {
        var found: [[JSON.Member]] = []
        for contact in candidates(query.condition) {
            guard let row = row(contact), try query.condition?.accepts(row) ?? true else { continue }
            let shown = wrongAccount ? self.row(other(than: contact)) ?? row : row
            var members: [JSON.Member] = []
            for column in query.columns {
                guard let value = shown[column.name] else { throw .badQuery("Unknown identifier '\(column.name)'.") }
                if let value { members.append(JSON.Member(column.alias, .string(value))) }
            }
            found.append(members)
        }
        return found
    }

    /// By account number or phone where the query insists on some; else every customer.
    private func candidates(_ condition: SuiteQLQuery.Condition?) -> [Contact] {
        guard case .isIn(let column, let texts) = condition else { return directory.withERP }
        let found =
            switch column {
            case "entityid": texts.compactMap { directory.contact(erp: $0) }
            case "phone": texts.flatMap { directory.contacts(phone: $0) }
            default: directory.withERP
            }
        var seen: Set<Int> = []
        return found.filter { $0.account.erp != nil && seen.insert($0.place).inserted }
    }

    private func other(than contact: Contact) -> Contact {
        let accounts = directory.withERP
        let index = accounts.firstIndex { $0.place == contact.place } ?? 0
        return accounts[(index + 1) % accounts.count]
    }

    /// Columns by their names in lower case; nil for a person without an account.
    ///
    /// NetSuite knows no block but the hold: a blocked account is on hold for good, a closed one is inactive.
    private func row(_ contact: Contact) -> [String: String?]? {
        guard let erp = contact.account.erp else { return nil }
        let isHeld = erp.creditHold || erp.status == .blocked
        return [
            "id": String(contact.place + 1), "entityid": erp.number, "companyname": contact.account.name,
            "email": contact.account.email, "phone": contact.phones.first,
            "isinactive": erp.status == .closed ? "T" : "F", "creditholdoverride": isHeld ? "ON" : "AUTO",
            "creditlimit": String?.none, "balancesearch": erp.balanceDue.description,
            "overduebalancesearch": erp.overdue.units == 0 ? nil : erp.overdue.description, "symbol": erp.currency,
        ]
    }
}

extension SuiteQLQuery.Condition {
    /// Whether a row is wanted; an unknown column is an error.
    func accepts(_ row: [String: String?]) throws(NetSuiteFailure) -> Bool {
        switch self {
        case .all(let parts):
            for part in parts where try !part.accepts(row) { return false }
            return true
        case .any(let parts):
            for part in parts where try part.accepts(row) { return true }
            return false
        case .isIn(let column, let texts):
            guard let value = row[column] else { throw .badQuery("Unknown identifier '\(column)'.") }
            return value.map(texts.contains) ?? false
        }
    }
}
