package import Broker
import FoundationEssentials
package import Identity

/// ServiceNow as a CRM: contacts, consumers and cases over the Table API.
///
/// People of both tables are asked for at once, then the cases of all of them: two round trips in sequence.
package struct ServiceNowCRM: CRM {
    /// What its external IDs begin with.
    package var prefix: String { configuration.prefix }

    let configuration: ServiceNowConfiguration
    let queries: ServiceNowQueries
    let rows: ServiceNowRows
    private let numbers: WrittenNumbers
    private let client: SourceClient
    private let sessions: Sessions<ServiceNowSession>

    /// Opens nothing before it is asked something.
    package init(_ configuration: ServiceNowConfiguration, _ parts: SourceParts) {
        self.configuration = configuration
        self.numbers = WrittenNumbers(library: parts.phones, region: configuration.region)
        let client = SourceClient(
            configuration.name,
            .crm,
            to: AllowedOrigins(configuration.baseURL),
            limits: configuration.limits,
            parts
        )
        self.client = client
        let login = ServiceNowLogin(configuration: configuration, client: client, uptime: parts.ambience.uptime)
        sessions = Sessions(uptime: parts.ambience.uptime, end: \.end) { () async throws(SourceFailure) in
            try await login.open()
        }
        queries = ServiceNowQueries(configuration: configuration)
        rows = ServiceNowRows(prefix: configuration.prefix)
    }

    /// From memory.
    package func health() -> SourceHealth { client.health }

    /// In the vendor's words.
    package var permissions: String {
        """
        a role that reads the contact, consumer and case tables with the configured fields and creates \
        interactions, such as sn_customerservice_agent
        """
    }

    /// Asks for the number's spellings; a row is believed only where one of its own numbers reads as the number.
    package func people(with number: CallerNumber) async throws(SourceFailure) -> People {
        let spellings = numbers.spellings(of: number)
        let pages = try await inEachTable { people async throws(SourceFailure) -> Page in
            guard let path = queries.people(spelt: spellings, in: people) else { return Page() }
            let found = try await get(path, reading: ServiceNowRows.page)
            let page = Page(found, most: ServiceNowQueries.mostPeople)
            // A condition that was left out finds everything: of a part of that, nobody knows who is missing.
            if page.hasMore, !found.allSatisfy({ rows.holds($0, one: spellings, of: people) }) { throw .malformed }
            guard found.allSatisfy({ $0.hasOne(of: people.number) }) else { throw .malformed }
            return page.keeping { rows.numbers($0, of: people).contains { numbers.isNumber($0, of: number) } }
        }
        let accounts = try await accounts(pages)
        let most = ServiceNowQueries.mostPeople
        let hasMore = accounts.count > most || pages.contains { $0.page.hasMore }
        return People(accounts: Array(accounts.prefix(most)), hasMore: hasMore, source: configuration.name)
    }

    /// By ID; another prefix than ours has no record here.
    package func account(_ id: ExternalID) async throws(SourceFailure) -> Account? {
        guard let person = try await person(id) else { return nil }
        guard let account = try await accounts(of: [person]).first else { throw .malformed }
        return account
    }

    /// In lower case, where people are told apart by the record's own key.
    package func canonical(_ id: ExternalID) -> ExternalID {
        guard id.system == prefix, configuration.contacts.id == "sys_id" else { return id }
        let value = id.value.lowercased()
        return ServiceNowQueries.isSysID(value) ? ExternalID("\(prefix):\(value)") ?? id : id
    }

    /// Accounts to choose from; rows that do not hold what was searched for are dropped.
    package func search(_ query: AccountQuery, limit: Int) async throws(SourceFailure) -> [Account] {
        let limit = min(max(1, limit), ServiceNowQueries.mostPeople)
        switch query {
        case .externalID(let id): return try await account(canonical(id)).map { [$0] } ?? []
        case .number(let number): return Array(try await people(with: number).accounts.prefix(limit))
        case .email(let email):
            return try await search(limit) {
                queries.search(email: email, in: $0, limit: $1)
            } isFound: { row, people in
                row.text(people.email).flatMap(EmailAddress.init) == email
            }
        case .name(let name):
            let wanted = name.text.lowercased()
            return try await search(limit) {
                queries.search(name: name.text, in: $0, limit: $1)
            } isFound: {
                row,
                people in
                row.text(people.name)?.lowercased().contains(wanted) ?? false
            }
        }
    }

    /// The person of an ID, as their row has them; an answer with another ID is `malformed`.
    func person(_ id: ExternalID) async throws(SourceFailure) -> ServiceNowRows.Person? {
        guard id.system == prefix else { return nil }
        let asked = canonical(id).value
        let pages = try await inEachTable { people async throws(SourceFailure) -> Page in
            guard let path = queries.account(asked, in: people) else { return Page() }
            let found = try await get(path, reading: ServiceNowRows.page)
            guard found.allSatisfy({ rows.id($0, of: people) == asked }) else { throw .malformed }
            return Page(found, most: 1)
        }
        let found = pages.flatMap { table in table.page.rows.map { (table.people, $0) } }
        guard let (people, row) = found.first else { return nil }
        guard found.count == 1, !pages.contains(where: \.page.hasMore), let person = rows.person(row, of: people)
        else { throw .malformed }
        return person
    }

    private func search(
        _ limit: Int,
        path: @Sendable (ServiceNowPeople, Int) -> String?,
        isFound: @Sendable (ServiceNowRow, ServiceNowPeople) -> Bool
    ) async throws(SourceFailure) -> [Account] {
        let pages = try await inEachTable { people async throws(SourceFailure) -> Page in
            guard let path = path(people, limit + 1) else { return Page() }
            let page = Page(try await get(path, reading: ServiceNowRows.page), most: limit)
            let found = page.keeping { isFound($0, people) }
            if page.hasMore, found.rows.isEmpty { throw .malformed }
            return found
        }
        return Array(try await accounts(pages).prefix(limit))
    }

    /// One query.
    func get<Answer: Sendable>(
        _ path: String,
        reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> Answer {
        try await send(path, body: nil, reading: reading)
    }

    /// One request below the instance, a `POST` where it has a body; where the session has ended, once more under a new
    /// one.
    func send<Answer: Sendable>(
        _ path: String,
        body: Data?,
        reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> Answer {
        let url = "\(base(configuration.baseURL))/\(path)"
        return try await sessions.use { session async throws(SourceFailure) in
            var request = WireRequest(method: body == nil ? "GET" : "POST", url: url)
                .authorised(session.authorization.text)
            if let body {
                request.body = body
                request.headers.append(("Content-Type", "application/json"))
            }
            return try await client.send(request) { answer throws(SourceFailure) -> SessionReply<Answer> in
                answer.status == 401 ? .refused : .answer(try reading(answer))
            }
        }
    }
}
