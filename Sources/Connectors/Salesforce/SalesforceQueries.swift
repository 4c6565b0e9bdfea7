import Identity

/// The queries that Ringside asks a Salesforce organisation: one round trip gives all of an account.
struct SalesforceQueries: Sendable {
    /// One more than is read, to know whether there are more.
    static let mostPeople = 50

    let fields: SalesforceFields

    /// Nil where there is nothing to ask for.
    ///
    /// Spellings with other characters than numbers have are left out.
    func people(spelt spellings: [String]) -> String? {
        let spellings = spellings.filter(WrittenNumbers.isPlain)
        guard !spellings.isEmpty, !fields.number.isEmpty else { return nil }
        let list = SOQL.list(spellings)
        let condition = fields.number.map { "\($0) IN \(list)" }.joined(separator: " OR ")
        return "\(select) WHERE \(condition) ORDER BY LastModifiedDate DESC LIMIT \(Self.mostPeople + 1)"
    }

    func account(_ id: String) -> String { "\(select) WHERE \(fields.id) = \(SOQL.literal(id)) LIMIT 2" }

    /// Nil where people have no e-mail.
    func search(email: EmailAddress, limit: Int) -> String? {
        fields.email.map {
            "\(select) WHERE \($0) = \(SOQL.literal(email.text)) ORDER BY \(fields.name) LIMIT \(limit)"
        }
    }

    func search(name: String, limit: Int) -> String {
        "\(select) WHERE \(fields.name) LIKE \(SOQL.contains(name)) ORDER BY \(fields.name) LIMIT \(limit)"
    }

    /// The entry of a call: its key stands in `CallObject`.
    func entry(of call: CallID) -> String {
        "SELECT Id FROM Task WHERE CallObject = \(SOQL.literal(call.text)) LIMIT 1"
    }

    /// The record's own ID, and that of its open case: what an entry points at.
    func keys(_ id: String) -> String {
        let cases = fields.cases.map {
            ", (SELECT Id FROM \($0) WHERE IsClosed = false ORDER BY CreatedDate DESC LIMIT 1)"
        }
        return "SELECT Id\(cases ?? "") FROM \(fields.object) WHERE \(fields.id) = \(SOQL.literal(id)) LIMIT 2"
    }

    private var select: String {
        let optional = [fields.tier, fields.kind, fields.erp, fields.lastContact, fields.interactions]
        var seen: Set<String> = []
        let columns = ([fields.id, fields.name, fields.email] + fields.number + optional).compactMap(\.self).filter {
            seen.insert($0).inserted
        }
        return "SELECT \((columns + cases).joined(separator: ", ")) FROM \(fields.object)"
    }

    /// The open case, or the latest one.
    private var cases: [String] {
        guard let cases = fields.cases else { return [] }
        let columns = "Id, CaseNumber, Status, Subject, IsClosed"
        return ["(SELECT \(columns) FROM \(cases) ORDER BY IsClosed ASC, CreatedDate DESC LIMIT 1)"]
    }
}
