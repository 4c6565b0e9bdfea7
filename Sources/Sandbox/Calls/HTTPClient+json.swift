import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension HTTPClient {
    private static let longestAnswer = 1024 * 1024

    /// Posts JSON.
    ///
    /// The body is nil where the answer's is none.
    func post(
        _ json: JSON,
        to url: String,
        bearer: String,
        timeout: Duration
    ) async throws -> (status: Int, body: JSON?) {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(bearer)")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: json.bytes))
        return try await answer(to: request, timeout: timeout)
    }

    /// Runs the request and reads its answer whole, all within the time.
    func answer(to request: HTTPClientRequest, timeout: Duration) async throws -> (status: Int, body: JSON?) {
        let response = try await execute(request, timeout: TimeAmount(timeout))
        let body = try await response.body.collect(upTo: Self.longestAnswer)
        return (Int(response.status.code), try? JSONReader.read(Array(body.readableBytesView)))
    }
}
