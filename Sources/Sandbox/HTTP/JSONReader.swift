/// A body that is no JSON, and where.
struct JSONFailure: Error, Equatable, CustomStringConvertible {
    let offset: Int
    var description: String { "The body is not JSON: it goes wrong at byte \(offset)." }
}

/// Reads one JSON text whole; nesting is bounded because the text comes from a socket.
struct JSONReader {
    private static let deepest = 32
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    static func read(_ bytes: [UInt8]) throws(JSONFailure) -> JSON {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.failure }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var failure: JSONFailure { JSONFailure(offset: position) }
    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func value() throws(JSONFailure) -> JSON {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return .object(try nested { reader throws(JSONFailure) in try reader.members() })
        case UInt8(ascii: "["): return .array(try nested { reader throws(JSONFailure) in try reader.elements() })
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested<Value>(
        _ read: (inout JSONReader) throws(JSONFailure) -> Value
    ) throws(JSONFailure) -> Value {
        guard depth < Self.deepest else { throw failure }
        depth += 1
        position += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func members() throws(JSONFailure) -> [JSON.Member] {
        var members: [JSON.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return members }
        repeat {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw failure }
            let name = try text()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw failure }
            members.append(JSON.Member(name, try value()))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw failure }
        return members
    }

    private mutating func elements() throws(JSONFailure) -> [JSON] {
        var elements: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return elements }
        repeat {
            elements.append(try value())
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw failure }
        return elements
    }

    private mutating func text() throws(JSONFailure) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = current, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw failure }
            position += 1
            if byte == UInt8(ascii: "\\") { text += try escaped() } else { text.append(byte) }
        }
        guard take(UInt8(ascii: "\"")), let valid = String(validating: text, as: UTF8.self) else { throw failure }
        return valid
    }

    private mutating func escaped() throws(JSONFailure) -> [UInt8] {
        guard let byte = current else { throw failure }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "u"): return try scalar()
        default: throw failure
        }
    }

    private mutating func scalar() throws(JSONFailure) -> [UInt8] {
        var code = try fourHexDigits()
        if (0xD800..<0xDC00).contains(code) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw failure }
            let low = try fourHexDigits()
            guard (0xDC00..<0xE000).contains(low) else { throw failure }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw failure }
        return Array(String(scalar).utf8)
    }

    private mutating func fourHexDigits() throws(JSONFailure) -> UInt32 {
        guard position + 4 <= bytes.count,
            let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw failure }
        position += 4
        return code
    }

    private mutating func number() throws(JSONFailure) -> JSON {
        let start = position
        while let byte = current, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "."),
            Double(text)?.isFinite == true
        else { throw failure }
        return .number(text)
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSONFailure) -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw failure }
        position += word.utf8.count
        return value
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }
}
