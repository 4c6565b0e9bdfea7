package import Broker
import FoundationEssentials
package import Identity

/// Tryton as a CRM: people are its parties, told apart by their numbers.
package struct TrytonCRM: CRM {
    private static let mostPeople = 50
    /// A party may hold a number several times, in several spellings.
    private static let mostMechanisms = 200
    static let ofPerson = ["name", "code", "email", "active", "write_date"]

    /// What its external IDs begin with.
    package var prefix: String { configuration.prefix }

    let configuration: TrytonConfiguration
    let database: TrytonDatabase
    private let numbers: WrittenNumbers

    /// Opens nothing before it is asked something.
    package init(_ configuration: TrytonConfiguration, _ parts: SourceParts) {
        self.configuration = configuration
        self.numbers = WrittenNumbers(library: parts.phones, region: configuration.region)
        database = TrytonDatabase(configuration, .crm, parts)
    }

    /// From memory.
    package func health() -> SourceHealth { database.client.health }

    /// In the vendor's words.
    package var permissions: String { "read on parties, contact mechanisms and identifiers, create on notes" }

    /// Asks for the number's spellings; a row is believed only where its own number reads as the number.
    package func people(with number: CallerNumber) async throws(SourceFailure) -> People {
        let rows = try await database.rows(
            of: TrytonPhone.model,
            where: TrytonPhone.domain(numbers.spellings(of: number)),
            limit: Self.mostMechanisms,
            order: [["party", "ASC"]]
        ) { _ in TrytonPhone.fields + Self.ofPerson.map { "party.\($0)" } }
        let found = rows.filter { TrytonPhone.texts($0).contains { numbers.isNumber($0, of: number) } }
        let accounts = distinct(found.compactMap { $0.trytonLinked("party") })
        let hasMore = accounts.count > Self.mostPeople || rows.count >= Self.mostMechanisms
        return People(accounts: Array(accounts.prefix(Self.mostPeople)), hasMore: hasMore, source: configuration.name)
    }

    /// By the party's number; another prefix than ours has no record here.
    package func account(_ id: ExternalID) async throws(SourceFailure) -> Account? {
        try await party(id)?.account
    }

    /// Accounts to choose from; rows that do not hold what was searched for are dropped.
    package func search(_ query: AccountQuery, limit: Int) async throws(SourceFailure) -> [Account] {
        let limit = min(max(1, limit), Self.mostPeople)
        switch query {
        case .externalID(let id): return try await account(id).map { [$0] } ?? []
        case .number(let number): return Array(try await people(with: number).accounts.prefix(limit))
        case .email(let email):
            let domain: JSONValue = [
                .condition("contact_mechanisms.type", "=", "email"),
                .condition("contact_mechanisms.value", "ilike", .string(TrytonPattern.escaped(email.text))),
            ]
            return try await parties(domain, limit: limit).filter { $0.email == email }
        case .name(let name):
            let pattern = "%\(TrytonPattern.escaped(name.text))%"
            let found = try await parties([.condition("name", "ilike", .string(pattern))], limit: limit)
            let wanted = name.text.lowercased()
            return found.filter { $0.name.text.lowercased().contains(wanted) }
        }
    }

    /// The party of an ID and its key; an answer with another number is `malformed`.
    func party(_ id: ExternalID) async throws(SourceFailure) -> (key: Int, account: Account)? {
        guard id.system == prefix else { return nil }
        let domain: JSONValue = [.condition("code", "=", .string(id.value))]
        let rows = try await database.rows(of: "party.party", where: domain, limit: 2) { _ in Self.ofPerson }
        guard let row = rows.first else { return nil }
        guard rows.count == 1, let key = row.tryton("id")?.trytonID, let account = account(row), account.id == id
        else { throw .malformed }
        return (key, account)
    }

    private func parties(_ domain: JSONValue, limit: Int) async throws(SourceFailure) -> [Account] {
        let rows = try await database.rows(
            of: "party.party",
            where: domain,
            limit: limit,
            order: [["name", "ASC"], ["id", "ASC"]]
        ) { _ in Self.ofPerson }
        return distinct(rows)
    }

    /// Parties that are no longer active are no people to talk to.
    private func distinct(_ parties: [JSONValue]) -> [Account] {
        var seen: Set<ExternalID> = []
        return parties.filter { $0.tryton("active")?.trytonTruth != false }.compactMap(account).filter {
            seen.insert($0.id).inserted
        }
    }

    /// Nil for a party without a number or a name that we could use.
    private func account(_ party: JSONValue) -> Account? {
        guard let code = party.tryton("code")?.text, let id = ExternalID("\(prefix):\(code)"),
            let name = party.tryton("name")?.text
        else { return nil }
        return Account(
            id: id,
            name: PersonalText(name),
            email: party.tryton("email")?.text.flatMap(EmailAddress.init),
            erpAccount: ERPAccountNumber(code)
        )
    }
}
