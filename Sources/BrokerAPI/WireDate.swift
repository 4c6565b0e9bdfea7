package import FoundationEssentials
package import Identity

/// Dates on the wire: RFC 3339 in UTC with milliseconds, `2026-11-23T09:00:00.120Z`.
package enum WireDate {
    /// The text of a moment.
    package static func text(of date: Date) -> String { RFC3339.text(of: date) }

    /// Nil where the text is no date; the fraction may be missing, and any offset will do.
    package static func date(from text: String) -> Date? { RFC3339.date(from: text) }

    /// One encoder for everybody.
    package static let sharedEncoder = StreamedJSON(dates: .text(text(of:)))
    /// One decoder for everybody, never to be changed.
    package static let sharedDecoder = decoder()

    /// An encoder for everything that crosses our sockets.
    package static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(text(of: date))
        }
        return encoder
    }

    /// A decoder for everything that crosses our sockets.
    package static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            guard let date = date(from: try container.decode(String.self)) else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "expected a date such as 2026-11-23T09:00:00.120Z"
                )
            }
            return date
        }
        return decoder
    }
}
