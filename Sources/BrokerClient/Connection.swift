import AsyncHTTPClient
import BrokerAPI
import FoundationEssentials
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOPosix

/// One origin's connections, on one thread; answers are read whole, except for streams.
///
/// It uses the futures of the HTTP client: its async functions start tasks on Dispatch's pool (see `LoopExecutor`).
final class Connection: Sendable {
    /// The largest answer: 500 calls with all that a call can hold.
    private static let longestAnswer = 16 * 1024 * 1024

    let timing: ClientTiming
    let executor: LoopExecutor
    private let origin: String
    private let fields: [(String, String)]
    private let threads: MultiThreadedEventLoopGroup
    private let loop: any EventLoop
    private let client: HTTPClient

    /// `origin` is what stands before a path.
    init(origin: String, fields: [(String, String)] = [], connections: Int, timing: ClientTiming) {
        self.origin = origin
        self.fields = fields
        self.timing = timing
        threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        loop = threads.next()
        executor = LoopExecutor(loop)
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = TimeAmount(timing.connect)
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

    /// Waits on the event loop; throws when it is shut down first.
    func rest(_ duration: Duration) async throws {
        try await loop.scheduleTask(in: TimeAmount(duration)) {}.futureResult.get()
    }

    /// An answer as a value.
    func ask<Value: Decodable>(
        _ method: HTTPMethod,
        _ path: String,
        sending body: (any Encodable & Sendable)? = nil,
        within limit: Duration? = nil,
        fields: [(String, String)] = []
    ) async throws(ClientFailure) -> Value {
        let bytes = try await send(method, path, body, limit ?? timing.answer, fields)
        guard let value = try? WireDate.sharedDecoder.decode(Value.self, from: bytes) else { throw .malformed }
        return value
    }

    /// An answer of which only matters that it is a good one.
    func tell(_ method: HTTPMethod, _ path: String) async throws(ClientFailure) {
        _ = try await send(method, path, nil, timing.answer)
    }

    /// An answer that has no end, handed on as it comes, on the event loop; returns why it ended.
    func stream(
        _ path: String,
        by method: HTTPMethod = .GET,
        sending body: (any Encodable & Sendable)? = nil,
        fields: [(String, String)] = [],
        receive: @escaping @Sendable (StreamPart) -> Void
    ) async -> ClientFailure {
        let alarm: SilenceAlarm
        do { alarm = try await SilenceAlarm.make(on: loop, after: timing.silence) } catch {
            return ClientFailure(connection: error)
        }
        defer { alarm.end() }
        do {
            let task = client.execute(
                request: try request(method, path, body, fields),
                delegate: StreamReader {
                    alarm.moveOn()
                    receive($0)
                },
                eventLoop: .delegateAndChannel(on: loop)
            )
            alarm.start { task.cancel() }
            return try await withTaskCancellationHandler {
                try await task.futureResult.get() ?? .unreachable("the broker ended the feed")
            } onCancel: {
                task.cancel()
            }
        } catch {
            return alarm.hasRung ? .timedOut : ClientFailure(connection: error)
        }
    }

    private func send(
        _ method: HTTPMethod,
        _ path: String,
        _ body: (any Encodable & Sendable)?,
        _ limit: Duration,
        _ fields: [(String, String)] = []
    ) async throws(ClientFailure) -> ByteBuffer {
        let request = try request(method, path, body, fields)
        let response: HTTPClient.Response
        do {
            response = try await client.execute(
                request: request,
                delegate: ResponseAccumulator(request: request, maxBodySize: Self.longestAnswer),
                eventLoop: .delegateAndChannel(on: loop),
                deadline: .now() + TimeAmount(limit)
            ).futureResult.get()
        } catch is ResponseAccumulator.ResponseTooBigError {
            throw .malformed
        } catch {
            throw ClientFailure(connection: error)
        }
        let bytes = response.body ?? ByteBuffer()
        guard (200..<300).contains(response.status.code) else { throw Self.refusal(bytes) }
        return bytes
    }

    private func request(
        _ method: HTTPMethod,
        _ path: String,
        _ body: (any Encodable & Sendable)?,
        _ more: [(String, String)]
    ) throws(ClientFailure) -> HTTPClient.Request {
        var headers = HTTPHeaders(fields + more)
        var bytes: ByteBuffer?
        if let body {
            guard let data = try? WireDate.encoder().encode(body) else { throw .malformed }
            headers.add(name: "content-type", value: "application/json")
            bytes = ByteBuffer(bytes: data)
        }
        guard
            let request = try? HTTPClient.Request(
                url: origin + path,
                method: method,
                headers: headers,
                body: bytes.map { .byteBuffer($0) }
            )
        else { throw .unreachable("\(origin) is no address") }
        return request
    }

    /// A problem document, or nonsense.
    static func refusal(_ bytes: ByteBuffer) -> ClientFailure {
        (try? WireDate.sharedDecoder.decode(Problem.self, from: bytes)).map(ClientFailure.problem) ?? .malformed
    }
}
