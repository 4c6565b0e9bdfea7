import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Testing

@testable import Sandbox

/// A broker that knows nothing but its script: it answers lookups as told and keeps what it is sent.
final class FakeBroker: Sendable {
    enum Behaviour: Sendable {
        case answer(JSON)
        case fail(Int)
        case neverAnswer
    }

    private let behaviour: Behaviour
    private let lookups = Protected<[JSON]>([])
    private let events = Protected<[JSON]>([])
    private let tokens = Protected<Set<String>>([])
    private let growing = AsyncStream<[JSON]>.makeStream()

    init(_ behaviour: Behaviour) { self.behaviour = behaviour }

    var seenLookups: [JSON] { lookups.value }
    var seenEvents: [JSON] { events.value }
    var seenTokens: Set<String> { tokens.value }

    /// The events, once there are so many of them.
    func events(atLeast count: Int) async -> [JSON] {
        for await events in growing.stream where events.count >= count { return events }
        return seenEvents
    }

    func run(_ body: (BrokerTarget) async throws -> Void) async throws {
        let bound = Latch<Int>()
        let router = Router()
        router.post("/api/v1/genesys/lookup") { request, _ in try await self.lookup(request) }
        router.post("/api/v1/genesys/events") { request, _ in try await self.take(request) }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { bound.open($0.localAddress?.port ?? 0) },
            logger: Logger(label: "broker", factory: quiet)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            let port = try #require(await bound.wait())
            try await body(BrokerTarget(url: "http://127.0.0.1:\(port)", token: "secret"))
            group.cancelAll()
        }
    }

    private func lookup(_ request: Request) async throws -> Response {
        let json = try await read(request)
        lookups.change { $0.append(json) }
        switch behaviour {
        case .answer(let answer): return Answer.json(200, answer).response
        case .fail(let status): return Answer.json(status, [:]).response
        case .neverAnswer:
            _ = await Latch<Void>().wait()
            return Answer.json(200, [:]).response
        }
    }

    private func take(_ request: Request) async throws -> Response {
        let json = try await read(request)
        events.change { events in
            events += json.elements ?? [json]
            growing.continuation.yield(events)
        }
        return Answer.json(202, [:]).response
    }

    private func read(_ request: Request) async throws -> JSON {
        let token = request.headers[.authorization] ?? ""
        tokens.change { $0.insert(token) }
        let body = try await request.body.collect(upTo: 65_536)
        return try JSONReader.read(Array(body.readableBytesView))
    }
}
