import Crypto
import CryptoExtras
import FoundationEssentials
import Identity

/// An RSA key that signs tokens; whatever prints it, prints the mask.
package struct SigningKey: Sendable, Masked {
    private struct Header: Encodable {
        let alg = "RS256"
        let typ = "JWT"

        private enum CodingKeys: CodingKey { case alg, typ }
    }

    private let key: _RSA.Signing.PrivateKey

    /// Nil unless the text is a PEM of an RSA key (PKCS #1 or #8, without a passphrase) of 2048 bits or more.
    package init?(pem: String) {
        guard let key = try? _RSA.Signing.PrivateKey(pemRepresentation: pem) else { return nil }
        self.key = key
    }

    /// Always the same.
    package var masked: String { "••••" }

    /// A JSON Web Token (RFC 7519) signed with RS256: PKCS #1 v1.5 over SHA-256.
    func signedToken(_ claims: some Encodable) -> String? {
        guard let header = try? JSONEncoder().encode(Header()), let payload = try? JSONEncoder().encode(claims) else {
            return nil
        }
        let text = "\(Self.base64URL(header)).\(Self.base64URL(payload))"
        let digest = SHA256.hash(data: Data(text.utf8))
        // The name warns of encryption; as a signature it is what RS256 is.
        guard let signature = try? key.signature(for: digest, padding: .insecurePKCS1v1_5) else { return nil }
        return "\(text).\(Self.base64URL(signature.rawRepresentation))"
    }

    private static func base64URL(_ data: Data) -> String {
        let text = data.base64EncodedString().prefix { $0 != "=" }
        return String(text).replacing("+", with: "-").replacing("/", with: "_")
    }
}
