import FoundationEssentials
import Identity

/// A token of an OAuth client; the client's roles decide what it may do.
struct GenesysSession: Equatable, Sendable {
    let token: Secret
    /// The uptime from which on it is not used any more.
    let end: Duration?
}

/// Asks for a token with the client-credentials grant, which has no refresh token.
struct GenesysLogin: Sendable {
    private struct Grant: Decodable {
        let access_token: String
        let expires_in: Double?
    }

    /// A token this close to its end could run out under way.
    private static let margin = Duration.seconds(60)

    let configuration: GenesysCloudConfiguration
    let client: SourceClient
    let uptime: @Sendable () -> Duration

    func open() async throws(SourceFailure) -> GenesysSession {
        let credentials = Data("\(configuration.clientID):\(configuration.clientSecret.text)".utf8)
        let request = WireRequest.form("\(configuration.loginURL)/oauth/token", [("grant_type", "client_credentials")])
            .authorised("Basic \(credentials.base64EncodedString())")
        let askedAt = uptime()
        return try await client.send(request) { answer throws(SourceFailure) in
            try Self.session(answer, askedAt: askedAt)
        }
    }

    /// A client that is unknown or disabled is a 400 or 401; its text is left alone.
    static func session(_ answer: WireAnswer, askedAt: Duration) throws(SourceFailure) -> GenesysSession {
        if answer.status == 400, answer.isJSON { throw .unauthorised }
        let grant = try answer.json(Grant.self)
        guard let token = Secret(accessToken: grant.access_token) else { throw .malformed }
        // Five minutes to 48 hours, says the platform; a life that is no time is known by a refusal only.
        let life = grant.expires_in.flatMap { (1...604_800).contains($0) ? Duration.seconds($0) : nil }
        return GenesysSession(token: token, end: life.map { askedAt + max($0 - margin, $0 / 2) })
    }
}
