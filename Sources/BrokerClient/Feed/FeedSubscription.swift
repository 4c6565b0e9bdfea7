import AsyncHTTPClient
import BrokerAPI
import FoundationEssentials
import NIOCore

/// The feed without end: reads, falls silent, comes back, and goes on where it was.
package struct FeedSubscription: Sendable {
    /// The largest event: a snapshot of 500 calls with all that a call can hold.
    package static let longestEvent = 16 * 1024 * 1024

    private let connection: Connection
    private let longest: Int
    private let sleep: @Sendable (Duration) async throws -> Void
    private let chance: @Sendable () -> Double
    private let deliver: @Sendable (FeedNews) -> Void

    /// `sleep` waits and throws when cancelled; `chance` is a number in 0 ..< 1; `deliver` is called from one task, in
    /// order, and must not block.
    package init(
        client: BrokerClient,
        longestEvent: Int = FeedSubscription.longestEvent,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        chance: @escaping @Sendable () -> Double,
        deliver: @escaping @Sendable (FeedNews) -> Void
    ) {
        connection = client.connection
        longest = longestEvent
        self.sleep = sleep
        self.chance = chance
        self.deliver = deliver
    }

    /// Reads until cancelled.
    @concurrent package func run() async {
        var (position, backoff) = (String?.none, Backoff())
        while !Task.isCancelled {
            deliver(.connecting)
            let failure = await follow(&position, &backoff)
            guard !Task.isCancelled else { return }
            deliver(.lost(failure))
            let wait = backoff.next(chance: chance())
            deliver(.waiting(wait))
            // Cancelled is as good as rested: the loop's condition sees it.
            try? await sleep(wait)
        }
    }

    /// Reads one connection to its end, and says why it ended.
    private func follow(_ position: inout String?, _ backoff: inout Backoff) async -> ClientFailure {
        do {
            let fields = position.map { [("last-event-id", $0)] } ?? []
            let body = try await connection.stream(Paths.feed, fields: fields)
            deliver(.connected)
            var parser = EventStreamParser(longest: longest)
            for try await bytes in body {
                bytes.withUnsafeReadableBytes { raw in
                    parser.take(raw) { item in
                        backoff.reset()
                        receive(item, &position)
                    }
                }
            }
            return .unreachable("the broker ended the feed")
        } catch {
            return ClientFailure(connection: error)
        }
    }

    /// What can't be read is passed over all the same: asked for again, it would come again.
    private func receive(_ item: EventStreamParser.Item, _ position: inout String?) {
        guard case .event(let id, let name, let data) = item else { return deliver(.malformed) }
        position = id ?? position
        do {
            guard let event = try FeedEvent(name: name, data: data) else { return }
            deliver(.event(id: id.flatMap { UInt64($0) }, event))
        } catch {
            deliver(.malformed)
        }
    }
}
