package import Broker
import FoundationEssentials
package import Identity

/// Salesforce as a CRM: REST queries in SOQL under a session of OAuth.
package struct SalesforceCRM: CRM {
    /// What its external IDs begin with.
    package var prefix: String { configuration.prefix }

    let configuration: SalesforceConfiguration
    private let numbers: WrittenNumbers
    private let client: SourceClient
    private let sessions: Sessions<SalesforceSession>
    let queries: SalesforceQueries
    let rows: SalesforceRows

    /// Opens nothing before it is asked something.
    package init(_ configuration: SalesforceConfiguration, _ parts: SourceParts) {
        self.configuration = configuration
        self.numbers = WrittenNumbers(library: parts.phones, region: configuration.region)
        let client = SourceClient(
            configuration.name,
            .crm,
            to: AllowedOrigins(configuration.baseURL, under: "salesforce.com"),
            limits: configuration.limits,
            parts
        )
        let login = SalesforceLogin(configuration: configuration, client: client, now: parts.ambience.now)
        self.client = client
        sessions = Sessions(uptime: parts.ambience.uptime) { () async throws(SourceFailure) in try await login.open() }
        queries = SalesforceQueries(fields: configuration.fields)
        rows = SalesforceRows(prefix: configuration.prefix, fields: configuration.fields)
    }

    /// From memory.
    package func health() -> SourceHealth { client.health }

    /// In the vendor's words.
    package var permissions: String {
        """
        API Enabled, read on Contact, Account and Case with the configured fields, create on Task
        """
    }

    /// Asks for the number's spellings; a row is believed only where one of its own numbers reads as the number.
    package func people(with number: CallerNumber) async throws(SourceFailure) -> People {
        let spellings = numbers.spellings(of: number)
        guard let (page, refusal) = try await askWithCases({ $0.people(spelt: spellings) }, reading: rows.page) else {
            return People(accounts: [], source: configuration.name)
        }
        let theirs = SalesforceRows.Page(records: page.records.filter { has($0, number) }, isLast: page.isLast)
        let accounts = accounts((theirs, refusal))
        let most = SalesforceQueries.mostPeople
        let hasMore = page.records.count > most || !page.isLast
        return People(accounts: Array(accounts.prefix(most)), hasMore: hasMore, source: configuration.name)
    }

    /// By ID; another prefix than ours has no record here.
    package func account(_ id: ExternalID) async throws(SourceFailure) -> Account? {
        guard id.system == prefix else { return nil }
        let asked = canonical(id)
        let found = try await askWithCases({ $0.account(asked.value) }) { [rows] answer throws(SourceFailure) in
            if SalesforceErrors(answer).saysNoSuchID { return SalesforceRows.Page(records: [], isLast: true) }
            return try rows.page(answer)
        }
        guard let records = found?.answer.records, !records.isEmpty else { return nil }
        guard records.count == 1, let account = accounts(found).first, account.id == asked else { throw .malformed }
        return account
    }

    /// With 18 characters, where people are told apart by their record's own ID.
    package func canonical(_ id: ExternalID) -> ExternalID {
        guard id.system == prefix, let value = rows.canonical(id.value) else { return id }
        return ExternalID("\(prefix):\(value)") ?? id
    }

    /// Accounts to choose from; rows that do not hold what was searched for are dropped.
    package func search(_ query: AccountQuery, limit: Int) async throws(SourceFailure) -> [Account] {
        let limit = min(max(1, limit), SalesforceQueries.mostPeople)
        switch query {
        case .externalID(let id): return try await account(id).map { [$0] } ?? []
        case .number(let number): return Array(try await people(with: number).accounts.prefix(limit))
        case .email(let email):
            let found = try await askWithCases({ $0.search(email: email, limit: limit) }, reading: rows.page)
            return accounts(found).filter { $0.email == email }
        case .name(let name):
            let found = try await askWithCases({ $0.search(name: name.text, limit: limit) }, reading: rows.page)
            let wanted = name.text.lowercased()
            return accounts(found).filter { $0.name.text.lowercased().contains(wanted) }
        }
    }

    private func has(_ row: JSONValue, _ number: CallerNumber) -> Bool {
        rows.numbers(row).contains { numbers.isNumber($0, of: number) }
    }

    /// One query.
    func ask<Answer: Sendable>(
        _ query: String,
        reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> Answer {
        try await send("query?\(QueryString([("q", query)]).text)", body: nil, reading: reading)
    }

    /// One request under the organisation's data, a `POST` where it has a body; where the session has ended, once more
    /// under a new one.
    func send<Answer: Sendable>(
        _ path: String,
        body: Data?,
        reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> Answer {
        try await sessions.use { session async throws(SourceFailure) in
            try await send(path, body, under: session, reading)
        }
    }

    private func send<Answer: Sendable>(
        _ path: String,
        _ body: Data?,
        under session: SalesforceSession,
        _ reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> SessionReply<Answer> {
        let data = "\(session.instance)/services/data/v\(percentEncoded(configuration.apiVersion))"
        var request = WireRequest(method: body == nil ? "GET" : "POST", url: "\(data)/\(path)")
            .authorised("Bearer \(session.token.text)")
        if let body {
            request.body = body
            request.headers.append(("Content-Type", "application/json"))
        }
        return try await client.send(request) { [client] answer throws(SourceFailure) in
            if let quota = SourceQuota(salesforce: answer) { client.note(quota) }
            if answer.status == 401 { return .refused }
            if let failure = SalesforceErrors(answer).failure { throw failure }
            return .answer(try reading(answer))
        }
    }
}
