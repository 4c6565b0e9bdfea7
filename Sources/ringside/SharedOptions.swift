import ArgumentParser
import FoundationEssentials
import Logging
import Operations
import Sandbox

/// Whom the stand-in systems know.
struct PeopleOptions: ParsableArguments {
    @Option(help: "The people of the stand-in systems; instead of the built-in ones.")
    var people: String?
    @Option(help: "So many made-up people instead.")
    var population: Int?
    @Option(help: "What the made-up people are made from: the same seed, the same people.")
    var seed: UInt64 = 1

    func validate() throws {
        if people != nil && population != nil { throw ValidationError("--people and --population exclude each other.") }
        if let population, !(1...1_000_000).contains(population) {
            throw ValidationError("--population: expected 1 to 1000000, found \(population)")
        }
    }

    func sandboxOptions() throws -> SandboxOptions {
        var options = SandboxOptions(people: try chosen())
        options.seed = seed
        return options
    }

    private func chosen() throws -> People {
        if let population { return People.population(population, seed: seed) }
        guard let people else { return try People.embedded() }
        guard let text = try? String(contentsOfFile: people, encoding: .utf8) else {
            throw Sentence("\(people): can't be read as text")
        }
        return try People.parse(yaml: text, file: people)
    }
}

/// What is logged, and how.
struct LogOptions: ParsableArguments {
    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: String?
    @Option(help: "text or json.")
    var logFormat: String?

    func validate() throws {
        if let logLevel, Logger.Level(rawValue: logLevel) == nil {
            throw ValidationError(
                "--log-level: expected trace, debug, info, notice, warning, error or critical, found \(logLevel)"
            )
        }
        if let logFormat, LogFormat(rawValue: logFormat) == nil {
            throw ValidationError("--log-format: expected text or json, found \(logFormat)")
        }
    }

    @discardableResult func bootstrap(_ configuration: Configuration, to output: LogOutput) -> LogThreshold {
        let threshold = LogThreshold(level ?? configuration.logLevel)
        LogfmtHandler.bootstrap(
            threshold: threshold,
            format: logFormat.flatMap { LogFormat(rawValue: $0) } ?? configuration.logFormat,
            output: output,
            now: { Date() }
        )
        return threshold
    }

    /// A broker's log, in a file where the configuration names one.
    func begin(_ configuration: Configuration) throws(Refusal) -> RunningLog {
        let file = try configuration.logFile.map { path throws(Refusal) in
            try LogFile(path, retention: configuration.retention, now: { Date() })
        }
        let threshold = bootstrap(configuration, to: file?.output ?? .standardError)
        return RunningLog(threshold: threshold, asked: level, file: file)
    }

    private var level: Logger.Level? { logLevel.flatMap { Logger.Level(rawValue: $0) } }
}
