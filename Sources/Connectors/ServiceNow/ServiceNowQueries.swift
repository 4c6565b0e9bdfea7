import Identity

/// The encoded queries that Ringside asks a ServiceNow instance.
///
/// Their language has no escape, and what it does not understand it leaves out, which finds everything: only values of
/// known characters go into one.
struct ServiceNowQueries: Sendable {
    /// One more than is read, to know whether there are more.
    static let mostPeople = 50
    /// Cases of all the people together.
    static let mostCases = 200
    /// What is asked for of cases, beside whose they are.
    static let ofCase = ["number", "active", "short_description"]

    let configuration: ServiceNowConfiguration

    /// Nil where there is nothing to ask for.
    func people(spelt spellings: [String], in people: ServiceNowPeople) -> String? {
        let spellings = spellings.filter(WrittenNumbers.isPlain)
        guard !spellings.isEmpty, !people.number.isEmpty else { return nil }
        let list = spellings.joined(separator: ",")
        let condition = people.number.map { "\($0)IN\(list)" }.joined(separator: "^OR")
        return path(people, "\(condition)^ORDERBYDESCsys_updated_on", limit: Self.mostPeople + 1)
    }

    /// Nil for a text that a query could be broken out of with; one that can't be a key is asked for all the same, which
    /// tells whether the instance is there and lets us in.
    func account(_ id: String, in people: ServiceNowPeople) -> String? {
        guard isIdentifier(id) else { return nil }
        return path(people, "\(people.id)=\(id)", limit: 2)
    }

    /// Nil for an address with characters that a query could be broken out of with, and where people have none.
    func search(email: EmailAddress, in people: ServiceNowPeople, limit: Int) -> String? {
        guard let field = people.email, email.text.unicodeScalars.allSatisfy(Self.isOfAnAddress) else { return nil }
        return path(people, "\(field)=\(email.text)^ORDERBY\(people.name)", limit: limit)
    }

    /// Nil unless the name is `[\p{L}\p{N} .'-]{2,60}`.
    func search(name: String, in people: ServiceNowPeople, limit: Int) -> String? {
        guard (2...60).contains(name.count), name.unicodeScalars.allSatisfy(Self.isOfAName) else { return nil }
        return path(people, "\(people.name)LIKE\(name)^ORDERBY\(people.name)", limit: limit)
    }

    /// The cases of people by table, the open ones first; nil where there is nobody to ask for.
    func cases(of people: [(reference: String, ids: [String])]) -> String? {
        let asked = people.filter { !$0.ids.isEmpty }
        guard let table = configuration.cases, !asked.isEmpty else { return nil }
        let condition = asked.map { "\($0.reference)IN\($0.ids.joined(separator: ","))" }.joined(separator: "^OR")
        let columns = asked.map(\.reference) + Self.ofCase
        let order = "^ORDERBYDESCactive^ORDERBYDESCsys_created_on"
        return path(table, columns, condition + order, limit: Self.mostCases)
    }

    /// The entry of a call.
    func entry(of call: CallID) -> String {
        let key = configuration.callKey
        return path(configuration.interactions, ["sys_id", key], "\(key)=\(call.text)", limit: 1)
    }

    /// A few rows, to see which fields they have; with `link` only such as have something there.
    func some(of table: String, _ columns: [String], with link: String? = nil) -> String {
        path(table, columns, link.map { "\($0)ISNOTEMPTY" } ?? "", limit: 10)
    }

    /// What is asked for of people.
    func columns(of people: ServiceNowPeople) -> [String] {
        let optional = [people.tier, people.kind, people.erp, people.lastContact, people.interactions]
        return (["sys_id", people.id, people.name, people.email] + people.number + optional).compactMap(\.self)
    }

    /// 32 digits of lower-case hex.
    static func isSysID(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }

    private func path(_ people: ServiceNowPeople, _ query: String, limit: Int) -> String {
        path(people.table, columns(of: people), query, limit: limit)
    }

    private func path(_ table: String, _ columns: [String], _ query: String, limit: Int) -> String {
        var seen: Set<String> = []
        let columns = columns.filter { seen.insert($0).inserted }.joined(separator: ",")
        let fields = QueryString([
            ("sysparm_query", query), ("sysparm_fields", columns), ("sysparm_limit", "\(limit)"),
            ("sysparm_display_value", "false"), ("sysparm_exclude_reference_link", "true"),
            ("sysparm_suppress_pagination_header", "true"), ("sysparm_no_count", "true"),
        ])
        return "api/now/table/\(percentEncoded(table))?\(fields.text)"
    }

    private static func isOfAName(_ scalar: Unicode.Scalar) -> Bool {
        isLetterOrNumber(scalar) || " .'-".unicodeScalars.contains(scalar)
    }

    private static func isOfAnAddress(_ scalar: Unicode.Scalar) -> Bool {
        isLetterOrNumber(scalar) || "@.!#$%&'*+/_~-".unicodeScalars.contains(scalar)
    }

    private static func isLetterOrNumber(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
