import FoundationEssentials

/// A JWT with which an app asks for a session, as Salesforce reads it (RFC 7523).
///
/// The certificate that would prove its signature is the app's own and is not known here: form and claims are checked.
struct SalesforceAssertion {
    private let header: JSON
    private let claims: JSON

    /// Nil unless the text is three parts of base64url, of which two are JSON and none is empty.
    init?(_ token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(Self.decoded)
        guard parts.count == 3, let header = parts[0].flatMap({ try? JSONReader.read($0) }),
            let claims = parts[1].flatMap({ try? JSONReader.read($0) }), parts[2]?.isEmpty == false
        else { return nil }
        self.header = header
        self.claims = claims
    }

    /// What is wrong with it, in the vendor's words; nil where nothing is.
    func refusal(at now: Date) -> String? {
        guard header["alg"] == "RS256" else { return "invalid assertion" }
        guard claims["iss"]?.string == SandboxCredentials.salesforceClientID else { return "invalid client id" }
        guard claims["sub"]?.string == SandboxCredentials.salesforceUsername else {
            return "user hasn't approved this consumer"
        }
        let audiences = ["https://login.salesforce.com", "https://test.salesforce.com"]
        guard let audience = claims["aud"]?.string, audiences.contains(audience) else { return "audience is invalid" }
        // Some clients write the time as a text.
        guard let end = claims["exp"]?.scalarText.flatMap({ Double($0) }) else { return "invalid assertion" }
        let left = end - now.timeIntervalSince1970
        return left > 0 && left <= 300 ? nil : "expired authorization code"
    }

    private static func decoded(_ part: Substring) -> [UInt8]? {
        let plain = String(part).replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: plain + padding).map(Array.init)
    }
}
