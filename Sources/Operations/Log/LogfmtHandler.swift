import BrokerAPI
package import FoundationEssentials
package import Logging

/// Writes the log, a line an event: when, how grave, which module, what, and the metadata by name.
package struct LogfmtHandler: LogHandler {
    /// What is less grave is left out.
    package var logLevel: Logger.Level {
        get { own ?? threshold.level }
        set { own = newValue }
    }
    /// On every line of this logger.
    package var metadata: Logger.Metadata = [:]
    /// Metadata of the task, where there is any.
    package var metadataProvider: Logger.MetadataProvider?

    private let threshold: LogThreshold
    /// Set on this logger alone.
    private var own: Logger.Level?
    private let format: LogFormat
    private let output: LogOutput
    private let now: @Sendable () -> Date

    /// A handler.
    package init(
        threshold: LogThreshold = LogThreshold(.info),
        format: LogFormat = .text,
        output: LogOutput = .standardError,
        now: @escaping @Sendable () -> Date
    ) {
        self.threshold = threshold
        self.format = format
        self.output = output
        self.now = now
    }

    /// Makes this the handler of every logger of the process; once, before the first logger.
    package static func bootstrap(
        threshold: LogThreshold,
        format: LogFormat = .text,
        output: LogOutput = .standardError,
        now: @escaping @Sendable () -> Date
    ) {
        LoggingSystem.bootstrap { _ in LogfmtHandler(threshold: threshold, format: format, output: output, now: now) }
    }

    /// One piece of metadata.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    package func log(event: LogEvent) {
        var line = LogLine()
        line.add("at", WireDate.text(of: now()))
        line.add("level", event.level.rawValue)
        line.add("source", event.source)
        line.add("msg", event.message.description)
        if let error = event.error { line.add("error", "\(error)") }
        let taken = Set(line.fields.map(\.key))
        for (key, value) in flat(all(of: event)) { line.add(taken.contains(key) ? "\(key)_" : key, value) }
        output.take(line.bytes(in: format))
    }

    /// What is nearer to the event wins.
    private func all(of event: LogEvent) -> Logger.Metadata {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        return all
    }

    /// By name; a dictionary's values as `key.name`, an array's as `key.0`.
    private func flat(_ metadata: Logger.Metadata, below path: String = "") -> [(String, String)] {
        metadata.sorted { $0.key < $1.key }.flatMap { key, value in flat(value, path + key) }
    }

    private func flat(_ value: Logger.MetadataValue, _ path: String) -> [(String, String)] {
        switch value {
        case .string(let text): [(path, text)]
        case .stringConvertible(let value): [(path, value.description)]
        case .dictionary(let values): flat(values, below: "\(path).")
        case .array(let values): values.enumerated().flatMap { flat($1, "\(path).\($0)") }
        }
    }
}
