import Broker
import BrokerAPI
import Logging
import NIOHTTP1
import ServiceLifecycle
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct AShutdownWaitsForNobody {
    @Test("Feeds that have no end, and connections kept alive, end with the broker")
    func graceful() async throws {
        let bench = try Bench()
        let encoder = try await FeedEncoder.open(
            parts: bench.parts,
            options: FeedOptions(version: "1.0", startedAt: Moment.start),
            reserve: { bench.reserve($0) }
        )
        let options = DeskListenerOptions(socketPath: bench.socketPath)
        let desks = DeskListener(options: options, parts: bench.parts, feed: encoder)
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [encoder, desks], logger: bench.parts.logger)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            #expect(await desks.isListening)
            let desk = DeskClient(socketPath: bench.socketPath)
            var feed = try await desk.feed()
            #expect(try await feed.next()?.name == "snapshot")
            let answer = try await desk.raw(.GET, Paths.me)
            #expect(answer.status == 200)
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            // The connection is cut off rather than ended: a reader comes back either way.
            let last = try? await feed.next()
            #expect(last == nil)
        }
    }

    @Test("A port that is taken is told in a sentence, and nobody waits for it")
    func taken() async throws {
        let bench = try Bench()
        try await bench.withPlatform { platform in
            var options = PlatformListenerOptions()
            options.port = try #require(platform.origin.split(separator: ":").last.flatMap { Int($0) })
            let second = PlatformListener(options: options, tokens: PlatformTokens([]), parts: bench.parts) { [] }
            let failure = await #expect(throws: ListenerFailure.self) { try await second.run() }
            #expect(
                failure?.description == "127.0.0.1:\(options.port) can't be listened on: address already in use."
            )
            #expect(await second.boundPort == nil)
        }
    }
}
