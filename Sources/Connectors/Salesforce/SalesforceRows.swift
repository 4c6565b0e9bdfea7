import FoundationEssentials
import Identity

/// Rows of an answer, read as the configuration names their fields.
struct SalesforceRows: Sendable {
    let prefix: String
    let fields: SalesforceFields

    /// A page of an answer.
    struct Page: Sendable {
        let records: [JSONValue]
        let isLast: Bool
    }

    func page(_ answer: WireAnswer) throws(SourceFailure) -> Page {
        let value = try answer.json(JSONValue.self)
        guard let records = value[path: "records"]?.elements, let isLast = value[path: "done"]?.truth
        else { throw .malformed }
        return Page(records: records, isLast: isLast)
    }

    /// Nil for a row without an ID or a name that we could use.
    func account(_ row: JSONValue) -> Account? {
        guard let value = row[anyCase: fields.id]?.text.flatMap({ canonical($0) ?? $0 }),
            let id = ExternalID("\(prefix):\(value)"), let name = row[anyCase: fields.name]?.text
        else { return nil }
        return Account(
            id: id,
            name: PersonalText(name),
            email: text(row, fields.email).flatMap(EmailAddress.init),
            kind: text(row, fields.kind).flatMap { AccountKind(rawValue: $0.lowercased()) },
            tier: text(row, fields.tier),
            supportCase: supportCase(row),
            lastContactAt: text(row, fields.lastContact).flatMap(WireTime.date),
            erpAccount: text(row, fields.erp).flatMap { ERPAccountNumber($0) },
            interactions: text(row, fields.interactions).flatMap { Decimal(string: $0) }.flatMap(Self.count)
        )
    }

    /// The record's own ID in its 18 characters; nil where people are told apart by another field.
    func canonical(_ id: String) -> String? { fields.id == "Id" ? SalesforceID.long(id) : nil }

    /// All numbers of a row, as they are written.
    func numbers(_ row: JSONValue) -> [String] { fields.number.compactMap { row[anyCase: $0]?.text } }

    private func text(_ row: JSONValue, _ path: String?) -> String? {
        guard let text = path.flatMap({ row[anyCase: $0]?.text }), !text.isEmpty else { return nil }
        return text
    }

    private func supportCase(_ row: JSONValue) -> SupportCase? {
        guard let cases = fields.cases, let first = row[anyCase: "\(cases).records"]?.elements?.first,
            let number = first[path: "CaseNumber"]?.text
        else { return nil }
        return SupportCase(
            id: number,
            isOpen: first[path: "IsClosed"]?.truth == false,
            subject: first[path: "Subject"]?.text.map { PersonalText($0) }
        )
    }

    /// Salesforce writes whole numbers as `4.0`.
    private static func count(_ number: Decimal) -> Int? {
        let text = "\(number)".prefix { $0 != "." }
        return Int(text).flatMap { $0 >= 0 ? $0 : nil }
    }
}
