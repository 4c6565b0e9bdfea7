import ArgumentParser
import Broker
import BrokerAPI
import FoundationEssentials
import Glibc
import Logging
import Operations
import Sandbox
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "The broker: answers the contact centre, and tells the desks."
    )

    @Option(help: "The configuration; instead of /etc/ringside/ringside.yaml and the user's own.")
    var config: String?
    @Option(help: "Where the contact centre reaches the broker: HOST:PORT, port 0 for a free one.")
    var listen: String?
    @Option(help: "The desks' Unix socket.")
    var socket: String?
    @Option(help: "The folder of journal and keys.")
    var state: String?
    @Option(help: "The file of the contact centre's tokens, one a line.")
    var tokenFile: String?
    @Flag(help: "Stand-in contact centre, CRM and ERP in the same process; no configuration needed.")
    var sandbox = false
    @OptionGroup var people: PeopleOptions
    @OptionGroup var logs: LogOptions

    func run() async throws {
        do {
            let environment = ProcessInfo.processInfo.environment
            let loaded = try LoadedConfiguration.load(config, environment: environment)
            let configuration = loaded.configuration
            let rereading = RereadingPlan(
                loaded: loaded,
                read: { [config] () throws(ConfigurationFailure) in
                    try LoadedConfiguration.load(config, environment: environment)
                },
                namedTokenFile: tokenFile,
                log: try logs.begin(configuration)
            )
            let logger = Logger(label: "ringside")
            if sandbox {
                try await serveSandbox(configuration, environment, logger, rereading)
            } else {
                let systems = try configuration.systems()
                let plan = try plan(configuration, environment, logger, .configured(systems), rereading)
                try await Household.run(plan, signals: [.sigterm, .sigint], until: .house) { house in
                    logger.notice(
                        "Ready",
                        metadata: ["platform": "\(house.platformOrigin)", "socket": "\(house.socketPath)"]
                    )
                }
            }
        } catch {
            throw refuse(error)
        }
    }

    private func serveSandbox(
        _ configuration: Configuration,
        _ environment: [String: String],
        _ logger: Logger,
        _ rereading: RereadingPlan
    ) async throws {
        let options = try people.sandboxOptions()
        try await Household.runWithSandbox(
            options,
            logger: logger,
            signals: [.sigterm, .sigint],
            until: .house,
            plan: { try self.plan(configuration, environment, logger, .sandbox(origin: $0), rereading) },
            { try $0.announce() }
        )
    }

    private func plan(
        _ configuration: Configuration,
        _ environment: [String: String],
        _ logger: Logger,
        _ systems: ConnectedSystemsPlan,
        _ rereading: RereadingPlan
    ) throws -> Plan {
        let socket = try DeskSocket(socket ?? configuration.deskSocket, environment: environment, uid: getuid())
        let group = try configuration.deskGroup?.id()
        try socket.prepareFolder(for: group)
        let state = try StateDirectory.prepare(state ?? configuration.stateDirectory, environment: environment)
        if case .configured(let connected) = systems { try PrefixBook(state).keep(connected.prefixHolders) }
        if configuration.mapsNobody {
            logger.notice(
                "No desk is configured: this user is a supervisor who sees all",
                metadata: ["uid": "\(getuid())"]
            )
        }
        return Plan(
            configuration: configuration,
            systems: systems,
            state: state,
            socketPath: socket.path,
            deskGroup: group,
            listen: try listenAddress(configuration),
            tokens: try tokens(configuration, state, environment),
            staff: try configuration.staffOfThisMachine(),
            environment: environment,
            logger: logger,
            rereading: rereading
        )
    }

    private func listenAddress(_ configuration: Configuration) throws -> ListenAddress {
        guard let listen else { return configuration.platformAddress }
        guard let address = ListenAddress(listen) else {
            throw Sentence("--listen: expected HOST:PORT such as 127.0.0.1:8080, found \(listen)")
        }
        return address
    }

    /// The sandbox makes its own file where none is named: there is no platform that could know another token.
    private func tokens(
        _ configuration: Configuration,
        _ state: StateDirectory,
        _ environment: [String: String]
    ) throws -> TokenFile {
        if let file = tokenFile ?? configuration.tokenFile { return try TokenFile.read(file, environment: environment) }
        guard sandbox else {
            throw Sentence(
                "no token file: name one with --token-file, or as platform_listener.token_file in the configuration"
            )
        }
        return try TokenFile.readOrMake(state.file("tokens"), environment: environment)
    }
}

extension RunningHouse {
    private struct ReadyLine: Encodable {
        let platform: String
        let socket: String
        let sandbox: String?
        let tokenFile: String
    }

    /// One line of JSON on standard output: where everything is.
    func announce() throws {
        let line = ReadyLine(
            platform: platformOrigin,
            socket: socketPath,
            sandbox: sandboxOrigin,
            tokenFile: tokens.path
        )
        var data = try WireDate.encoder().encode(line)
        data.append(UInt8(ascii: "\n"))
        data.withUnsafeBytes { _ = write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}

extension Configuration {
    func staffOfThisMachine() throws(ConfigurationFailure) -> Staff {
        try staff(own: .own(), uid: { UserAccount.uid(of: $0) })
    }
}
