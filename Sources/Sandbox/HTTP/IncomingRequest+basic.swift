import FoundationEssentials

extension IncomingRequest {
    /// User and password of Basic authentication, where the header holds them.
    var basicCredentials: (user: String, password: String)? {
        guard let encoded = credentials(scheme: "Basic"), let data = Data(base64Encoded: encoded),
            let text = String(validating: data, as: UTF8.self), let colon = text.firstIndex(of: ":")
        else { return nil }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }
}
