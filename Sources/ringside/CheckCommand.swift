import ArgumentParser
import Broker
import Connectors
import FoundationEssentials
import Identity
import Logging
import Operations
import PhoneNumbers
import Store

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says what is wrong before a broker is started, and how to mend it.",
        discussion: """
            Looks at the configuration, the folders and files with their rights, keys, tokens, the desks' socket and the \
            disk, asks each service and table of each system what a call will ask of it, and compares the clocks. Nothing is \
            made and nothing is written anywhere; that our users may write shows only at the first call. Ends with 1 where \
            something is wrong, and with 2 where the named configuration can't be read.
            """
    )

    @Option(help: "The configuration; instead of /etc/ringside/ringside.yaml and the user's own.")
    var config: String?
    @Option(help: "The desks' Unix socket.")
    var socket: String?
    @Option(help: "The folder of journal and keys.")
    var state: String?
    @Option(help: "The file of the contact centre's tokens.")
    var tokenFile: String?

    @Flag(help: "Print the configuration that counts, with the place of each value, and look at nothing else.")
    var printConfig = false

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        if printConfig { return try printConfiguration(environment) }
        let looked: (configuration: Configuration?, findings: [Finding])
        do throws(Refusal) {
            looked = try Configuration.check(config, environment: environment)
        } catch {
            throw refuse(error)
        }
        var findings = looked.findings
        if let configuration = looked.configuration {
            let files = FileChecks(
                configuration,
                environment: environment,
                state: state,
                tokenFile: tokenFile,
                socket: socket
            )
            findings += files.findings { SQLiteJournal.exists(in: $0) }
            if let state = try? files.stateDirectory() { findings.append(DiskCheck.finding(folder: state.path)) }
            findings += prefixes(configuration, files) + desks(configuration)
            findings += await sources(configuration, environment)
        }
        findings.lines.forEach { print($0) }
        if !findings.isClean { throw ExitCode(1) }
    }

    /// Without systems or a state directory, that is told already.
    private func prefixes(_ configuration: Configuration, _ files: FileChecks) -> [Finding] {
        guard let systems = try? configuration.systems(), let state = try? files.stateDirectory() else { return [] }
        return [PrefixBook(state).finding(systems.prefixHolders)]
    }

    private func desks(_ configuration: Configuration) -> [Finding] {
        do throws(ConfigurationFailure) {
            _ = try configuration.staffOfThisMachine()
            return [configuration.deskFinding(own: .own())]
        } catch {
            return error.refusals.map { Finding("desks", $0) }
        }
    }

    private func sources(_ configuration: Configuration, _ environment: [String: String]) async -> [Finding] {
        do throws(Refusal) {
            return await ask(try configuration.systems(), configuration.region, environment)
        } catch {
            return [Finding("systems", error)]
        }
    }

    private func ask(
        _ systems: ConnectedSystems,
        _ region: String,
        _ environment: [String: String]
    ) async -> [Finding] {
        let secrets = systems.secretRefusals(environment: environment) { SigningKey(pem: $0) != nil }
        let connections = SourceConnections()
        let findings: [Finding]
        do throws(Refusal) {
            let connected = try Connected(
                .configured(systems),
                SourceParts(connections: connections, phones: PhoneNumberLibrary(), ambience: .live),
                region: region,
                environment: environment,
                logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() }
            )
            findings = await connected.findings(systems)
        } catch {
            // The first that can't be set up may be one of those; the others are told with it.
            findings = (secrets.contains(error) ? secrets : secrets + [error]).map { Finding("systems", $0) }
        }
        // All was asked: a connection that does not close in order changes nothing.
        try? await connections.shutdown()
        return findings
    }
}

extension Connected {
    fileprivate func findings(_ systems: ConnectedSystems) async -> [Finding] {
        let uptime = Ambience.live.uptime
        let found = await CheckSources(crms: crms, erp: erp, platform: platform, uptime: uptime).run()
        var asked: [(health: SourceHealth, system: AskedSystem)] = [(platform.health(), .platform(systems.platform))]
        asked += zip(crms, systems.crms).map { ($0.health(), .crm($1)) }
        if let erp, let system = systems.erp { asked.append((erp.health(), .erp(system))) }
        return asked.flatMap { asked in [Finding](found.filter { $0.source == asked.health.name }, of: asked.system) }
            + [ClockCheck.finding(asked.map(\.health))].compactMap(\.self)
    }
}
