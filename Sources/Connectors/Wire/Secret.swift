import Identity

/// A password, client secret or token: whatever prints it, prints the mask.
package struct Secret: Sendable, Hashable, Masked {
    /// The secret itself; for the wire only.
    let text: String
    /// Always the same, so that not even the length tells anything.
    package var masked: String { "••••" }
    /// Wraps a secret.
    package init(_ text: String) { self.text = text }
}

extension Secret {
    /// An access token as a header takes it: visible ASCII, and not empty.
    init?(accessToken text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.init(text)
    }
}
