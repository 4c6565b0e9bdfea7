import Crypto
import FoundationEssentials

/// A master key, and what tells of it without telling it.
struct MasterKey: Sendable {
    let key: SymmetricKey
    /// Four bytes: in the header of each envelope that is sealed under it.
    let id: Data

    init(_ key: SymmetricKey) {
        self.key = key
        id = Self.derive("key ID", from: key, count: 4).withUnsafeBytes { Data($0) }
    }

    /// Kept in the database: only the same master key gives the same value, and the value tells nothing of the key.
    var checkValue: Data { derive("check value").withUnsafeBytes { Data($0) } }

    /// A key for one purpose.
    func derive(_ purpose: String) -> SymmetricKey { Self.derive(purpose, from: key, count: 32) }

    private static func derive(_ purpose: String, from key: SymmetricKey, count: Int) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key,
            info: Data("ringside store: \(purpose)".utf8),
            outputByteCount: count
        )
    }
}
