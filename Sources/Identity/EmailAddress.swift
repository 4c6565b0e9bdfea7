/// An e-mail address, compared without regard to case.
package struct EmailAddress: Hashable, Sendable, BareText, Masked {
    /// The address as its source wrote it.
    package let text: String

    /// Nil where the text has no `@` with something on both sides, or is longer than 254 characters (RFC 5321).
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= 254 else { return nil }
        guard !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.isControl }) else { return nil }
        self.text = text
    }

    /// As `j•••@example.com`.
    package var masked: String {
        guard let at = text.firstIndex(of: "@") else { return "•••" }
        return "\(text.prefix(1))•••\(text[at...])"
    }

    /// Addresses that differ in case only are the same mailbox.
    package static func == (left: Self, right: Self) -> Bool { left.text.lowercased() == right.text.lowercased() }
    /// As `==`.
    package func hash(into hasher: inout Hasher) { hasher.combine(text.lowercased()) }
}
