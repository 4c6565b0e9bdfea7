import FoundationEssentials
import Synchronization

/// The stand-in platform with its own face: OAuth, External Contacts, and conversations as Genesys Cloud has them.
final class ExternalContactsFace: Sendable {
    /// Requests of one token in a minute, as the platform counts them.
    private struct Window {
        var startedAt: Date
        var count = 0
    }

    let records: Mutex<CloudRecords>
    let now: @Sendable () -> Date
    let platform: GenesysFace
    private let fresh: CloudRecords
    private let tokens = AccessTokens(prefix: "sandbox-")
    private let windows = Mutex<[String: Window]>([:])
    private let perMinute: Int
    private let correlations: Mutex<SplitMix64>

    /// Conversations are those of the guide's face: it is one platform.
    init(platform: GenesysFace, limit: Int, seed: UInt64, perMinute: Int, now: @escaping @Sendable () -> Date) {
        self.platform = platform
        self.now = now
        self.perMinute = perMinute
        fresh = CloudRecords(limit: limit, seed: seed)
        records = Mutex(fresh)
        correlations = Mutex(SplitMix64(seed: seed))
    }

    /// Ends all sessions, too.
    func reset() {
        tokens.revokeAll()
        windows.withLock { $0 = [:] }
        records.withLock { $0 = fresh }
    }

    /// `segments` are those after the stand-in's own prefix.
    func answer(_ request: IncomingRequest, segments: [String], wrongAccount: Bool) -> Answer {
        var answer: Answer
        do throws(GenesysFailure) {
            answer =
                segments == ["oauth", "token"]
                ? token(request) : try authorised(request, segments: segments, wrongAccount: wrongAccount)
        } catch {
            answer = GenesysFace.refusal(error)
            if error.status == 429 { answer.headers["Retry-After"] = "\(secondsLeft(request))" }
        }
        answer.headers["inin-correlation-id"] = correlation()
        return answer
    }

    private func correlation() -> String {
        let (first, second) = correlations.withLock { ($0.next(), $0.next()) }
        let digits = [first, second].map { number -> String in
            let text = String(number, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        let all = Array(digits.joined())
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(all[$0]) }.joined(separator: "-")
    }

    // MARK: - Tokens

    private func token(_ request: IncomingRequest) -> Answer {
        let form = FormFields.parse(String(decoding: request.body, as: UTF8.self))
        guard form["grant_type"] == "client_credentials" else {
            return .json(400, ["error": "unsupported_grant_type", "description": "grant type is not supported"])
        }
        guard let basic = request.basicCredentials, basic.user == SandboxCredentials.genesysClientID,
            basic.password == SandboxCredentials.genesysClientSecret
        else {
            return .json(
                400,
                [
                    "error": "invalid_client", "description": "client not found: invalid client",
                    "error_description": "client not found: invalid client",
                ]
            )
        }
        return .json(200, ["access_token": .string(tokens.issue()), "token_type": "bearer", "expires_in": 86_399])
    }

    private func authorised(
        _ request: IncomingRequest,
        segments: [String],
        wrongAccount: Bool
    ) throws(GenesysFailure) -> Answer {
        guard let token = request.credentials(scheme: "Bearer") else {
            throw GenesysFailure(
                status: 401,
                code: "authentication.required",
                message: "No authentication bearer token specified in authorization header."
            )
        }
        guard tokens.accepts(token) else {
            throw GenesysFailure(status: 401, code: "bad.credentials", message: "Invalid login credentials.")
        }
        try count(token)
        guard segments.starts(with: ["api", "v2"]) else { throw .notFound("Resource") }
        return try route(request, Array(segments.dropFirst(2)), wrongAccount)
    }

    /// A fixed window: what came in the minute since the token's first request.
    private func count(_ token: String) throws(GenesysFailure) {
        let now = now()
        let isTooMany = windows.withLock { windows -> Bool in
            if windows.count > 64 { windows = windows.filter { now.timeIntervalSince($0.value.startedAt) < 60 } }
            var window = windows[token] ?? Window(startedAt: now)
            if now.timeIntervalSince(window.startedAt) >= 60 { window = Window(startedAt: now) }
            window.count += 1
            windows[token] = window
            return window.count > perMinute
        }
        guard isTooMany else { return }
        throw GenesysFailure(
            status: 429,
            code: "too.many.requests",
            message: "Rate limit exceeded the maximum. Retry the request in [\(secondsLeft(token))] seconds"
        )
    }

    private func secondsLeft(_ request: IncomingRequest) -> Int {
        secondsLeft(request.credentials(scheme: "Bearer") ?? "")
    }

    private func secondsLeft(_ token: String) -> Int {
        let started = windows.withLock { $0[token]?.startedAt } ?? now()
        return max(1, Int((60 - now().timeIntervalSince(started)).rounded(.up)))
    }

    // MARK: - Routes

    private func route(
        _ request: IncomingRequest,
        _ parts: [String],
        _ wrongAccount: Bool
    ) throws(GenesysFailure) -> Answer {
        switch (parts.first, parts.count) {
        case ("externalcontacts", 2...): try contacts(request, Array(parts.dropFirst()), wrongAccount)
        case ("analytics", 4)
        where request.method == "POST" && parts == ["analytics", "conversations", "details", "query"]:
            try details(request)
        case ("conversations", 2...): try conversations(request, Array(parts.dropFirst()))
        default: throw .notFound("Resource")
        }
    }

    private func contacts(
        _ request: IncomingRequest,
        _ parts: [String],
        _ wrongAccount: Bool
    ) throws(GenesysFailure) -> Answer {
        switch (request.method, parts[0], parts.count) {
        case ("GET", "externalsources", 1): return sources(request)
        case ("POST", "externalsources", 1): return try addSource(request)
        case ("GET", "contacts", 2) where parts[1] == "schemas": return schemas
        case ("POST", "contacts", 2) where parts[1] == "schemas": return try addSchema(request)
        case ("POST", "contacts", 1): return try create(request)
        case ("POST", "contacts", 2) where parts[1] == "enrich": return try enrich(request)
        case ("POST", "contacts", 2) where parts[1] == "merge": return try merge(request)
        case ("GET", "contacts", 2): return try read(parts[1], wrongAccount)
        case ("PUT", "contacts", 2): return try replace(parts[1], request)
        case ("PATCH", "contacts", 2): return try patch(parts[1], request)
        case ("DELETE", "contacts", 2): return try remove(parts[1])
        case ("GET", "contacts", 3) where parts[2] == "identifiers": return try identifiers(parts[1])
        case ("PATCH", "contacts", 3) where parts[2] == "identifiers": return try move(parts[1], request)
        case ("POST", "identifierlookup", 2) where parts[1] == "contacts": return try lookUp(request, wrongAccount)
        case ("GET", "reversewhitepageslookup", 1): return try people(request)
        case ("PUT", "conversations", 2): return try associate(parts[1], request)
        default: throw .notFound("Resource")
        }
    }

    private func conversations(_ request: IncomingRequest, _ parts: [String]) throws(GenesysFailure) -> Answer {
        // What is said of calls only has a way of its own, and the same meaning.
        let parts = parts.first == "calls" && parts.count > 1 ? Array(parts.dropFirst()) : parts
        switch (request.method, parts.count) {
        case ("POST", 1) where parts == ["calls"]: return try place(request)
        case ("GET", 1): return try conversation(parts[0])
        case ("PUT", 2) where parts[1] == "tags": return try tag(parts[0], request)
        case ("PATCH", 4) where parts[1] == "participants" && parts[3] == "attributes":
            return try write(request, to: parts[0], participant: parts[2])
        default: throw .notFound("Resource")
        }
    }
}
