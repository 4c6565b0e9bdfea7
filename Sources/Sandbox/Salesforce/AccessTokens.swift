import Synchronization

/// The sessions that a stand-in has handed out; the oldest end when there are too many.
final class AccessTokens: Sendable {
    private static let most = 64
    private let prefix: String
    private let live = Mutex<[String]>([])
    private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

    init(prefix: String = "") { self.prefix = prefix }

    func issue() -> String {
        var random = SystemRandomNumberGenerator()
        let secret = (0..<48).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
        let token = prefix + String(secret)
        live.withLock { tokens in
            tokens.append(token)
            tokens = tokens.suffix(Self.most)
        }
        return token
    }

    func accepts(_ token: String) -> Bool { live.withLock { $0.contains(token) } }

    /// Ends every session, as an administrator would: the next request gets INVALID_SESSION_ID.
    func revokeAll() { live.withLock { $0 = [] } }
}
