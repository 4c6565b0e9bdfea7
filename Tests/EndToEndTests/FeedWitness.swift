import BrokerAPI
import BrokerClient
import Testing

/// Reads the feed over the Unix socket, as a desk does, and remembers what it said.
final class FeedWitness {
    /// The calls as they are now.
    private(set) var calls: [String: CallView] = [:]
    /// What happened to each call, in order.
    private(set) var kinds: [String: [String]] = [:]
    private var events: AsyncStream<FeedEvent>.Iterator

    private init(_ events: AsyncStream<FeedEvent>) { self.events = events.makeAsyncIterator() }

    /// Listens for as long as `body` takes; begins when the snapshot is there.
    static func listen(
        to broker: RunningBroker,
        _ body: (FeedWitness) async throws -> Void
    ) async throws {
        let (events, heard) = AsyncStream<FeedEvent>.makeStream()
        let feed = FeedSubscription(
            client: broker.desk,
            sleep: { try await Task.sleep(for: $0) },
            chance: { 0.5 },
            deliver: { if case .event(_, let event) = $0 { heard.yield(event) } }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await feed.run() }
            defer { group.cancelAll() }
            let witness = FeedWitness(events)
            try #require(await witness.next(), "the feed says nothing")
            try await body(witness)
        }
    }

    /// A call once it is as asked; the time limit of the test ends a wait in vain.
    func call(_ id: String, until isReached: (CallView) -> Bool) async throws -> CallView {
        while true {
            if let call = calls[id], isReached(call) { return call }
            guard await next() else { throw Silence(last: calls[id]) }
        }
    }

    private func next() async -> Bool {
        guard let event = await events.next(isolation: #isolation) else { return false }
        switch event {
        case .snapshot(let snapshot): for call in snapshot.calls { calls[call.callId] = call }
        case .call(let change):
            calls[change.call.callId] = change.call
            kinds[change.call.callId, default: []].append(change.kind)
        case .removed, .erased, .source, .stats, .notice: break
        }
        return true
    }

    /// The feed ended before the call was as expected.
    struct Silence: Error, CustomStringConvertible {
        let last: CallView?
        var description: String { "the call did not become as expected; last seen: \(last.map { "\($0)" } ?? "never")" }
    }
}
