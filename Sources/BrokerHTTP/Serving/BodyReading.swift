import BrokerAPI
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Reads bodies of at most 64 KiB, whole or in chunks.
enum BodyReading {
    static let limit = 64 * 1024
    private static let tooLarge = Problem(.tooLarge, status: 413, detail: "The body is larger than 64 KiB.")

    /// Problems are for the client; other errors mean that the connection broke off.
    static func whole(_ request: Request) async throws -> ByteBuffer {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw tooLarge }
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
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
