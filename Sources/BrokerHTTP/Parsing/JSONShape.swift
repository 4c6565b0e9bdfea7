import BrokerAPI
import FoundationEssentials
import NIOCore

/// What a decoder lets pass and readers before or behind us may understand in another way: a key that comes twice, and
/// nesting that has no end.
struct JSONShape {
    /// The deepest body of ours has four levels.
    static let deepest = 32

    private let bytes: UnsafeRawBufferPointer
    private var place = 0
    /// The keys of each object that is open; nil for an array.
    private var open: [Set<String>?] = []

    /// Why a body is refused by its shape; whether it is JSON at all, the decoder says.
    static func problem(in body: ByteBuffer) -> Problem? {
        body.withUnsafeReadableBytes { bytes in
            var shape = JSONShape(bytes: bytes)
            return shape.problem()
        }
    }

    private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private mutating func problem() -> Problem? {
        while place < bytes.count {
            defer { place += 1 }
            switch bytes[place] {
            case UInt8(ascii: "{"): open.append([])
            case UInt8(ascii: "["): open.append(nil)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
            case UInt8(ascii: "\""): if let problem = problemInText() { return problem }
            // Zeros are of text in UTF-16, which the decoder would read, and we would not.
            case 0: return .unreadable
            default: continue
            }
            if open.count > Self.deepest { return .tooDeep }
        }
        return nil
    }

    /// From one quote to the next; a colon behind it makes a key of it.
    private mutating func problemInText() -> Problem? {
        let start = place
        var hasEscapes = false
        place += 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
            if bytes[place] == UInt8(ascii: "\\") {
                hasEscapes = true
                place += 1
            }
            place += 1
        }
        guard place < bytes.count, nextIsColon, let last = open.indices.last, open[last] != nil else { return nil }
        guard let key = key(start...place, hasEscapes) else { return .unreadable }
        return open[last]?.insert(key).inserted == false ? .sameKeyTwice : nil
    }

    private var nextIsColon: Bool {
        bytes[(place + 1)...].first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: ":")
    }

    /// The key between its quotes, as the decoder understands it.
    private func key(_ range: ClosedRange<Int>, _ hasEscapes: Bool) -> String? {
        guard hasEscapes else {
            return String(validating: bytes[range.lowerBound + 1..<range.upperBound], as: UTF8.self)
        }
        return try? WireDate.sharedDecoder.decode(String.self, from: Data(bytes[range]))
    }
}

extension Problem {
    fileprivate static let unreadable = Problem(.badRequest, status: 400, detail: "The body is not valid JSON.")
    fileprivate static let tooDeep = Problem(
        .badRequest,
        status: 400,
        detail: "The body is nested more than \(JSONShape.deepest) levels deep."
    )
    fileprivate static let sameKeyTwice = Problem(
        .badRequest,
        status: 400,
        detail: "The body names a key twice in one object."
    )
}
