import ArgumentParser
import AsyncHTTPClient
import Broker
import FoundationEssentials
import Glibc
import Operations
import Sandbox

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Calls against a broker, from the first question to the end of the agent's work.",
        discussion: """
            Each question is sent when it is due, whether or not earlier ones have been answered; times count from then. \
            Ends with 1 where something was refused, or answered so late that a platform would have given up.
            """
    )

    @Option(help: "The broker's platform listener, such as http://127.0.0.1:8080.")
    var broker: String
    @Option(help: "The file with the broker's token.")
    var tokenFile: String
    @Option(help: "Calls a second, on average.")
    var rate = 5.0
    @Option(help: "steady, burst, busy-hour or reconnect-storm.")
    var pattern = CallPattern.steady
    @Option(help: "How long calls begin: 30s, 10m, 1h.")
    var duration = "30s"
    @Option(help: "table or json; else a table on a terminal, json elsewhere.")
    var format: String?
    @OptionGroup var people: PeopleOptions

    func validate() throws {
        guard (0.01...20_000).contains(rate) else {
            throw ValidationError("--rate: expected 0.01 to 20000 calls a second, found \(rate)")
        }
        guard Self.seconds(duration) != nil else {
            throw ValidationError("--duration: expected 30s, 10m or 1h, a day at most; found \(duration)")
        }
        guard broker.hasPrefix("http://") || broker.hasPrefix("https://") else {
            throw ValidationError("--broker: expected an origin such as http://127.0.0.1:8080, found \(broker)")
        }
        guard let format, SheetFormat(rawValue: format) == nil || format == "csv" else { return }
        throw ValidationError("--format: expected table or json, found \(format)")
    }

    func run() async throws {
        let output = SimulateOutput(asTable: format.map { $0 == "table" } ?? (isatty(STDOUT_FILENO) == 1))
        do {
            let (target, options) = (try target(), try options())
            try await interruptibly {
                let report = try await HTTPClient.simulating { client in
                    let simulator = CallSimulator(client: client, broker: target, now: Ambience.live.now)
                    return await simulator.run(options) { output.tell($0, of: options.seconds) }
                }
                // A run that is interrupted tells what it has seen.
                try output.finish(report)
                try Task.checkCancellation()
                if report.isSilent { throw Sentence(Self.silence(report, broker)) }
                if !report.isClean { throw ExitCode(1) }
            }
        } catch let code as ExitCode {
            output.endBar()
            throw code
        } catch {
            output.endBar()
            throw refuse(error)
        }
    }

    private static func silence(_ report: SimulationReport, _ broker: String) -> String {
        switch report.failures.max(by: { $0.value < $1.value })?.key {
        case 401: "\(broker): the broker does not take this token"
        case let status? where status > 0: "\(broker): no lookup was answered; it said \(status)"
        default: "\(broker): nobody answers there"
        }
    }

    private func target() throws -> BrokerTarget {
        let tokens = try TokenFile.read(tokenFile, environment: ProcessInfo.processInfo.environment)
        let origin = broker.hasSuffix("/") ? String(broker.dropLast()) : broker
        return BrokerTarget(url: origin, token: tokens.tokens.first?.text ?? "")
    }

    private func options() throws -> SimulationOptions {
        let numbers = try people.sandboxOptions().people.entries.flatMap(\.numbers)
        let run = String(UInt64.random(in: .min ... .max), radix: 36)
        var options = SimulationOptions(
            rate: rate,
            seconds: Self.seconds(duration) ?? 0,
            numbers: numbers,
            run: run
        )
        (options.pattern, options.seed) = (pattern, people.seed)
        return options
    }

    static func seconds(_ text: String) -> Double? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        guard let unit = text.last.flatMap({ units[$0] }), let count = UInt32(text.dropLast()), text.first != "+" else {
            return nil
        }
        let seconds = Double(count) * unit
        return (1...86_400).contains(seconds) ? seconds : nil
    }
}

extension CallPattern: ExpressibleByArgument {}

extension HTTPClient {
    fileprivate static func simulating(
        _ body: (HTTPClient) async -> SimulationReport
    ) async throws -> SimulationReport {
        try await withHTTPClient(configuration: CallSimulator.clientConfiguration) { await body($0) }
    }
}
