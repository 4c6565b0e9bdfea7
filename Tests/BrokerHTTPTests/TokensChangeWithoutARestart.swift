import Broker
import BrokerAPI
import FoundationEssentials
import NIOHTTP1
import Synchronization
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct TokensChangeWithoutARestart {
    /// A file of tokens in memory.
    private final class File: Sendable {
        struct Unreadable: Error {}
        private let state = Mutex<(mark: String?, tokens: [String]?)>(("1", [Bench.token]))
        func become(_ mark: String?, _ tokens: [String]?) { state.withLock { $0 = (mark, tokens) } }
        var mark: String? { state.withLock { $0.mark } }
        func read() throws -> [String] {
            guard let tokens = state.withLock({ $0.tokens }) else { throw Unreadable() }
            return tokens
        }
    }

    private func expect(_ status: Int, _ platform: Exchanges, _ token: String) async throws {
        let answer = try await platform(.GET, Paths.metrics, authorization: "Bearer \(token)")
        #expect(answer.status == status, "\(token)")
    }

    @Test("A new token opens once it is in the file, the old one does until it is out; a bad file changes nothing")
    func rotated() async throws {
        let bench = try Bench()
        let (file, asked, pause) = (File(), Bell(), Bell())
        let reloading = TokenReloading(
            tokens: bench.tokens,
            ambience: bench.parts.ambience.passing(at: pause),
            logger: bench.parts.logger,
            asked: asked,
            mark: { file.mark },
            read: { try file.read() }
        )
        var logged = bench.logged.makeAsyncIterator()
        try await bench.withPlatform { platform in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await reloading.run() }
                _ = await first(&logged) { $0.hasPrefix("The tokens are others now") }
                try await expect(401, platform, "another")
                file.become("2", [Bench.token, "the-next-token"])
                asked.ring()
                _ = await first(&logged) { $0.hasPrefix("The tokens are others now") }
                try await expect(200, platform, Bench.token)
                try await expect(200, platform, "the-next-token")
                file.become(nil, nil)
                asked.ring()
                file.become("3", nil)
                asked.ring()
                let line = await first(&logged) { $0.hasPrefix("The tokens stay as they were") }
                #expect(line?.contains("token") == true && line?.contains("next") == false)
                try await expect(200, platform, "the-next-token")
                file.become("4", ["the-next-token"])
                pause.ring()
                _ = await first(&logged) { $0.hasPrefix("The tokens are others now") }
                try await expect(401, platform, Bench.token)
                try await expect(200, platform, "the-next-token")
                group.cancelAll()
            }
        }
    }
}
