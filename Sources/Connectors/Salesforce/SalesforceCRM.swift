package import AsyncHTTPClient
package import Broker
import FoundationEssentials
package import Identity

/// Salesforce as a CRM: REST queries in SOQL under a session of the client-credentials grant.
package struct SalesforceCRM: CRM {
    private enum Reply<Answer: Sendable>: Sendable {
        case answer(Answer)
        case sessionExpired
    }

    /// What its external IDs begin with.
    package var prefix: String { configuration.prefix }

    let configuration: SalesforceConfiguration
    private let numbers: any PhoneNumberReading
    private let client: SourceClient
    private let sessions: SalesforceSessions
    let queries: SalesforceQueries
    let rows: SalesforceRows

    /// `http` is one of `SourceConnections`; whoever opened it shuts it down.
    package init(
        _ configuration: SalesforceConfiguration,
        http: HTTPClient,
        numbers: any PhoneNumberReading,
        ambience: Ambience,
        onChange: @escaping SourceHealthObserver = { _ in }
    ) {
        self.configuration = configuration
        self.numbers = numbers
        client = SourceClient(
            configuration.name,
            .crm,
            limits: configuration.limits,
            http: http,
            ambience: ambience,
            observer: onChange
        )
        sessions = SalesforceSessions(configuration, client: client, uptime: ambience.uptime)
        queries = SalesforceQueries(fields: configuration.fields)
        rows = SalesforceRows(prefix: configuration.prefix, fields: configuration.fields)
    }

    /// From memory.
    package func health() -> SourceHealth { client.health }

    /// Asks for the number's spellings; a row is believed only where one of its own numbers reads as the number.
    package func people(with number: CallerNumber) async throws(SourceFailure) -> People {
        let spellings = [number.e164] + numbers.spellings(of: number).filter { $0 != number.e164 }
        guard let query = queries.people(spelt: spellings) else {
            return People(accounts: [], source: configuration.name)
        }
        let page = try await ask(query, reading: rows.page)
        let accounts = page.records.filter { has($0, number) }.compactMap(rows.account)
        let most = SalesforceQueries.mostPeople
        let hasMore = page.records.count > most || !page.isLast
        return People(accounts: Array(accounts.prefix(most)), hasMore: hasMore, source: configuration.name)
    }

    /// By ID; another prefix than ours has no record here.
    package func account(_ id: ExternalID) async throws(SourceFailure) -> Account? {
        guard id.system == prefix else { return nil }
        let asked = canonical(id).value
        return try await ask(queries.account(asked)) { [rows] answer throws(SourceFailure) in
            if SalesforceErrors(answer).saysNoSuchID { return nil }
            let records = try rows.page(answer).records
            guard let first = records.first else { return nil }
            guard records.count == 1, rows.id(first) == asked, let account = rows.account(first)
            else { throw .malformed }
            return account
        }
    }

    /// With the 18 characters of the answers, where people are told apart by their record's own ID.
    package func canonical(_ id: ExternalID) -> ExternalID {
        guard id.system == prefix, configuration.fields.id == "Id" else { return id }
        return ExternalID("\(prefix):\(SalesforceID.long(id.value))") ?? id
    }

    /// Accounts to choose from; rows that do not hold what was searched for are dropped.
    package func search(_ query: AccountQuery, limit: Int) async throws(SourceFailure) -> [Account] {
        let limit = min(max(1, limit), SalesforceQueries.mostPeople)
        switch query {
        case .externalID(let id): return try await account(id).map { [$0] } ?? []
        case .number(let number): return Array(try await people(with: number).accounts.prefix(limit))
        case .email(let email):
            let found = try await ask(queries.search(email: email, limit: limit), reading: rows.page)
            return found.records.compactMap(rows.account).filter { $0.email == email }
        case .name(let name):
            let found = try await ask(queries.search(name: name.text, limit: limit), reading: rows.page)
            let wanted = name.text.lowercased()
            return found.records.compactMap(rows.account).filter { $0.name.text.lowercased().contains(wanted) }
        }
    }

    private func has(_ row: JSONValue, _ number: CallerNumber) -> Bool {
        rows.numbers(row).contains { isNumber($0, of: number) }
    }

    /// Whether a text of the CRM is the caller's number, as our region reads it.
    ///
    /// A number from abroad that was typed without its plus reads as one of our region, if an odd one.
    func isNumber(_ text: String, of caller: CallerNumber) -> Bool {
        let read = numbers.read(text, region: configuration.region)
        if read == caller { return true }
        return text == caller.e164.dropFirst() && read?.isPlausiblyNorthAmerican != true
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
        let session = try await sessions.current()
        if case .answer(let answer) = try await send(path, body, under: session, reading) { return answer }
        let renewed = try await sessions.renewed(after: session)
        if case .answer(let answer) = try await send(path, body, under: renewed, reading) { return answer }
        sessions.refused()
        throw .unauthorised
    }

    private func send<Answer: Sendable>(
        _ path: String,
        _ body: Data?,
        under session: SalesforceSessions.Session,
        _ reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> Reply<Answer> {
        let data = "\(session.instance)/services/data/v\(percentEncoded(configuration.apiVersion))"
        var request = WireRequest(method: body == nil ? "GET" : "POST", url: "\(data)/\(path)")
            .authorised("Bearer \(session.token.text)")
        if let body {
            request.body = body
            request.headers.append(("Content-Type", "application/json"))
        }
        return try await client.send(request) { answer throws(SourceFailure) in
            if answer.status == 401 { return .sessionExpired }
            if let failure = SalesforceErrors(answer).failure { throw failure }
            return .answer(try reading(answer))
        }
    }
}
