/// A value that holds personal data: whatever prints it, prints the mask.
package protocol Masked: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What may be shown where the value may not.
    var masked: String { get }
}

extension Masked {
    /// The mask.
    package var description: String { masked }
    /// The mask.
    package var debugDescription: String { masked }
    /// Nothing: `dump` must not see through the mask.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Text about a person: a name, a reason, a note, the subject of a case.
package struct PersonalText: Hashable, Sendable, BareText, Masked, ExpressibleByStringLiteral {
    /// The text itself; for the wire, the screen and the encrypted column only.
    package let text: String
    /// Always the same, so that not even the length tells anything.
    package var masked: String { "•••" }

    /// Wraps a text.
    package init(_ text: String) { self.text = text }
    /// Wraps a text.
    package init(stringLiteral text: String) { self.text = text }
}
