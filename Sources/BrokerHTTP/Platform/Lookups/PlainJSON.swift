import BrokerAPI
import NIOCore

/// Reads a lookup's body where it is as plain as platforms write it: one object of known fields, each once, whose values
/// are null or printable ASCII without escapes.
///
/// Nil says nothing against a body: another reader has to look.
enum PlainJSON {
    static func lookup(in body: ByteBuffer) -> LookupRequest? {
        body.withUnsafeReadableBytes { bytes in
            var reader = Reader(bytes: bytes)
            return reader.lookup()
        }
    }

    private enum Field: UInt8 {
        case fromNumber, toNumber, callId, type, userId, queueId, verifiedEmail

        init?(_ name: String) {
            switch name {
            case "fromNumber": self = .fromNumber
            case "toNumber": self = .toNumber
            case "callId": self = .callId
            case "type": self = .type
            case "userId": self = .userId
            case "queueId": self = .queueId
            case "verifiedEmail": self = .verifiedEmail
            default: return nil
            }
        }
    }

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var place = 0

        mutating func lookup() -> LookupRequest? {
            var (request, callID) = (LookupRequest(fromNumber: nil, toNumber: nil, callId: ""), String?.none)
            var seen: UInt8 = 0
            guard take("{") else { return nil }
            repeat {
                guard let name = text(), let field = Field(name), take(":"), let value = value() else { return nil }
                guard seen & 1 << field.rawValue == 0 else { return nil }
                seen |= 1 << field.rawValue
                switch field {
                case .fromNumber: request.fromNumber = value
                case .toNumber: request.toNumber = value
                case .callId: callID = value
                case .type: request.type = value
                case .userId: request.userId = value
                case .queueId: request.queueId = value
                case .verifiedEmail: request.verifiedEmail = value
                }
            } while take(",")
            guard take("}"), isAtEnd, let callID else { return nil }
            request.callId = callID
            return request
        }

        /// A text, or the inner nil for `null`.
        private mutating func value() -> String?? {
            if let text = text() { return .some(text) }
            guard "null".utf8.allSatisfy({ take($0) }) else { return .none }
            return .some(nil)
        }

        private mutating func text() -> String? {
            guard take("\"") else { return nil }
            let start = place
            while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
                guard isPlain(bytes[place]) else { return nil }
                place += 1
            }
            guard place < bytes.count else { return nil }
            defer { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }

        private func isPlain(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\\") }

        /// White space before a token means nothing.
        private mutating func take(_ token: Unicode.Scalar) -> Bool {
            skipSpace()
            return take(UInt8(ascii: token))
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
            return true
        }

        private mutating func skipSpace() {
            while place < bytes.count, " \t\r\n".utf8.contains(bytes[place]) { place += 1 }
        }

        private var isAtEnd: Bool {
            mutating get {
                skipSpace()
                return place == bytes.count
            }
        }
    }
}
