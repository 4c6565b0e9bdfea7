import AsyncHTTPClient
import BrokerAPI
import FoundationEssentials
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOPosix

/// One origin's connections, on one thread; answers are read whole, except for streams.
final class Connection: Sendable {
    /// The largest answer: 500 calls with all that a call can hold.
    private static let longestAnswer = 16 * 1024 * 1024

    let timing: ClientTiming
    private let origin: String
    private let fields: [(String, String)]
    private let threads: MultiThreadedEventLoopGroup
    private let client: HTTPClient

    /// `origin` is what stands before a path.
    init(origin: String, fields: [(String, String)] = [], connections: Int, timing: ClientTiming) {
        self.origin = origin
        self.fields = fields
        self.timing = timing
        threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = TimeAmount(timing.connect)
        configuration.timeout.read = TimeAmount(timing.silence)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.idleTimeout = .seconds(30)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .shared(threads), configuration: configuration)
    }

    /// Closes all connections and ends the thread; nothing can be asked after that.
    func shutDown() async {
        // There is nobody left to tell why a connection closed badly.
        try? await client.shutdown()
        try? await threads.shutdownGracefully()
    }

    /// An answer as a value.
    func ask<Value: Decodable>(
        _ method: HTTPMethod,
        _ path: String,
        sending body: (any Encodable & Sendable)? = nil,
        within limit: Duration? = nil
    ) async throws(ClientFailure) -> Value {
        let bytes = try await send(method, path, body, limit ?? timing.answer)
        guard let value = try? WireDate.sharedDecoder.decode(Value.self, from: bytes) else { throw .malformed }
        return value
    }

    /// An answer of which only matters that it is a good one.
    func tell(_ method: HTTPMethod, _ path: String) async throws(ClientFailure) {
        _ = try await send(method, path, nil, timing.answer)
    }

    /// An answer that has no end; `silence` is how long it may rest.
    func stream(_ path: String, fields: [(String, String)]) async throws(ClientFailure) -> HTTPClientResponse.Body {
        let response = try await execute(request(.GET, path, nil, fields), timing.answer)
        guard response.status == .ok else { throw Self.refusal(try await Self.whole(response)) }
        return response.body
    }

    private func send(
        _ method: HTTPMethod,
        _ path: String,
        _ body: (any Encodable & Sendable)?,
        _ limit: Duration
    ) async throws(ClientFailure) -> ByteBuffer {
        let response = try await execute(try request(method, path, body, []), limit)
        let bytes = try await Self.whole(response)
        guard (200..<300).contains(response.status.code) else { throw Self.refusal(bytes) }
        return bytes
    }

    private func request(
        _ method: HTTPMethod,
        _ path: String,
        _ body: (any Encodable & Sendable)?,
        _ more: [(String, String)]
    ) throws(ClientFailure) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: origin + path)
        request.method = method
        for (name, value) in fields + more { request.headers.add(name: name, value: value) }
        guard let body else { return request }
        guard let data = try? WireDate.sharedEncoder.encode(body) else { throw .malformed }
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: data))
        return request
    }

    private func execute(
        _ request: HTTPClientRequest,
        _ limit: Duration
    ) async throws(ClientFailure) -> HTTPClientResponse {
        do { return try await client.execute(request, timeout: TimeAmount(limit)) } catch {
            throw ClientFailure(connection: error)
        }
    }

    private static func whole(_ response: HTTPClientResponse) async throws(ClientFailure) -> ByteBuffer {
        do { return try await response.body.collect(upTo: longestAnswer) } catch is NIOTooManyBytesError {
            throw .malformed
        } catch {
            throw ClientFailure(connection: error)
        }
    }

    private static func refusal(_ bytes: ByteBuffer) -> ClientFailure {
        (try? WireDate.sharedDecoder.decode(Problem.self, from: bytes)).map(ClientFailure.problem) ?? .malformed
    }
}
