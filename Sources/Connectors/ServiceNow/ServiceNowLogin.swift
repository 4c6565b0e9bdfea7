import FoundationEssentials
import Identity

/// What a request to a ServiceNow instance proves itself with.
struct ServiceNowSession: Equatable, Sendable {
    /// The whole of the header's value.
    let authorization: Secret
    /// The uptime at which it is over; nil for what has no end.
    var end: Duration?
}

/// Asks a ServiceNow instance for a session.
struct ServiceNowLogin: Sendable {
    private struct Answer: Decodable {
        let access_token: String
        let expires_in: Int?
    }

    /// So long before its end a token is not used any more: it must outlive the request.
    private static let reserve = Duration.seconds(30)

    let configuration: ServiceNowConfiguration
    let client: SourceClient
    let uptime: @Sendable () -> Duration

    func open() async throws(SourceFailure) -> ServiceNowSession {
        switch configuration.grant {
        case .basic(let user, let password):
            let credentials = Data("\(user):\(password.text)".utf8).base64EncodedString()
            return ServiceNowSession(authorization: Secret("Basic \(credentials)"))
        case .clientCredentials(let clientID, let secret):
            return try await token([
                ("grant_type", "client_credentials"), ("client_id", clientID), ("client_secret", secret.text),
            ])
        case .password(let clientID, let secret, let user, let password):
            return try await token([
                ("grant_type", "password"), ("client_id", clientID), ("client_secret", secret.text),
                ("username", user), ("password", password.text),
            ])
        }
    }

    private func token(_ fields: [(name: String, value: String)]) async throws(SourceFailure) -> ServiceNowSession {
        let request = WireRequest.form("\(base(configuration.baseURL))/oauth_token.do", fields)
        let asked = uptime()
        return try await client.send(request) { answer throws(SourceFailure) in try Self.session(answer, asked: asked) }
    }

    /// An error of the grant is a 400 or 401; its text is left alone.
    static func session(_ answer: WireAnswer, asked: Duration) throws(SourceFailure) -> ServiceNowSession {
        if answer.status == 400, answer.isJSON { throw .unauthorised }
        let grant = try answer.json(Answer.self)
        guard let token = Secret(accessToken: grant.access_token) else { throw .malformed }
        let life = grant.expires_in.map { Duration.seconds(min(max(0, $0), 86_400)) }
        // A token that lives shorter than the reserve is used until it is refused.
        let end = life.flatMap { $0 > reserve ? asked + $0 - reserve : nil }
        return ServiceNowSession(authorization: Secret("Bearer \(token.text)"), end: end)
    }
}
