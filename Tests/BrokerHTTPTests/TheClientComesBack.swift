import Broker
import BrokerAPI
import BrokerClient
import FoundationEssentials
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct TheClientComesBack {
    /// A subscription that has lost its feed tries again when the bell is rung.
    private func withSubscription(
        _ bench: Bench,
        timing: ClientTiming = ClientTiming(),
        _ body: (inout AsyncStream<FeedNews>.Iterator, Bell) async throws -> Void
    ) async throws {
        let (news, sink) = AsyncStream<FeedNews>.makeStream()
        let again = Bell()
        try await DeskClient(socketPath: bench.socketPath).withClient(timing: timing) { client in
            let subscription = FeedSubscription(
                client: client,
                sleep: { _ in await again.wait() },
                chance: { 0 },
                deliver: { sink.yield($0) }
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await subscription.run() }
                var iterator = news.makeAsyncIterator()
                try await body(&iterator, again)
                group.cancelAll()
            }
        }
    }

    @Test("Across a listener's restart it goes on where it was; across a broker's it begins again")
    func restart() async throws {
        let bench = try Bench()
        try await withSubscription(bench) { news, again in
            #expect(await news.next(isolation: #isolation) == .connecting)
            #expect(await first(&news) { $0.isLost } == .lost(.unreachable("no broker has its socket here")))
            try await bench.withEncoder { encoder in
                try await bench.withDesks(encoder) { _ in
                    again.ring()
                    #expect(await first(&news) { $0.isEvent }?.snapshot?.calls.isEmpty == true)
                    try await bench.lookUp("c1")
                    #expect(await first(&news) { $0.isEvent }?.call?.callId == "c1")
                }
                #expect(await first(&news) { $0.isLost } != nil)
                try await bench.lookUp("c2")
                try await bench.withDesks(encoder) { _ in
                    again.ring()
                    #expect(await first(&news) { $0.isEvent }?.call?.callId == "c2")
                }
            }
            try await bench.withDesks { _ in
                again.ring()
                #expect(await first(&news) { $0.isEvent }?.snapshot?.calls.count == 2)
            }
        }
    }

    @Test("A feed without a byte is stale")
    func silence() async throws {
        let bench = try Bench(feed: { $0.heartbeat = .seconds(3600) })
        var timing = ClientTiming()
        timing.silence = .milliseconds(100)
        try await bench.withDesks { _ in
            try await withSubscription(bench, timing: timing) { news, again in
                #expect(await first(&news) { $0.isEvent }?.snapshot != nil)
                #expect(await first(&news) { $0.isLost } == .lost(.timedOut))
                again.ring()
                #expect(await first(&news) { $0 == .connected } == .connected)
            }
        }
    }

    @Test("A refusal is told in the broker's words")
    func refused() async throws {
        let bench = try Bench(nil)
        try await bench.withDesks { _ in
            try await withSubscription(bench) { news, _ in
                guard case .lost(.problem(let problem)) = await first(&news, where: { $0.isLost }) else {
                    throw Unexpected("not refused")
                }
                #expect(problem.slug == .forbidden)
            }
        }
    }

    @Test("Tries come further apart, up to five seconds, and never at the same moment")
    func backoff() async throws {
        let bench = try Bench()
        let (waits, sink) = AsyncStream<Duration>.makeStream()
        try await DeskClient(socketPath: bench.socketPath).withClient { client in
            let subscription = FeedSubscription(
                client: client,
                sleep: { sink.yield($0) },
                chance: { 0.5 },
                deliver: { _ in }
            )
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await subscription.run() }
                var steps: [Duration] = []
                for await wait in waits {
                    steps.append(wait)
                    if steps.count == 7 { break }
                }
                let expected: [Duration] = [0.15, 0.3, 0.6, 1.2, 2.4, 3.75, 3.75].map { .seconds($0) }
                #expect(zip(steps, expected).allSatisfy { abs(($0 - $1) / .milliseconds(1)) < 1 }, "\(steps)")
                group.cancelAll()
            }
        }
    }
}

extension FeedNews {
    fileprivate var isLost: Bool { if case .lost = self { true } else { false } }
    fileprivate var isEvent: Bool { if case .event = self { true } else { false } }
    fileprivate var snapshot: Snapshot? { if case .event(_, .snapshot(let snapshot)) = self { snapshot } else { nil } }
    fileprivate var call: CallView? { if case .event(_, .call(let change)) = self { change.call } else { nil } }
}
