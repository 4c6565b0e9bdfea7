/// Salesforce IDs come with 15 case-sensitive characters or with 3 more that tell their case: each says it of five.
enum SalesforceID {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)

    /// The 18 characters of an ID of 15, or of one of 18 in whatever case it was typed; anything else as it is.
    static func long(_ id: String) -> String {
        let bytes = Array(id.utf8)
        guard bytes.allSatisfy(isAlphanumeric) else { return id }
        switch bytes.count {
        case 15: return id + suffix(bytes)
        case 18: return restored(bytes) ?? id
        default: return id
        }
    }

    private static func suffix(_ bytes: [UInt8]) -> String {
        let suffix = stride(from: 0, to: 15, by: 5).map { start in
            alphabet[(0..<5).reduce(0) { $0 | (isUpper(bytes[start + $1]) ? 1 << $1 : 0) }]
        }
        return String(decoding: suffix, as: UTF8.self)
    }

    /// Nil where the last three characters are none that tell the case of the others.
    private static func restored(_ bytes: [UInt8]) -> String? {
        var short = Array(bytes.prefix(15))
        for (group, letter) in bytes.suffix(3).enumerated() {
            guard let bits = alphabet.firstIndex(of: upper(letter)) else { return nil }
            for place in 0..<5 {
                let index = group * 5 + place
                short[index] = bits & (1 << place) == 0 ? lower(short[index]) : upper(short[index])
            }
        }
        // A digit that is said to be a capital is a mistake in typing.
        let text = String(decoding: short, as: UTF8.self)
        let isWhole = suffix(short) == String(decoding: bytes.suffix(3).map(upper), as: UTF8.self)
        return isWhole ? text + suffix(short) : nil
    }

    private static func upper(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
    }

    private static func lower(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte + 32 : byte }

    private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isUpper(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
