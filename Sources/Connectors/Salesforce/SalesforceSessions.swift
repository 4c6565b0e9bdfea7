import Broker
import FoundationEssentials
import Identity
import Synchronization

/// The session with a Salesforce organisation, by the client-credentials grant; its end is known only by a refusal.
final class SalesforceSessions: Sendable {
    struct Session: Equatable, Sendable {
        let token: Secret
        /// Where requests go: the answer's `instance_url`.
        let instance: String
    }

    private struct Grant: Decodable {
        let access_token: String
        let instance_url: String?
    }

    /// Refused credentials are not tried again for so long: they would only lock us out.
    private static let quiet = Duration.seconds(5)

    private let configuration: SalesforceConfiguration
    private let client: SourceClient
    private let uptime: @Sendable () -> Duration
    private let tokens = AccessTokens<Session>()
    private let refusedUntil = Mutex<Duration?>(nil)

    init(_ configuration: SalesforceConfiguration, client: SourceClient, uptime: @escaping @Sendable () -> Duration) {
        self.configuration = configuration
        self.client = client
        self.uptime = uptime
    }

    /// The session that is held, or a new one.
    func current() async throws(SourceFailure) -> Session {
        try await tokens.token { () async throws(SourceFailure) -> Session in try await self.open() }
    }

    /// A new session in the place of one that was refused; the one that another caller has opened meanwhile will do.
    func renewed(after session: Session) async throws(SourceFailure) -> Session {
        if isQuiet { throw .unauthorised }
        tokens.spoil(session)
        return try await current()
    }

    /// Even a new session was refused.
    func refused() {
        let until = uptime() + Self.quiet
        refusedUntil.withLock { $0 = until }
    }

    private var isQuiet: Bool {
        let now = uptime()
        return refusedUntil.withLock { $0.map { now < $0 } ?? false }
    }

    private func open() async throws(SourceFailure) -> Session {
        if isQuiet { throw .unauthorised }
        let base = base(configuration.baseURL)
        let request = WireRequest.form(
            "\(base)/services/oauth2/token",
            [
                ("grant_type", "client_credentials"), ("client_id", configuration.clientID),
                ("client_secret", configuration.clientSecret.text),
            ]
        )
        do {
            return try await client.send(request) { answer throws(SourceFailure) in try Self.session(answer, base: base)
            }
        } catch {
            if error == .unauthorised { refused() }
            throw error
        }
    }

    /// An error of the grant is a 400 or 401; its text is left alone.
    static func session(_ answer: WireAnswer, base: String) throws(SourceFailure) -> Session {
        if answer.status == 400, answer.isJSON { throw .unauthorised }
        let grant = try answer.json(Grant.self)
        let instance = Connectors.base(grant.instance_url ?? base)
        guard !grant.access_token.isEmpty, grant.access_token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            isTrusted(instance, base: base)
        else { throw .malformed }
        return Session(token: Secret(grant.access_token), instance: instance)
    }

    /// The token goes to nobody else than the organisation itself or Salesforce.
    static func isTrusted(_ instance: String, base: String) -> Bool {
        guard let origin = Origin(instance) else { return false }
        if instance == base { return true }
        guard !instance.contains("?"), !instance.contains("#") else { return false }
        return origin == Origin(base) || origin.isHTTPS(under: "salesforce.com")
    }
}
