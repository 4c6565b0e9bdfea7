import Identity
import Synchronization

/// An access token that all share; while one caller renews it, the others wait for that.
final class AccessTokens<Token: Sendable & Equatable>: Sendable {
    private enum Wake: Sendable {
        case renewed(Result<Token, SourceFailure>)
        /// Who was renewing has lost interest: somebody else must.
        case takeOver
        case cancelled
    }

    private enum Claim {
        case held(Token)
        case renew
        case wait(UInt64)
    }

    private struct State {
        var token: Token?
        var isRenewing = false
        var waiting = WaitingLine<Wake>()
    }

    private let state = Mutex(State())

    /// Whether somebody is renewing it now.
    var isRenewing: Bool { state.withLock { $0.isRenewing } }

    /// How many wait for that.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// The token, renewed by `renewal` where there is none.
    func token(_ renewal: () async throws(SourceFailure) -> Token) async throws(SourceFailure) -> Token {
        while true {
            switch claim() {
            case .held(let token): return token
            case .renew: return try await renew(renewal)
            case .wait(let ticket):
                switch await wait(ticket) {
                case .renewed(let result): return try result.get()
                case .takeOver: continue
                case .cancelled: throw .timedOut
                }
            }
        }
    }

    /// A token that the source no longer takes; a newer one stays.
    func spoil(_ token: Token) {
        state.withLock { if $0.token == token { $0.token = nil } }
    }

    private func claim() -> Claim {
        state.withLock { state in
            if let token = state.token { return .held(token) }
            guard state.isRenewing else {
                state.isRenewing = true
                return .renew
            }
            return .wait(state.waiting.ticket())
        }
    }

    private func renew(_ renewal: () async throws(SourceFailure) -> Token) async throws(SourceFailure) -> Token {
        do {
            let token = try await renewal()
            finish(.renewed(.success(token)), token)
            return token
        } catch {
            finish(Task.isCancelled ? .takeOver : .renewed(.failure(error)), nil)
            throw error
        }
    }

    private func finish(_ wake: Wake, _ token: Token?) {
        let waiting = state.withLock { state in
            (state.token, state.isRenewing) = (token, false)
            return state.waiting.removeAll()
        }
        waiting.forEach { $0.resume(returning: wake) }
    }

    private func wait(_ ticket: UInt64) async -> Wake {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let now: Wake? = state.withLock { state in
                    if Task.isCancelled { return .cancelled }
                    // The renewal has ended between claim and wait: claim again.
                    guard state.isRenewing else { return .takeOver }
                    state.waiting.append(waiter, ticket)
                    return nil
                }
                if let now { waiter.resume(returning: now) }
            }
        } onCancel: {
            state.withLock { $0.waiting.remove(ticket) }?.resume(returning: .cancelled)
        }
    }
}
