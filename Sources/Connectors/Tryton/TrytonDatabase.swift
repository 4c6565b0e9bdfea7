import Broker
import FoundationEssentials
import Identity

/// A session with a Tryton database.
struct TrytonSession: Equatable, Sendable {
    /// Of the header.
    let authorization: Secret
    /// The context of every question: whose books, and parties that are no longer active too.
    let context: [String: JSONValue]
    /// Which of the fields that modules bring this database has.
    let fields: Set<String>
}

/// A Tryton database over JSON-RPC: methods of its models, under a session that a user's password opens.
struct TrytonDatabase: Sendable {
    /// Parts of a party that only some databases have, by the modules that bring them.
    static let optional = ["receivable", "credit_amount", "credit_limit_amount", "dunning_procedure"]
    /// Those whose modules together let a level of dunning stop a party's credit.
    static let stopping: Set = ["credit_limit_amount", "dunning_procedure"]

    let client: SourceClient
    private let sessions: Sessions<TrytonSession>
    private let url: String

    init(_ configuration: TrytonConfiguration, _ role: SourceHealth.Role, _ parts: SourceParts) {
        let client = SourceClient(
            configuration.name,
            role,
            to: AllowedOrigins(configuration.baseURL),
            limits: configuration.limits,
            parts
        )
        let url = "\(base(configuration.baseURL))/rpc/"
        let login = TrytonLogin(configuration: configuration, client: client, url: url)
        self.client = client
        self.url = url
        sessions = Sessions(uptime: parts.ambience.uptime) { () async throws(SourceFailure) in try await login.open() }
    }

    /// Rows of a model that a domain describes, with the fields that are named; none, unasked, where `fields` has none to
    /// name in this database.
    func rows(
        of model: String,
        where domain: JSONValue,
        limit: Int,
        order: JSONValue = nil,
        _ fields: (TrytonSession) -> [String]?
    ) async throws(SourceFailure) -> [JSONValue] {
        try await call("model.\(model).search_read", otherwise: []) { session in
            guard let fields = fields(session) else { return nil }
            return [domain, 0, .number(Decimal(limit)), order, .texts(fields), .object(session.context)]
        } reading: { result throws(SourceFailure) in
            guard let rows = result.elements else { throw .malformed }
            return rows
        }
    }

    /// Makes one row of a model.
    func create(_ model: String, _ values: JSONValue) async throws(SourceFailure) {
        try await call("model.\(model).create", otherwise: ()) { session in
            [[values], .object(session.context)]
        } reading: { result throws(SourceFailure) in
            guard result.elements?.first?.trytonID != nil else { throw .malformed }
        }
    }

    /// One call under the session; where that has ended, once more under a new one.
    ///
    /// Without parameters there is no call.
    private func call<Answer: Sendable>(
        _ method: String,
        otherwise: Answer,
        _ parameters: (TrytonSession) -> JSONValue?,
        reading: @escaping @Sendable (JSONValue) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> Answer {
        try await sessions.use { session throws(SourceFailure) in
            guard let parameters = parameters(session) else { return .answer(otherwise) }
            let request = try TrytonCall.request(url, method, parameters).authorised(session.authorization.text)
            return try await client.send(request) { answer throws(SourceFailure) -> SessionReply<Answer> in
                if answer.status == 401 { return .refused }
                return .answer(try reading(try TrytonCall.result(answer)))
            }
        }
    }
}

/// One exchange of JSON-RPC.
enum TrytonCall {
    static func request(
        _ url: String,
        _ method: String,
        _ parameters: JSONValue
    ) throws(SourceFailure) -> WireRequest {
        let call: JSONValue = ["id": 1, "method": .string(method), "params": parameters]
        return try WireRequest.json("POST", url, call)
    }

    /// An error is an answer of success with `error` in it: what the user may not do, or a field that is not there.
    static func result(_ answer: WireAnswer) throws(SourceFailure) -> JSONValue {
        let value = try answer.json(JSONValue.self)
        guard case .object(let fields) = value else { throw .malformed }
        if let error = fields["error"], error != .null { throw .rejected(status: 400) }
        guard let result = fields["result"] else { throw .malformed }
        return result
    }
}
