import BrokerAPI
import HTTPTypes
import HummingbirdCore
import Identity
import NIOCore

/// An answer that is written as it is made: JSON, a line each, the last one the result.
///
/// What can be refused is refused before the first line.
protocol LinedAnswer: Sendable {
    /// Writes all lines; throws where nobody reads them any more.
    @concurrent func tell(through writer: inout LineWriter<some ResponseBodyWriter>) async throws

    /// All is written, or nobody reads any more.
    func end()
}

extension LinedAnswer {
    @concurrent func answer(with writer: consuming ResponseWriter) async throws {
        defer { end() }
        let head = HTTPResponse(status: .ok, headerFields: [.contentType: "application/x-ndjson"])
        var lines = LineWriter(body: try await writer.writeHead(head))
        try await tell(through: &lines)
        try await lines.finish()
    }
}

/// Writes values, a line each, as fast as they are read.
struct LineWriter<Body: ResponseBodyWriter> {
    private var body: Body

    init(body: Body) { self.body = body }

    @concurrent mutating func write(_ values: [some Encodable & Sendable]) async throws {
        var bytes = ByteBuffer()
        for value in values {
            bytes.writeBytes(try WireDate.sharedEncoder.encode(value))
            bytes.writeInteger(UInt8(ascii: "\n"))
        }
        try await body.write(bytes)
    }

    /// The connection may be used for something else.
    @concurrent consuming func finish() async throws { try await body.finish(nil) }
}
