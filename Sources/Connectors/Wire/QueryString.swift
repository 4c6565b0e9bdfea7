import Identity

/// `name=value&name=value`, with everything but RFC 3986's unreserved characters percent-encoded: `+` and `'` too.
struct QueryString {
    let text: String

    init(_ fields: [(name: String, value: String)]) {
        text = fields.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }.joined(separator: "&")
    }
}

/// Everything but unreserved characters as `%XX`; safe as a value in a query and as a segment of a path.
func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            bytes.append(byte)
        default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// An identifier as a part of a path; a dot or two would be another path.
func pathSegment(_ text: String) throws(SourceFailure) -> String {
    guard isIdentifier(text), text != ".", text != ".." else { throw .rejected(status: 400) }
    return text
}

/// True for 1 to 128 characters of `[A-Za-z0-9._-]`: an identifier that may go into a query.
func isIdentifier(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
}
