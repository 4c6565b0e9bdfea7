import Glibc
import HTTPTypes
import Hummingbird
import NIOCore

extension Answer {
    var response: Response {
        Response(status: .init(code: status), headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// One byte a second, and the rest at once when the fault is lifted.
    ///
    /// A client that leaves makes the next write fail.
    func dripping(until lifted: Latch<Void>) -> Response {
        let bytes = body
        let drip = ResponseBody(contentLength: bytes.count) { writer in
            for (index, byte) in bytes.enumerated() {
                if lifted.isOpen {
                    try await writer.write(ByteBuffer(bytes: bytes[index...]))
                    break
                }
                try await writer.write(ByteBuffer(integer: byte))
                try await Task.sleep(for: .seconds(1))
            }
            try await writer.finish(nil)
        }
        return Response(status: .init(code: status), headers: fields, body: drip)
    }

    private var fields: HTTPFields {
        var fields = HTTPFields()
        if let contentType { fields[.contentType] = contentType }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }
}

extension Response {
    /// 10 MiB of JSON without a length ahead, so that a reader has to count.
    static var huge: Response {
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: "{\"filler\":\""))
            let chunk = ByteBuffer(repeating: UInt8(ascii: "x"), count: 64 * 1024)
            for _ in 0..<(FaultAnswers.hugeBytes / chunk.readableBytes) { try await writer.write(chunk) }
            try await writer.write(ByteBuffer(string: "\"}"))
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/json"], body: body)
    }
}

extension Channel {
    /// Ends the connection instead of answering, with a reset or in order, and says so as the error to throw.
    func leave(withReset: Bool) async -> any Error {
        do {
            if withReset, let socket = self as? any SocketOptionProvider {
                try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
            }
            try await close()
        } catch {
            // The client was faster: the connection is gone, which is what was wanted.
        }
        return CancellationError()
    }
}
