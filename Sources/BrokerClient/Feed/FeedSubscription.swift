import BrokerAPI
import FoundationEssentials
import NIOCore
import Synchronization

/// The feed without end: reads, falls silent, comes back, and goes on where it was.
package struct FeedSubscription: Sendable {
    /// The largest event: a snapshot of 500 calls with all that a call can hold.
    package static let longestEvent = 16 * 1024 * 1024

    private let connection: Connection
    private let longest: Int
    private let wantsStats: @Sendable () async -> Bool
    private let sleep: @Sendable (Duration) async throws -> Void
    private let chance: @Sendable () -> Double
    private let deliver: @Sendable (FeedNews) -> Void

    /// `wantsStats` is asked before each connection whether `stats` events shall come, too; `sleep` waits and throws when
    /// cancelled, by default on the client's own thread; `chance` is a number in 0 ..< 1; `deliver` is called in order,
    /// from one thread at a time, and must not block.
    package init(
        client: SocketClient,
        wantsStats: @escaping @Sendable () async -> Bool = { false },
        longestEvent: Int = FeedSubscription.longestEvent,
        sleep: (@Sendable (Duration) async throws -> Void)? = nil,
        chance: @escaping @Sendable () -> Double,
        deliver: @escaping @Sendable (FeedNews) -> Void
    ) {
        let connection = client.connection
        self.connection = connection
        longest = longestEvent
        self.wantsStats = wantsStats
        self.sleep = sleep ?? { try await connection.rest($0) }
        self.chance = chance
        self.deliver = deliver
    }

    /// Reads until cancelled.
    @concurrent package func run() async {
        var (position, backoff) = (String?.none, Backoff())
        while !Task.isCancelled {
            deliver(.connecting)
            let reading = Reading(parser: EventStreamParser(longest: longest), position: position, deliver: deliver)
            let fields = position.map { [("last-event-id", $0)] } ?? []
            let path = await wantsStats() ? Paths.feedWithStats : Paths.feed
            let failure = await connection.stream(path, fields: fields) { reading.take($0) }
            position = reading.position
            if reading.gaveSomething { backoff.reset() }
            guard !Task.isCancelled else { return }
            deliver(.lost(failure))
            let wait = backoff.next(chance: chance())
            deliver(.waiting(wait))
            // Cancelled is as good as rested: the loop's condition sees it.
            try? await sleep(wait)
        }
    }
}

/// One connection's reading, on the event loop; read by the subscription when it has ended.
private final class Reading: Sendable {
    private struct State {
        var parser: EventStreamParser
        var position: String?
        var gaveSomething = false
    }

    private let state: Mutex<State>
    private let deliver: @Sendable (FeedNews) -> Void

    init(parser: EventStreamParser, position: String?, deliver: @escaping @Sendable (FeedNews) -> Void) {
        state = Mutex(State(parser: parser, position: position))
        self.deliver = deliver
    }

    /// The number of the last event that was read.
    var position: String? { state.withLock { $0.position } }
    /// The broker gave something: the next failure is a new one.
    var gaveSomething: Bool { state.withLock { $0.gaveSomething } }

    func take(_ part: StreamPart) {
        switch part {
        case .begun: deliver(.connected)
        case .bytes(let bytes): news(in: bytes).forEach(deliver)
        }
    }

    private func news(in bytes: ByteBuffer) -> [FeedNews] {
        state.withLock { state in
            var items: [EventStreamParser.Item] = []
            bytes.withUnsafeReadableBytes { raw in state.parser.take(raw) { items.append($0) } }
            state.gaveSomething = state.gaveSomething || !items.isEmpty
            return items.compactMap { Self.read($0, &state) }
        }
    }

    /// What can't be read is passed over all the same: asked for again, it would come again.
    private static func read(_ item: EventStreamParser.Item, _ state: inout State) -> FeedNews? {
        guard case .event(let id, let name, let data) = item else { return .malformed }
        state.position = id ?? state.position
        do {
            return try FeedEvent(name: name, data: data).map { .event(id: id.flatMap { UInt64($0) }, $0) }
        } catch {
            return .malformed
        }
    }
}
