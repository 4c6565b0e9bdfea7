/// A value that is written as its bare text and parsed again when it is read: none gets in unchecked, and an error never
/// quotes what it refuses.
package protocol BareText: Codable {
    /// The whole text.
    var text: String { get }
    /// Nil where the text is no such value.
    init?(_ text: String)
}

extension BareText {
    /// Reads the bare text; an error where it is no such value.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a valid \(Self.self)")
        }
        self = value
    }

    /// Writes the bare text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
