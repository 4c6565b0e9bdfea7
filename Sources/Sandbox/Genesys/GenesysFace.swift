import FoundationEssentials
import Synchronization

/// What the platform answers to a request that it does not accept.
struct GenesysFailure: Error, Equatable {
    let status: Int
    let code: String
    let message: String

    static func badRequest(_ message: String) -> GenesysFailure {
        GenesysFailure(status: 400, code: "bad.request", message: message)
    }

    static func notFound(_ what: String) -> GenesysFailure {
        GenesysFailure(status: 404, code: "not.found", message: "\(what) not found")
    }
}

/// The stand-in platform with the guide's face: customers, conversations, interactions.
///
/// No authentication.
final class GenesysFace: Sendable {
    private let records: Mutex<PlatformRecords>
    private let fresh: PlatformRecords
    private let now: @Sendable () -> Date
    private let analyticsLag: Double

    /// `analyticsLag` is how long an interaction stays invisible to `GET /api/v2/interactions`.
    init(limit: Int, seed: UInt64, analyticsLag: Duration, now: @escaping @Sendable () -> Date) {
        fresh = PlatformRecords(limit: limit, seed: seed)
        records = Mutex(fresh)
        self.now = now
        self.analyticsLag = analyticsLag / .seconds(1)
    }

    func reset() { records.withLock { $0 = fresh } }

    /// As it is now; nil where it is not known, or not kept any more.
    func conversation(_ id: String) -> PlatformConversation? { records.withLock { $0.conversation(id: id) } }

    /// Those that began within the days and are known to the analytics by now, oldest first.
    func conversations(in days: Range<Date>) -> [PlatformConversation] {
        let horizon = now().addingTimeInterval(-analyticsLag)
        return records.withLock { records in
            records.conversations.inOrder.filter { days.contains($0.startedAt) && $0.startedAt <= horizon }
        }
    }

    /// Changes the conversation, which begins now where it is unknown.
    func change(_ call: String, _ change: (inout PlatformConversation) -> Void) {
        let now = now()
        records.withLock { $0.change(call, at: now, change) }
    }

    /// Creates the customer, or replaces the one that has its external ID; says its number.
    func upsert(_ customer: PlatformCustomer) -> Int? {
        records.withLock { records in
            guard let owner = customer.externalID.flatMap(records.customerNumber(externalID:)) else {
                return records.create(customer)
            }
            return records.replace(owner, with: customer) ? owner : nil
        }
    }

    func answer(_ request: IncomingRequest, wrongAccount: Bool) -> Answer {
        do throws(GenesysFailure) {
            return try route(request, wrongAccount: wrongAccount)
        } catch {
            return Self.refusal(error)
        }
    }

    static func refusal(_ failure: GenesysFailure, headers: [String: String] = [:]) -> Answer {
        let body: JSON = [
            "message": .string(failure.message), "code": .string(failure.code), "status": .integer(failure.status),
            "details": [], "errors": [],
        ]
        return .json(failure.status, body, headers: headers)
    }

    private func route(_ request: IncomingRequest, wrongAccount: Bool) throws(GenesysFailure) -> Answer {
        let parts = Array(request.segments.dropFirst(2))
        guard request.segments.starts(with: ["api", "v2"]), let first = parts.first else { throw .notFound("Resource") }
        switch (request.method, first, parts.count) {
        case ("GET", "customers", 1): return try find(request)
        case ("POST", "customers", 1): return try create(request)
        case ("GET", "customers", 2): return try read(parts[1], wrongAccount: wrongAccount)
        case ("PUT", "customers", 2): return try replace(parts[1], request)
        case ("GET", "conversations", 2): return try conversation(parts[1])
        case ("PUT", "conversations", 3) where parts[2] == "customer": return try attach(request, call: parts[1])
        case ("PATCH", "conversations", 5) where Array(parts[2...]) == ["participants", "customer", "attributes"]:
            return try patch(request, call: parts[1])
        case ("GET", "interactions", 1): return try interactions(request)
        default: throw .notFound("Resource")
        }
    }

    private func find(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        guard let externalID = request.query["externalId"], !externalID.isEmpty else {
            throw .badRequest("externalId is missing")
        }
        return records.withLock { records in
            let found = records.customerNumber(externalID: externalID).flatMap { Self.json($0, records) }
            return .json(200, ["entities": .array([found].compactMap { $0 })])
        }
    }

    private func read(_ id: String, wrongAccount: Bool) throws(GenesysFailure) -> Answer {
        let found = records.withLock { records -> JSON? in
            guard let number = records.customerNumber(id: id) else { return nil }
            let other = number > records.customers.firstNumber ? number - 1 : records.customers.nextNumber - 1
            return Self.json(wrongAccount ? other : number, records)
        }
        guard let found else { throw .notFound("Customer") }
        return .json(200, found)
    }

    private func create(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let customer = try Self.customer(request)
        let created = records.withLock { records in records.create(customer).flatMap { Self.json($0, records) } }
        guard let created else { throw Self.taken }
        return .json(201, created)
    }

    private func replace(_ id: String, _ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        let customer = try Self.customer(request)
        guard let number = records.withLock({ $0.customerNumber(id: id) }) else { throw .notFound("Customer") }
        let replaced = records.withLock { records in
            records.replace(number, with: customer) ? Self.json(number, records) : nil
        }
        guard let replaced else { throw Self.taken }
        return .json(200, replaced)
    }

    private static let taken = GenesysFailure(
        status: 409,
        code: "conflict",
        message: "A customer with this externalId exists already"
    )

    private func conversation(_ id: String) throws(GenesysFailure) -> Answer {
        let shown = records.withLock { records -> JSON? in
            records.conversation(id: id).map { Self.json($0, records) }
        }
        guard let shown else { throw .notFound("Conversation") }
        return .json(200, shown)
    }

    private func attach(_ request: IncomingRequest, call: String) throws(GenesysFailure) -> Answer {
        let body = try Self.body(request)
        guard let id = body["customerId"]?.string else { throw .badRequest("customerId is missing") }
        let now = now()
        let shown = records.withLock { records -> JSON? in
            guard let number = records.customerNumber(id: id) else { return nil }
            records.change(call, at: now) { $0.customer = number }
            return records.conversation(id: call).map { Self.json($0, records) }
        }
        guard let shown else { throw .notFound("Customer") }
        return .json(200, shown)
    }

    /// Merges; null deletes.
    private func patch(_ request: IncomingRequest, call: String) throws(GenesysFailure) -> Answer {
        guard let members = try Self.body(request)["attributes"]?.members else {
            throw .badRequest("attributes is missing: {\"attributes\": {…}} was expected")
        }
        for member in members where member.value.string == nil && !member.value.isNull {
            throw .badRequest("attribute \(member.name) is not a text")
        }
        let now = now()
        let shown = records.withLock { records -> JSON in
            records.change(call, at: now) { conversation in
                var kept = (conversation.attributes ?? []).filter { old in !members.contains { $0.name == old.name } }
                kept += members.filter { !$0.value.isNull }
                conversation.attributes = kept.isEmpty ? nil : kept
            }
            return records.conversation(id: call).map { Self.json($0, records) } ?? .null
        }
        return .json(200, shown)
    }

    /// Oldest first; what began within the analytics lag is not there yet.
    ///
    /// At most `limit` (2,000) at once: go on from the last one's `startedAt`.
    private func interactions(_ request: IncomingRequest) throws(GenesysFailure) -> Answer {
        guard let since = request.query["since"].flatMap(CivilTime.parse) else {
            throw .badRequest("since is missing, or no time such as 2026-11-23T09:00:00Z")
        }
        let limit = request.query["limit"].flatMap(Int.init).map { min(max(1, $0), 2_000) } ?? 2_000
        let horizon = now().addingTimeInterval(-analyticsLag)
        let entities = records.withLock { records in
            records.conversations.inOrder.lazy
                .filter { $0.startedAt >= since && $0.startedAt <= horizon }
                .prefix(limit)
                .map { Self.interaction($0, horizon: horizon, records) }
        }
        return .json(200, ["entities": .array(Array(entities))])
    }
}
