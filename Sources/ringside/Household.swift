import AsyncHTTPClient
import Broker
import BrokerHTTP
import Connectors
import Logging
import Operations
import Sandbox
import ServiceLifecycle
import Store
import UnixSignals

/// A broker that answers, and the stand-in systems where it has them.
struct RunningHouse: Sendable {
    let platformOrigin: String
    let socketPath: String
    let tokens: TokenFile
    let sandboxOrigin: String?
}

/// Runs a house, and sandbox systems beside it, for as long as somebody needs it.
enum Household {
    /// What ends it.
    enum Ending: Sendable {
        /// The work of `body`.
        case body
        /// A signal or a failure; `body` is over long before.
        case house
    }

    /// Runs a broker with configured systems until a signal.
    static func run(
        _ plan: Plan,
        signals: [UnixSignal],
        until ending: Ending,
        _ body: @escaping @Sendable (RunningHouse) async throws -> Void
    ) async throws {
        let house = try await Composition.house(plan)
        do {
            try await run(house, plan, signals, ending, body)
        } catch {
            await close(house)
            throw error
        }
        await close(house)
    }

    /// As `run`, with the stand-in systems in the same process; `plan` is made once their origin is known.
    static func runWithSandbox(
        _ options: SandboxOptions,
        logger: Logger,
        signals: [UnixSignal],
        until ending: Ending,
        plan: @escaping @Sendable (_ origin: String) throws -> Plan,
        _ body: @escaping @Sendable (RunningHouse) async throws -> Void
    ) async throws {
        let sandbox = SandboxServer(options: options, logger: logger)
        try await sandbox.run { origin in
            let plan = try plan(origin)
            try await run(plan, signals: signals, until: ending) { house in
                if let token = plan.tokens.tokens.first {
                    sandbox.setBroker(url: house.platformOrigin, token: token.text)
                }
                try await body(house)
            }
        }
    }

    private static func run(
        _ house: House,
        _ plan: Plan,
        _ signals: [UnixSignal],
        _ ending: Ending,
        _ body: @escaping @Sendable (RunningHouse) async throws -> Void
    ) async throws {
        var configuration = ServiceGroupConfiguration(
            services: house.services.map { .init(service: $0) },
            gracefulShutdownSignals: signals,
            logger: quiet(house.logger)
        )
        configuration.maximumGracefulShutdownDuration = .seconds(8)
        let services = ServiceGroup(configuration: configuration)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            group.addTask {
                guard let running = await running(house, plan) else { return }
                try await body(running)
                if ending == .body { await services.triggerGracefulShutdown() }
            }
            try await group.waitForAll()
        }
    }

    /// Nil where a listener can't listen: its own failure tells why.
    private static func running(_ house: House, _ plan: Plan) async -> RunningHouse? {
        guard let port = await house.platform.boundPort, await house.desk.isListening else { return nil }
        var sandbox: String?
        if case .sandbox(let origin) = plan.systems { sandbox = origin }
        let address = ListenAddress(host: plan.listen.host, port: port)
        return RunningHouse(
            platformOrigin: "\(plan.configuration.tls == nil ? "http" : "https")://\(address)",
            socketPath: plan.socketPath,
            tokens: plan.tokens,
            sandboxOrigin: sandbox
        )
    }

    private static func close(_ house: House) async {
        await house.store.close()
        // Connections that can't be closed in order close with the process.
        try? await house.connections.shutdown()
    }

    private static func quiet(_ logger: Logger) -> Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }
}
