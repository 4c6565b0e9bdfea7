package import Broker
package import Logging
import ServiceLifecycle

/// Takes over the file of tokens when it changes, and when somebody asks: a rotation needs no restart.
package struct TokenReloading: Service {
    /// How often the file is looked at.
    private static let pause: Duration = .seconds(2)

    private let tokens: PlatformTokens
    private let ambience: Ambience
    private let logger: Logger
    private let asked: Bell
    private let mark: @Sendable () -> String?
    private let read: @Sendable () throws -> [String]

    /// `asked` is rung by whoever wants the file looked at now; `mark` tells one state of the file from another, nil where
    /// there is no file; `read` throws what keeps the tokens as they are.
    package init(
        tokens: PlatformTokens,
        ambience: Ambience,
        logger: Logger,
        asked: Bell,
        mark: @escaping @Sendable () -> String?,
        read: @escaping @Sendable () throws -> [String]
    ) {
        self.tokens = tokens
        self.ambience = ambience
        self.logger = logger
        self.asked = asked
        self.mark = mark
        self.read = read
    }

    /// Looks until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    /// Read once at the start, too: the file may have changed between its first reading and now.
    @concurrent private func watch() async {
        var last: String?
        while !Task.isCancelled {
            // A file that is away for a moment is being replaced.
            if let now = mark(), now != last {
                reload()
                last = now
            }
            await asked.wait(atMost: Self.pause, ambience)
        }
    }

    private func reload() {
        do {
            let new = try read()
            if tokens.replace(with: new) {
                logger.notice("The tokens are others now", metadata: ["count": "\(new.count)"])
            }
        } catch {
            logger.error("The tokens stay as they were", metadata: ["reason": "\(error)"])
        }
    }
}
