import FoundationEssentials
import Synchronization

/// The stand-in CRM in Salesforce's dialect: token, query, and the objects Contact, Case and Task.
final class SalesforceFace: Sendable {
    private struct State {
        var tasks = Ring<SalesforceTask>(capacity: 10_000)
        var requests = 0
    }

    let directory: @Sendable () -> Directory
    private let now: @Sendable () -> Date
    private let instanceURL: @Sendable () async -> String
    private let tokens = AccessTokens(prefix: "00D5e000000sandbox!")
    private let state = Mutex(State())

    init(
        directory: @escaping @Sendable () -> Directory,
        now: @escaping @Sendable () -> Date,
        instanceURL: @escaping @Sendable () async -> String
    ) {
        self.directory = directory
        self.now = now
        self.instanceURL = instanceURL
    }

    var allTasks: [SalesforceTask] { state.withLock { Array($0.tasks.inOrder) } }

    /// Forgets call logs and ends all sessions.
    func reset() {
        tokens.revokeAll()
        state.withLock { $0 = State() }
    }

    /// `segments` are those after the stand-in's own prefix.
    func answer(_ request: IncomingRequest, segments: ArraySlice<String>, wrongAccount: Bool) async -> Answer {
        if Array(segments) == ["services", "oauth2", "token"] { return await token(request) }
        if Array(segments) == ["services", "data"] { return .json(200, SalesforceVersions.list) }
        var answer: Answer
        do throws(SalesforceFailure) {
            answer = try authorised(request, segments: segments, wrongAccount: wrongAccount)
        } catch {
            answer = Self.refusal(error)
        }
        let used = state.withLock { state -> Int in
            state.requests += 1
            return state.requests
        }
        answer.headers["Sforce-Limit-Info"] = "api-usage=\(used)/100000"
        return answer
    }

    /// An error body is always a list.
    static func refusal(_ failure: SalesforceFailure) -> Answer {
        .json(failure.status, [["message": .string(failure.message), "errorCode": .string(failure.code)]])
    }

    private func authorised(
        _ request: IncomingRequest,
        segments: ArraySlice<String>,
        wrongAccount: Bool
    ) throws(SalesforceFailure) -> Answer {
        guard let token = request.credentials(scheme: "Bearer"), tokens.accepts(token) else {
            throw SalesforceFailure(
                status: 401,
                code: "INVALID_SESSION_ID",
                message: "Session expired or invalid"
            )
        }
        let parts = Array(segments)
        guard parts.count >= 4, parts[0] == "services", parts[1] == "data", SalesforceVersions.has(parts[2]) else {
            throw Self.notFound
        }
        let version = parts[2]
        switch (request.method, parts[3], parts.count) {
        case ("GET", "query", 4):
            return .json(200, try query(request.query["q"] ?? "", version: version, wrongAccount: wrongAccount))
        case ("GET", "sobjects", 6): return try record(request, object: parts[4], id: parts[5], version, wrongAccount)
        case ("POST", "sobjects", 5) where parts[4].lowercased() == "task": return try createTask(request)
        default: throw Self.notFound
        }
    }

    private func record(
        _ request: IncomingRequest,
        object: String,
        id: String,
        _ version: String,
        _ wrongAccount: Bool
    ) throws(SalesforceFailure) -> Answer {
        let wanted = request.query["fields"].map { $0.split(separator: ",").map(String.init) }
        switch object.lowercased() {
        case "contact":
            let directory = directory()
            guard let own = directory.contact(id: id) else { throw Self.notFound }
            let contact = wrongAccount ? directory.contact(insteadOf: own) : own
            return .json(200, try show(contact, in: SalesforceSchema.contacts, wanted, version))
        case "task":
            guard let task = allTasks.first(where: { $0.id == id }) else { throw Self.notFound }
            return .json(200, try show(task, in: SalesforceSchema.tasks, wanted, version))
        default: throw Self.notFound
        }
    }

    private func show<Record>(
        _ record: Record,
        in table: SalesforceTable<Record>,
        _ wanted: [String]?,
        _ version: String
    ) throws(SalesforceFailure) -> JSON {
        var members = [JSON.Member("attributes", table.attributes(record, version: version))]
        for name in wanted ?? table.names.filter({ !$0.contains(".") }) {
            let column = try table.column(name)
            members.append(JSON.Member(column.name, column.read(record)))
        }
        return .object(members)
    }

    private func createTask(_ request: IncomingRequest) throws(SalesforceFailure) -> Answer {
        let fields = try SalesforceTask.fields(request.body)
        let directory = directory()
        if let who = fields["WhoId"]?.string, directory.contact(id: who) == nil { throw SalesforceTask.noSuchTarget }
        let id = state.withLock { state -> String in
            let id = "00T\(1_000_000 + state.tasks.nextNumber)"
            _ = state.tasks.append(SalesforceTask(id: id, fields: fields))
            return id
        }
        return .json(201, ["id": .string(id), "success": true, "errors": []])
    }

    private func token(_ request: IncomingRequest) async -> Answer {
        let form = FormFields.parse(String(decoding: request.body, as: UTF8.self))
        switch form["grant_type"] {
        case "client_credentials": return await token(form, basic: request.basicCredentials)
        case "urn:ietf:params:oauth:grant-type:jwt-bearer":
            let assertion = form["assertion"].flatMap(SalesforceAssertion.init)
            let refusal = assertion.map { $0.refusal(at: now()) } ?? "invalid assertion"
            if let refusal { return .json(400, ["error": "invalid_grant", "error_description": .string(refusal)]) }
            let url = await instanceURL()
            return .json(200, .object(session(url)))
        default:
            return .json(400, ["error": "unsupported_grant_type", "error_description": "grant type not supported"])
        }
    }

    private func token(_ form: [String: String], basic: (user: String, password: String)?) async -> Answer {
        guard let user = basic?.user ?? form["client_id"], user == SandboxCredentials.salesforceClientID else {
            return .json(400, ["error": "invalid_client_id", "error_description": "client identifier invalid"])
        }
        guard (basic?.password ?? form["client_secret"]) == SandboxCredentials.salesforceClientSecret else {
            return .json(400, ["error": "invalid_client", "error_description": "invalid client credentials"])
        }
        let url = await instanceURL()
        let signed = [JSON.Member("signature", "c2FuZGJveA=="), JSON.Member("issued_at", "1795392000000")]
        return .json(200, .object(session(url) + signed))
    }

    private func session(_ url: String) -> [JSON.Member] {
        [
            JSON.Member("access_token", .string(tokens.issue())), JSON.Member("scope", "api"),
            JSON.Member("instance_url", .string(url)),
            JSON.Member("id", .string("\(url)/id/00D5e000000sandbox/0055e000000sandbox")),
            JSON.Member("token_type", "Bearer"),
        ]
    }

    private static let notFound = SalesforceFailure(
        status: 404,
        code: "NOT_FOUND",
        message: "The requested resource does not exist"
    )
}
