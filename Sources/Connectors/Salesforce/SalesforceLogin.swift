import FoundationEssentials
import Identity

/// A session with a Salesforce organisation; its end is known only by a refusal.
struct SalesforceSession: Equatable, Sendable {
    let token: Secret
    /// Where requests go: the answer's `instance_url`.
    let instance: String
}

/// Asks a Salesforce organisation for a session.
struct SalesforceLogin: Sendable {
    private struct Answer: Decodable {
        let access_token: String
        let instance_url: String?
    }

    /// What an assertion says (RFC 7523): who, for whom, to whom, until when.
    private struct Assertion: Encodable {
        let iss: String
        let sub: String
        let aud: String
        let exp: Int
    }

    /// An assertion's life; Salesforce takes three minutes at most.
    private static let assertionLife = 120.0

    let configuration: SalesforceConfiguration
    let client: SourceClient
    let now: @Sendable () -> Date

    func open() async throws(SourceFailure) -> SalesforceSession {
        let base = base(configuration.baseURL)
        let request = WireRequest.form("\(base)/services/oauth2/token", try fields())
        return try await client.send(request) { answer throws(SourceFailure) in try Self.session(answer, base: base) }
    }

    private func fields() throws(SourceFailure) -> [(name: String, value: String)] {
        switch configuration.grant {
        case .clientCredentials(let secret):
            return [
                ("grant_type", "client_credentials"), ("client_id", configuration.clientID),
                ("client_secret", secret.text),
            ]
        case .jwtBearer(let username, let key, let audience):
            let end = Int(now().timeIntervalSince1970 + Self.assertionLife)
            let claims = Assertion(iss: configuration.clientID, sub: username, aud: audience, exp: end)
            // A key that was read signs; if one did not, no other request would mend it.
            guard let assertion = key.signedToken(claims) else { throw .unauthorised }
            return [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion)]
        }
    }

    /// An error of the grant is a 400 or 401; its text is left alone.
    static func session(_ answer: WireAnswer, base: String) throws(SourceFailure) -> SalesforceSession {
        if let failure = SalesforceErrors(answer).failure { throw failure }
        if answer.status == 400, answer.isJSON { throw .unauthorised }
        let grant = try answer.json(Answer.self)
        let instance = Connectors.base(grant.instance_url ?? base)
        guard let token = Secret(accessToken: grant.access_token), isTrusted(instance, base: base)
        else { throw .malformed }
        return SalesforceSession(token: token, instance: instance)
    }

    /// The token goes to nobody else than the organisation itself or Salesforce.
    static func isTrusted(_ instance: String, base: String) -> Bool {
        guard let origin = Origin(instance) else { return false }
        if instance == base { return true }
        guard !instance.contains("?"), !instance.contains("#") else { return false }
        return origin == Origin(base) || origin.isHTTPS(under: "salesforce.com")
    }
}
