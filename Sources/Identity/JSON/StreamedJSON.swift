package import FoundationEssentials

/// JSON of any `Encodable`, written straight into one array of bytes.
///
/// `JSONEncoder` builds a tree and a dictionary for every object first, which costs ten times as much: more than all the
/// rest of a lookup. Fields are written in the order in which they are encoded.
package struct StreamedJSON: Sendable {
    /// How moments are written.
    package enum Dates: Sendable {
        /// Seconds since 2001, as `JSONDecoder` reads them by default.
        case seconds
        /// As text.
        case text(@Sendable (Date) -> String)
    }

    private let dates: Dates

    /// An encoder, which may be used from many threads at once.
    package init(dates: Dates) { self.dates = dates }

    /// The value's JSON in UTF-8; an error where it holds a number that JSON does not have.
    package func encode(_ value: some Encodable) throws -> [UInt8] {
        let page = JSONPage(dates: dates)
        try page.write(value)
        page.close(to: 0)
        return page.bytes
    }
}

/// The text so far, and what closes the objects and arrays that are open.
///
/// Whoever writes at some depth thereby closes all that is deeper: containers need not tell when they are finished.
final class JSONPage {
    // Only ever used by the one call of `encode` that made it; the check would cost a tenth of the time.
    @exclusivity(unchecked) private(set) var bytes: [UInt8] = []
    @exclusivity(unchecked) private var open: [UInt8] = []
    private let dates: StreamedJSON.Dates

    init(dates: StreamedJSON.Dates) {
        self.dates = dates
        bytes.reserveCapacity(2048)
        open.reserveCapacity(16)
    }

    var depth: Int { open.count }

    func close(to depth: Int) {
        while open.count > depth, let end = open.popLast() { bytes.append(end) }
    }

    /// Opens an object or array; the depth of what is written in it.
    func begin(_ start: Unicode.Scalar, _ end: Unicode.Scalar) -> Int {
        bytes.append(UInt8(ascii: start))
        open.append(UInt8(ascii: end))
        return open.count
    }

    /// Begins an element at a depth.
    func next(at depth: Int) {
        close(to: depth)
        let isFirst = bytes.last == UInt8(ascii: "{") || bytes.last == UInt8(ascii: "[")
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
    }

    func name(_ key: some CodingKey, at depth: Int) {
        next(at: depth)
        write(key.stringValue)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Dates and decimals are what JSON makes of them, not what their own conformance says.
    func write<Value: Encodable>(_ value: Value) throws {
        if Value.self == Date.self, let date = value as? Date { return try write(date) }
        if Value.self == Decimal.self, let decimal = value as? Decimal { return write(bare: decimal.description) }
        let length = bytes.count
        try value.encode(to: JSONPageEncoder(page: self))
        // A value without fields.
        if bytes.count == length { bytes += "{}".utf8 }
    }

    private func write(_ date: Date) throws {
        switch dates {
        case .seconds: try write(date.timeIntervalSinceReferenceDate)
        case .text(let text): write(text(date))
        }
    }

    func write(_ number: Double) throws {
        guard number.isFinite else {
            let context = EncodingError.Context(codingPath: [], debugDescription: "JSON has finite numbers only")
            throw EncodingError.invalidValue(number, context)
        }
        let text = number.description
        write(bare: text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }

    func write(bare text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    func write(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            if Self.needsEscapes(utf8) { escape(utf8) } else { bytes.append(contentsOf: utf8) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscapes(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in utf8 where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return true }
        return false
    }

    private func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
        let digits = Array("0123456789abcdef".utf8)
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case 0..<0x20: bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
    }
}
