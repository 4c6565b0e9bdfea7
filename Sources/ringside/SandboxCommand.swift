import ArgumentParser
import BrokerAPI
import FoundationEssentials
import Glibc
import Logging
import Operations
import Sandbox
import ServiceLifecycle
import UnixSignals

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Stand-in contact centre, CRM and ERP over real HTTP, with faults."
    )

    @Option(help: "Where the stand-ins listen: HOST:PORT, port 0 for a free one.")
    var listen = "127.0.0.1:8090"
    @Option(help: "The broker's platform listener, such as http://127.0.0.1:8080: where calls are placed.")
    var broker: String?
    @Option(help: "The file with the broker's token.")
    var tokenFile: String?
    @OptionGroup var people: PeopleOptions
    @OptionGroup var logs: LogOptions

    func validate() throws {
        if (broker == nil) != (tokenFile == nil) { throw ValidationError("--broker and --token-file belong together.") }
    }

    func run() async throws {
        do {
            logs.bootstrap(Configuration(), to: .standardError)
            guard let address = ListenAddress(listen) else {
                throw Sentence("--listen: expected HOST:PORT such as 127.0.0.1:8090, found \(listen)")
            }
            var options = try people.sandboxOptions()
            options.host = address.host
            options.port = address.port
            try await serve(SandboxServer(options: options, logger: Logger(label: "sandbox"), broker: try target()))
        } catch {
            throw refuse(error)
        }
    }

    private func serve(_ server: SandboxServer) async throws {
        let group = ServiceGroup(
            services: [SandboxService(server: server)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "sandbox")
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                guard let origin = await server.origin else { return }
                let line = "{\"sandbox\":\"\(origin)\"}\n"
                _ = line.withCString { write(STDOUT_FILENO, $0, strlen($0)) }
            }
            try await tasks.waitForAll()
        }
    }

    private func target() throws -> BrokerTarget? {
        guard let broker, let tokenFile else { return nil }
        let tokens = try TokenFile.read(tokenFile, environment: ProcessInfo.processInfo.environment)
        return tokens.tokens.first.map { BrokerTarget(url: broker, token: $0.text) }
    }
}

private struct SandboxService: Service {
    let server: SandboxServer
    func run() async throws { try await server.run() }
}
