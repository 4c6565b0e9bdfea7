import NIOHTTP1
import AsyncHTTPClient
import BrokerAPI
import FoundationEssentials
import NIOCore

@testable import BrokerClient

/// A reader that pulls one event of a feed at a time.
struct FeedTap {
    struct Event: Equatable {
        let id: UInt64?
        let name: String
        let data: Data

        func read() throws -> FeedEvent? { try FeedEvent(name: name, data: data) }
    }

    let status: Int
    private var iterator: HTTPClientResponse.Body.AsyncIterator
    private var parser = EventStreamParser(longest: 16 << 20)
    private var waiting: [Event] = []

    init(_ response: HTTPClientResponse) {
        status = Int(response.status.code)
        iterator = response.body.makeAsyncIterator()
    }

    /// The bytes as they come; not to be mixed with `next`.
    mutating func nextBytes() async throws -> String? {
        try await iterator.next(isolation: #isolation).map { String(buffer: $0) }
    }

    /// The next event; nil at the end.
    mutating func next() async throws -> Event? {
        while waiting.isEmpty {
            guard let bytes = try await iterator.next(isolation: #isolation) else { return nil }
            bytes.withUnsafeReadableBytes { raw in
                parser.take(raw) { item in
                    guard case .event(let id, let name, let data) = item else { return }
                    waiting.append(Event(id: id.flatMap { UInt64($0) }, name: name, data: data))
                }
            }
        }
        return waiting.removeFirst()
    }

    /// The next event that is none of the others; nil at the end.
    mutating func nextRead() async throws -> FeedEvent? { try await next()?.read() }
}
