import Identity
import Synchronization

/// What a request under a session came to.
enum SessionReply<Answer: Sendable>: Sendable {
    case answer(Answer)
    /// The source does not take the session any more.
    case refused
}

/// The session that all requests to a source share: opened by the first, renewed once where the source refuses it.
final class Sessions<Session: Sendable & Equatable>: Sendable {
    /// Refused credentials are not tried again for so long: they would only lock us out.
    private static var quiet: Duration { .seconds(5) }

    private let uptime: @Sendable () -> Duration
    private let end: @Sendable (Session) -> Duration?
    private let login: @Sendable () async throws(SourceFailure) -> Session
    private let tokens = AccessTokens<Session>()
    private let refusedUntil = Mutex<Duration?>(nil)

    /// `end` is the uptime at which a session is over without having been refused; nil is known only by a refusal.
    init(
        uptime: @escaping @Sendable () -> Duration,
        end: @escaping @Sendable (Session) -> Duration? = { _ in nil },
        login: @escaping @Sendable () async throws(SourceFailure) -> Session
    ) {
        self.uptime = uptime
        self.end = end
        self.login = login
    }

    /// One request under the session; where that was refused, once more under a new one.
    func use<Answer: Sendable>(
        _ ask: (Session) async throws(SourceFailure) -> SessionReply<Answer>
    ) async throws(SourceFailure) -> Answer {
        let session = try await current()
        if case .answer(let answer) = try await ask(session) { return answer }
        let renewed = try await renewed(after: session)
        if renewed != session, case .answer(let answer) = try await ask(renewed) { return answer }
        tokens.spoil(renewed)
        refuse()
        throw .unauthorised
    }

    private func current() async throws(SourceFailure) -> Session {
        let session = try await held()
        guard let end = end(session), end <= uptime() else { return session }
        tokens.spoil(session)
        return try await held()
    }

    /// The one that another caller has opened meanwhile will do.
    private func renewed(after session: Session) async throws(SourceFailure) -> Session {
        if isQuiet { throw .unauthorised }
        tokens.spoil(session)
        return try await held()
    }

    private func held() async throws(SourceFailure) -> Session {
        try await tokens.token { () async throws(SourceFailure) -> Session in try await self.open() }
    }

    private func open() async throws(SourceFailure) -> Session {
        if isQuiet { throw .unauthorised }
        do { return try await login() } catch {
            if [.unauthorised, .forbidden].contains(error) { refuse() }
            throw error
        }
    }

    private func refuse() {
        let until = uptime() + Self.quiet
        refusedUntil.withLock { $0 = until }
    }

    private var isQuiet: Bool {
        let now = uptime()
        return refusedUntil.withLock { $0.map { now < $0 } ?? false }
    }
}
