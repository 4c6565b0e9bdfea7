import AsyncHTTPClient
import BrokerAPI
import FoundationEssentials
import NIOCore
import NIOHTTP1

extension Exchanges {
    /// A body that need not be text, under whatever it is called.
    func send(
        _ method: HTTPMethod,
        _ path: String,
        bytes: [UInt8],
        fields: [(String, String)] = []
    ) async throws -> Exchange {
        var request = HTTPClientRequest(url: origin + path)
        request.method = method
        request.headers.add(name: "connection", value: "close")
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: bytes))
        return try await Exchange(asking: request)
    }
}
