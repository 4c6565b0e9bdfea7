import FoundationEssentials
import Identity

/// A row of an answer: texts by the names that were asked for, those with a dot included.
struct ServiceNowRow: Sendable {
    let fields: [String: JSONValue]

    /// Nil where it is missing or empty; a reference's value where the instance sends it with its link.
    func text(_ name: String?) -> String? {
        guard let name, let value = fields[name] else { return nil }
        let text = if case .object(let parts) = value { parts["value"]?.text } else { value.text }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// False where the table has none of these fields: what is empty comes as an empty text.
    func hasOne(of names: [String]) -> Bool { names.contains { fields[$0] != nil } }

    func truth(_ name: String) -> Bool { text(name) == "true" || fields[name]?.truth == true }
}

/// Rows of an answer, read as the configuration names their fields.
struct ServiceNowRows: Sendable {
    let prefix: String

    /// A person as a row has them, with the key that their cases point at.
    struct Person: Sendable {
        let key: String
        let row: ServiceNowRow
        let people: ServiceNowPeople
    }

    /// A success that says an error too is one that broke off.
    static func page(_ answer: WireAnswer) throws(SourceFailure) -> [ServiceNowRow] {
        let value = try answer.json(JSONValue.self)
        guard let elements = value[path: "result"]?.elements, value[path: "error"] == nil else { throw .malformed }
        var rows: [ServiceNowRow] = []
        for element in elements {
            guard case .object(let fields) = element else { throw .malformed }
            rows.append(ServiceNowRow(fields: fields))
        }
        return rows
    }

    /// Nil for a row without a key that may go into the next query.
    func person(_ row: ServiceNowRow, of people: ServiceNowPeople) -> Person? {
        guard let key = row.text("sys_id"), ServiceNowQueries.isSysID(key) else { return nil }
        return Person(key: key, row: row, people: people)
    }

    /// What stands behind the prefix in external IDs.
    func id(_ row: ServiceNowRow, of people: ServiceNowPeople) -> String? { row.text(people.id) }

    /// All numbers of a row, as they are written.
    func numbers(_ row: ServiceNowRow, of people: ServiceNowPeople) -> [String] {
        people.number.compactMap { row.text($0) }
    }

    /// Whether one of a row's numbers is one of those asked for, digit by digit.
    func holds(_ row: ServiceNowRow, one spellings: [String], of people: ServiceNowPeople) -> Bool {
        let wanted = Set(spellings.map { $0.filter(\.isNumber) })
        return numbers(row, of: people).contains { wanted.contains($0.filter(\.isNumber)) }
    }

    /// Nil for a person without an ID or a name that we could use.
    func account(_ person: Person, _ supportCase: SupportCase?) -> Account? {
        let (row, people) = (person.row, person.people)
        guard let value = id(row, of: people), let id = ExternalID("\(prefix):\(value)"),
            let name = row.text(people.name)
        else { return nil }
        return Account(
            id: id,
            name: PersonalText(name),
            email: row.text(people.email).flatMap(EmailAddress.init),
            kind: row.text(people.kind).flatMap { AccountKind(rawValue: $0.lowercased()) } ?? people.usualKind,
            tier: row.text(people.tier),
            supportCase: supportCase,
            lastContactAt: row.text(people.lastContact).flatMap(WireTime.date),
            erpAccount: row.text(people.erp).flatMap { ERPAccountNumber($0) },
            interactions: row.text(people.interactions).flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
        )
    }

    /// The open case of each person, or the latest one, by the person's key; rows of people not asked for are dropped.
    func cases(_ rows: [ServiceNowRow], of people: [Person]) -> [String: SupportCase] {
        var references: [String: String] = [:]
        for person in people { references[person.key] = person.people.reference }
        var cases: [String: SupportCase] = [:]
        for row in rows {
            guard let found = supportCase(row) else { continue }
            for reference in Set(references.values) {
                guard let key = row.text(reference), references[key] == reference else { continue }
                if cases[key] == nil || (found.isOpen && cases[key]?.isOpen == false) { cases[key] = found }
            }
        }
        return cases
    }

    private func supportCase(_ row: ServiceNowRow) -> SupportCase? {
        guard let number = row.text("number") else { return nil }
        return SupportCase(
            id: number,
            isOpen: row.truth("active"),
            subject: row.text("short_description").map { PersonalText($0) }
        )
    }
}
