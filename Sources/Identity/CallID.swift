/// The contact-centre platform's key of a call, the same for its whole life, transfers included.
package struct CallID: Hashable, Sendable, BareText, CustomStringConvertible {
    /// 1 to 128 characters of `[A-Za-z0-9._-]`.
    package let text: String
    /// The identifier: it names no person.
    package var description: String { text }

    /// Nil where the text is not a call's identifier.
    package init?(_ text: String) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy(isIdentifierByte) else { return nil }
        self.text = text
    }
}

/// The alphabet of identifiers from outside: `[A-Za-z0-9._-]`.
func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
}
