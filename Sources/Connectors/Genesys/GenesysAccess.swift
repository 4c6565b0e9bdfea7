import FoundationEssentials
import Identity
import Logging
import NIOHTTP1

/// Asks the platform under the shared session; what it refuses is logged with the platform's own name of the request.
struct GenesysAccess: Sendable {
    let configuration: GenesysCloudConfiguration
    let client: SourceClient
    let sessions: Sessions<GenesysSession>
    let logger: Logger

    func get<Answer: Sendable>(
        _ path: String,
        reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> Answer {
        try await send(.get(url(path)), reading)
    }

    func send<Answer: Sendable>(
        _ method: String,
        _ path: String,
        _ body: JSONValue,
        reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> Answer {
        try await send(try .json(method, url(path), body), reading)
    }

    /// What is answered with nothing but a status.
    func tell(_ method: String, _ path: String, _ body: JSONValue) async throws(SourceFailure) {
        try await send(method, path, body) { answer throws(SourceFailure) in
            guard answer.isSuccess else { throw answer.failure }
        }
    }

    private func send<Answer: Sendable>(
        _ request: WireRequest,
        _ reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> Answer {
        try await sessions.use { session async throws(SourceFailure) in
            try await client.send(request.authorised("Bearer \(session.token.text)")) { answer throws(SourceFailure) in
                note(answer)
                if answer.status == 401 { return .refused }
                return .answer(try reading(answer))
            }
        }
    }

    private func url(_ path: String) -> String { "\(configuration.apiURL)/api/v2/\(path)" }

    /// That something is not there is an answer like others; a token that has ended is renewed.
    private func note(_ answer: WireAnswer) {
        guard !answer.isSuccess, answer.status != 404, answer.status != 401 else { return }
        let refusal = GenesysRefusal(answer)
        logger.notice(
            "The platform refused a request",
            metadata: [
                "source": "\(configuration.name)", "status": "\(answer.status)", "code": "\(refusal.code)",
                "correlation_id": "\(refusal.correlationID)",
            ]
        )
    }
}

/// What the platform says of a refusal, as far as it names no person: Genesys's support asks for the correlation ID.
struct GenesysRefusal: Equatable {
    private struct Body: Decodable {
        let code: String?
        let contextId: String?
    }

    /// Such as `missing.permissions`; `none` where there is none.
    let code: String
    /// Of the header, else of the body; `none` where there is none.
    let correlationID: String

    init(_ answer: WireAnswer) {
        let body = try? answer.decoded(Body.self)
        code = Self.plain(body?.code, "._-") ?? "none"
        correlationID =
            Self.plain(answer.headers.first(name: "inin-correlation-id"), "-") ?? Self.plain(body?.contextId, "-")
            ?? "none"
    }

    /// Letters, digits and a few marks: anything else is not what we take it for.
    private static func plain(_ text: String?, _ marks: String) -> String? {
        guard let text, (1...64).contains(text.utf8.count) else { return nil }
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: marks.utf8.contains(byte)
            }
        }
        return isPlain ? text : nil
    }
}
