import FoundationEssentials
import Synchronization

/// What ServiceNow answers to a request that it does not accept.
struct ServiceNowFailure: Error, Equatable {
    let status: Int
    let message: String
    var detail: String?
}

/// The stand-in CRM in ServiceNow's dialect: token, and the Table API.
final class ServiceNowFace: Sendable {
    struct State {
        var entries = Ring<ServiceNowEntry>(capacity: 10_000)
    }

    let directory: @Sendable () -> Directory
    let now: @Sendable () -> Date
    let origin: @Sendable () async -> String
    let tokens = AccessTokens(prefix: "")
    let refreshTokens = AccessTokens(prefix: "")
    let state = Mutex(State())

    init(
        directory: @escaping @Sendable () -> Directory,
        now: @escaping @Sendable () -> Date,
        origin: @escaping @Sendable () async -> String
    ) {
        self.directory = directory
        self.now = now
        self.origin = origin
    }

    /// What connectors wrote, oldest first.
    var entries: [ServiceNowEntry] { state.withLock { Array($0.entries.inOrder) } }

    /// Forgets what was written and ends all sessions.
    func reset() {
        tokens.revokeAll()
        refreshTokens.revokeAll()
        state.withLock { $0 = State() }
    }

    func answer(_ request: IncomingRequest, wrongAccount: Bool) async -> Answer {
        if request.segments == ["oauth_token.do"] { return token(request) }
        let origin = await origin()
        do throws(ServiceNowFailure) {
            guard isAuthorised(request) else { throw Self.notAuthenticated }
            return try table(request, ServiceNowView(request, origin: origin), wrongAccount)
        } catch {
            return Self.refusal(error)
        }
    }

    static func refusal(_ failure: ServiceNowFailure, headers: [String: String] = [:]) -> Answer {
        .json(
            failure.status,
            [
                "error": ["message": .string(failure.message), "detail": .text(failure.detail)], "status": "failure",
            ],
            headers: headers
        )
    }

    static let notAuthenticated = ServiceNowFailure(
        status: 401,
        message: "User Not Authenticated",
        detail: "Required to provide Auth information"
    )
    static let noRecord = ServiceNowFailure(
        status: 404,
        message: "No Record found",
        detail: "Record doesn't exist or ACL restricts the record retrieval"
    )
    private static let noPath = ServiceNowFailure(
        status: 400,
        message: "Requested URI does not represent any resource",
        detail: nil
    )

    /// `/api/now/table/…`, or with a version before `table`.
    private func table(
        _ request: IncomingRequest,
        _ view: ServiceNowView,
        _ wrongAccount: Bool
    ) throws(ServiceNowFailure) -> Answer {
        var parts = Array(request.segments.dropFirst(2))
        if let first = parts.first, ["v1", "v2"].contains(first) { parts.removeFirst() }
        guard parts.first == "table", (2...3).contains(parts.count) else { throw Self.noPath }
        guard let table = ServiceNowSchema.tables[parts[1]] else {
            throw ServiceNowFailure(
                status: 400,
                message: "Invalid table \(parts[1])",
                detail: "Table \(parts[1]) does not exist"
            )
        }
        switch (request.method, parts.count) {
        case ("GET", 2): return list(table, view, wrongAccount)
        case ("GET", 3):
            let query = EncodedQuery("sys_id=\(parts[2])") { _ in true }
            guard let found = find(query, in: table, wrongAccount).first else { throw Self.noRecord }
            return .json(200, ["result": view.row(found, of: table)])
        case ("POST", 2): return try create(request, in: table, view)
        case ("PATCH", 3), ("PUT", 3): return try change(parts[2], request, in: table, view)
        default: throw ServiceNowFailure(status: 405, message: "Method not supported", detail: nil)
        }
    }

    private func list(_ table: ServiceNowTable, _ view: ServiceNowView, _ wrongAccount: Bool) -> Answer {
        let query = EncodedQuery(view.query) { table.columns[$0] != nil }
        let found = find(query, in: table, wrongAccount)
        let page = found.dropFirst(view.offset).prefix(view.limit)
        let rows = page.map { view.row($0, of: table) }
        return .json(200, ["result": .array(rows)], headers: view.headers(total: found.count, of: table))
    }

    private func find(_ query: EncodedQuery, in table: ServiceNowTable, _ wrongAccount: Bool) -> [ServiceNowRecord] {
        let directory = directory()
        let found = table.select(query, of: directory, and: entries)
        let isByKey = query.alternatives.contains { groups in
            groups.contains {
                $0.contains { ["sys_id", "u_customer_number"].contains($0.field) && $0.comparison == .equal }
            }
        }
        guard wrongAccount, isByKey else { return found }
        return found.map { record in
            if case .person(let contact) = record { .person(directory.contact(insteadOf: contact)) } else { record }
        }
    }
}
