/// The customer's number in E.164: `fromNumber` of an inbound call, `toNumber` of an outbound one.
package struct CallerNumber: Hashable, Sendable, Codable, Masked {
    /// `+` and 4 to 15 digits.
    package let e164: String

    /// Nil where the text is not in E.164 form; `PhoneNumberReading` makes it so.
    package init?(e164: String) {
        let digits = e164.utf8.dropFirst()
        guard e164.utf8.first == UInt8(ascii: "+"), (4...15).contains(digits.count) else { return nil }
        guard digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains), digits.first != UInt8(ascii: "0")
        else { return nil }
        self.e164 = e164
    }

    /// Country code and the last three digits: `+1•••••••999`; of a short number fewer, so that half of it stays hidden.
    package var masked: String {
        let digits = e164.dropFirst()
        let national = digits.dropFirst(countryCodeLength)
        let tail = national.suffix(min(3, national.count / 2))
        let dots = String(repeating: "•", count: national.count - tail.count)
        return "+\(digits.prefix(countryCodeLength))\(dots)\(tail)"
    }

    /// The ITU's country codes are prefix-free: one digit for zones 1 and 7, else two where listed, else three.
    private var countryCodeLength: Int {
        let digits = e164.dropFirst()
        if let first = digits.first, "17".contains(first) { return 1 }
        return Self.twoDigitCodes.contains(String(digits.prefix(2))) ? 2 : 3
    }

    private static let twoDigitCodes: Set<String> = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
        "51",
        "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86",
        "90",
        "91", "92", "93", "94", "95", "98",
    ]

    /// Reads the bare text; an error where it is not in E.164 form.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = CallerNumber(e164: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an E.164 number")
        }
        self = number
    }
    /// Writes the bare text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(e164)
    }
}
