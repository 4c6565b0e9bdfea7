import AsyncHTTPClient
import BrokerAPI
import BrokerClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// One HTTP answer, as a test looks at it.
struct Exchange: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: Data

    var text: String { String(decoding: body, as: UTF8.self) }
    var problem: Problem? {
        guard headers.first(name: "content-type") == "application/problem+json" else { return nil }
        return try? WireDate.decoder().decode(Problem.self, from: body)
    }
    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try WireDate.decoder().decode(type, from: body)
    }
}

extension Exchange {
    /// Asks, and takes in the whole answer.
    init(asking request: HTTPClientRequest) async throws {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        self.init(
            status: Int(response.status.code),
            headers: response.headers,
            body: Data(bytes.readableBytesView)
        )
    }
}

/// Raw requests to one listener: what a good client would never send is sent too.
struct Exchanges: Sendable {
    let origin: String
    let token: String?
    /// Listeners come and go here: a connection that outlives its own would fail the next test's first request.
    var isKeptAlive = false

    func callAsFunction(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String? = nil,
        authorization: String?? = nil,
        isChunked: Bool = false
    ) async throws -> Exchange {
        var request = HTTPClientRequest(url: origin + path)
        request.method = method
        if !isKeptAlive { request.headers.add(name: "connection", value: "close") }
        if let authorization = authorization ?? token.map({ "Bearer \($0)" }) {
            request.headers.add(name: "authorization", value: authorization)
        }
        if let body {
            let bytes = ByteBuffer(string: body)
            request.body = isChunked ? .stream([bytes].async, length: .unknown) : .bytes(bytes)
        }
        return try await Exchange(asking: request)
    }

    func post(_ path: String, _ body: String) async throws -> Exchange { try await self(.POST, path, body) }
}

extension Array where Element: Sendable {
    fileprivate var async: AsyncStream<Element> {
        AsyncStream { continuation in
            forEach { continuation.yield($0) }
            continuation.finish()
        }
    }
}

/// The desk listener as tests reach it.
struct DeskClient: Sendable {
    let socketPath: String

    /// Raw requests over the socket.
    var raw: Exchanges {
        let root = URL(httpURLWithSocketPath: socketPath, uri: "/")?.absoluteString ?? ""
        return Exchanges(origin: String(root.dropLast()), token: nil)
    }

    /// The feed, from a position or from a snapshot.
    func feed(after position: String? = nil, stats: Bool = false) async throws -> FeedTap {
        var request = HTTPClientRequest(url: raw.origin + (stats ? Paths.feedWithStats : Paths.feed))
        if let position { request.headers.add(name: "Last-Event-ID", value: position) }
        return FeedTap(try await HTTPClient.shared.execute(request, timeout: .seconds(20)))
    }

    /// The typed client for as long as the body.
    @discardableResult
    func withClient<Value: Sendable>(
        timing: ClientTiming = ClientTiming(),
        _ body: (SocketClient) async throws -> Value
    ) async throws -> Value {
        let client = SocketClient(socketPath: socketPath, timing: timing)
        do {
            let value = try await body(client)
            await client.shutDown()
            return value
        } catch {
            await client.shutDown()
            throw error
        }
    }
}
