import Crypto
import FoundationEssentials
import Synchronization

/// The tokens that open the platform listener; all of them at once, so that they can be changed one after the other, and
/// others from one moment to the next.
package final class PlatformTokens: Sendable {
    private let digests: Mutex<[SHA256Digest]>

    /// The tokens of a file: one a line; blank lines and those that begin with `#` do not count.
    package convenience init(fileText: String) {
        let lines = fileText.split(whereSeparator: \.isNewline).map { String($0).trimmed }
        self.init(lines.filter { !$0.isEmpty && !$0.hasPrefix("#") })
    }

    /// These tokens.
    package init(_ tokens: [String]) { digests = Mutex(Self.digests(of: tokens)) }

    /// From now on these tokens and no others; false where they were these already.
    package func replace(with tokens: [String]) -> Bool {
        let new = Self.digests(of: tokens)
        return digests.withLock { digests in
            defer { digests = new }
            return digests != new
        }
    }

    private static func digests(of tokens: [String]) -> [SHA256Digest] {
        tokens.map { SHA256.hash(data: Array($0.utf8)) }
    }

    /// True where there is none: then nobody gets in.
    package var isEmpty: Bool { digests.withLock { $0.isEmpty } }

    /// Takes as long whichever token it is, and whether it is one at all.
    func include(_ token: some Sequence<UInt8>) -> Bool {
        let digest = SHA256.hash(data: Array(token))
        return digests.withLock { $0 }.reduce(false) { found, one in (one == digest) || found }
    }

    /// `Bearer <token>`, or `Basic` with any user and the token as password.
    func admit(authorization: String?) -> Bool {
        let parts = (authorization ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return false }
        switch parts[0].lowercased() {
        case "bearer": return include(String(parts[1]).trimmed.utf8)
        case "basic": return Self.password(in: String(parts[1]).trimmed).map(include) ?? false
        default: return false
        }
    }

    private static func password(in credentials: String) -> Data? {
        guard let pair = Data(base64Encoded: credentials), let colon = pair.firstIndex(of: UInt8(ascii: ":")) else {
            return nil
        }
        return pair[pair.index(after: colon)...]
    }
}
