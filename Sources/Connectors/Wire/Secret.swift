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
