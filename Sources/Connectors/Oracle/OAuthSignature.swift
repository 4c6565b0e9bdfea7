import Crypto
import FoundationEssentials

/// A request's signature of OAuth 1.0a (RFC 5849) with HMAC-SHA256.
struct OAuthSignature {
    let token: NetSuiteToken
    /// The account's ID.
    let realm: String
    /// Seconds since 1970.
    let timestamp: Int
    /// Never the same twice.
    let nonce: String

    /// The value of `Authorization`; `url` has no query, `query` is what follows it.
    func authorization(method: String, url: String, query: [(name: String, value: String)]) -> String {
        let signed = parameters + [("oauth_signature", signature(method: method, url: url, query: query))]
        let fields = [("realm", realm)] + signed
        return "OAuth " + fields.map { "\($0.0)=\"\(percentEncoded($0.1))\"" }.joined(separator: ", ")
    }

    private var parameters: [(name: String, value: String)] {
        [
            ("oauth_consumer_key", token.consumerKey), ("oauth_token", token.tokenID),
            ("oauth_signature_method", "HMAC-SHA256"), ("oauth_timestamp", "\(timestamp)"), ("oauth_nonce", nonce),
            ("oauth_version", "1.0"),
        ]
    }

    private func signature(method: String, url: String, query: [(name: String, value: String)]) -> String {
        let text = Self.baseText(method: method, url: url, parameters: parameters + query)
        let key = "\(percentEncoded(token.consumerSecret.text))&\(percentEncoded(token.tokenSecret.text))"
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(key.utf8)))
        return Data(code).base64EncodedString()
    }

    /// RFC 5849, 3.4.1: method, address, and all parameters sorted by their encoded forms.
    static func baseText(method: String, url: String, parameters: [(name: String, value: String)]) -> String {
        let encoded = parameters.map { (percentEncoded($0.name), percentEncoded($0.value)) }
        let sorted = encoded.sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        return [method.uppercased(), url, sorted].map(percentEncoded).joined(separator: "&")
    }
}
