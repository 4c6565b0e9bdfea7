/// `SYSTEM:value`, unique in the organisation: `CRM:500245678`, `PHONE:<64 hex digits>`, `UNKNOWN:<callId>`.
package struct ExternalID: Hashable, Sendable, BareText, Masked {
    /// The whole identifier.
    package let text: String
    /// What stands before the colon, such as `CRM`.
    package var system: String { String(text.prefix { $0 != ":" }) }
    /// What stands behind the colon.
    package var value: String { String(text.drop { $0 != ":" }.dropFirst()) }

    /// Nil unless the whole text matches `[A-Z]{2,12}:[A-Za-z0-9._-]{1,128}`.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.count <= 141, let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let system = bytes[..<colon]
        let value = bytes[bytes.index(after: colon)...]
        guard (2...12).contains(system.count), (1...128).contains(value.count) else { return nil }
        guard system.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains), value.allSatisfy(isIdentifierByte)
        else { return nil }
        self.text = text
    }

    private init(trusted text: String) { self.text = text }

    /// The identity of a call whose number can't be used: nobody shares it.
    package static func unknown(_ call: CallID) -> ExternalID { ExternalID(trusted: "UNKNOWN:\(call.text)") }
    /// The identity of a caller known by number only; `digest` is 64 lower-case hex digits.
    static func phone(digest: String) -> ExternalID { ExternalID(trusted: "PHONE:\(digest)") }

    /// True for `PHONE:` and `UNKNOWN:`, which stand in for a person not known yet.
    package var isProxy: Bool { text.hasPrefix("PHONE:") || text.hasPrefix("UNKNOWN:") }

    /// All but the last four characters (the guide's rule for logs): `CRM:50024••••`.
    package var masked: String { "\(text.dropLast(min(4, value.count)))••••" }
}
