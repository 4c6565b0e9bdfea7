package import Crypto

/// How a number becomes a `PHONE:` identifier.
package enum PhoneHash: Sendable {
    /// HMAC-SHA256 under the organisation's phone key: the default, since a bare digest is reversed in minutes.
    case hmacSHA256(key: SymmetricKey)
    /// SHA-256 of the E.164 string, as the guide writes it, for sites where other systems compute the same value.
    case sha256

    /// The same identifier for every call of the number.
    package func externalID(of number: CallerNumber) -> ExternalID {
        let message = Array(number.e164.utf8)
        return switch self {
        case .hmacSHA256(let key): .phone(digest: hex(HMAC<SHA256>.authenticationCode(for: message, using: key)))
        case .sha256: .phone(digest: hex(SHA256.hash(data: message)))
        }
    }
}

private func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
