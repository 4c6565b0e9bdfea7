import BrokerAPI
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Reads bodies of at most 64 KiB, whole or in chunks.
enum BodyReading {
    static let limit = 64 * 1024
    private static let tooLarge = Problem(.tooLarge, status: 413, detail: "The body is larger than 64 KiB.")

    /// What is read and thrown away of a body that is too large: a client that is answered while it still sends hears a
    /// closed connection, not the answer.
    private static let patience = 2 * 1024 * 1024

    /// Problems are for the client; other errors mean that the connection broke off.
    static func whole(_ request: Request) async throws -> ByteBuffer {
        // Who asks before it sends is refused before it sends.
        let most = request.headers[.expect] == nil ? patience : limit
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > most { throw tooLarge }
        var (body, size) = (ByteBuffer(), 0)
        for try await part in request.body {
            size += part.readableBytes
            guard size <= patience else { break }
            guard size <= limit else { continue }
            if body.readableBytes == 0 { body = part } else { body.writeImmutableBuffer(part) }
        }
        guard size <= limit else { throw tooLarge }
        return body
    }
}

extension ByteBuffer {
    /// The body as what the route takes, or what is wrong with it and where.
    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws(Problem) -> Value {
        if let problem = JSONShape.problem(in: self) { throw problem }
        do {
            return try WireDate.sharedDecoder.decode(type, from: Data(readableBytesView))
        } catch {
            throw Problem(unreadable: error)
        }
    }

    /// The first byte that is not white space.
    var firstCharacter: UInt8? { readableBytesView.first { !" \t\r\n".utf8.contains($0) } }
}
