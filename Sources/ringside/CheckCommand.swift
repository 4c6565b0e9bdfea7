import ArgumentParser
import AsyncHTTPClient
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
            disk, and asks each system what a call will ask of it. Nothing is made and nothing is written anywhere; that \
            our users may write shows only at the first call. Ends with 1 where something is wrong.
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

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        var (configuration, findings) = Configuration.check(config, environment: environment)
        if let configuration {
            let files = FileChecks(
                configuration,
                environment: environment,
                state: state,
                tokenFile: tokenFile,
                socket: socket
            )
            findings += files.findings { SQLiteJournal.exists(in: $0) }
            if let state = try? files.stateDirectory() { findings.append(DiskCheck.finding(folder: state.path)) }
            findings += await sources(configuration, environment)
        }
        findings.lines.forEach { print($0) }
        if !findings.isClean { throw ExitCode(1) }
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
        let http = SourceConnections.open()
        let findings: [Finding]
        do throws(Refusal) {
            let connected = try Connected(
                .configured(systems),
                http: http,
                phones: PhoneNumberLibrary(),
                region: region,
                ambience: .live,
                environment: environment,
                logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() },
                onChange: { _ in }
            )
            findings = await connected.findings(systems)
        } catch {
            findings = [Finding("systems", error)]
        }
        // All was asked: a connection that does not close in order changes nothing.
        try? await http.shutdown()
        return findings
    }
}

extension Connected {
    fileprivate func findings(_ systems: ConnectedSystems) async -> [Finding] {
        let uptime = Ambience.live.uptime
        var addresses = zip(crms, systems.crms).reduce(into: [:]) { $0[$1.0.health().name] = $1.1.baseURL }
        addresses[platform.health().name] = systems.platform.address
        if let erp { addresses[erp.health().name] = systems.erp?.baseURL }
        let found = await CheckSources(crms: crms, erp: erp, platform: platform, uptime: uptime).run()
        return found.map { Finding($0, address: addresses[$0.source] ?? $0.source.rawValue) }
    }
}
