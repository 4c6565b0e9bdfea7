import Logging

/// Hands on what an HTTP server logs, but for one line: where another listener can't listen, this one is cancelled, and calls
/// that an error of its own.
struct CancelledServing: LogHandler {
    private static let line = "Waiting on child channel: \(CancellationError())"

    private var handler: any LogHandler

    var logLevel: Logger.Level {
        get { handler.logLevel }
        set { handler.logLevel = newValue }
    }
    var metadata: Logger.Metadata {
        get { handler.metadata }
        set { handler.metadata = newValue }
    }
    var metadataProvider: Logger.MetadataProvider? {
        get { handler.metadataProvider }
        set { handler.metadataProvider = newValue }
    }

    private init(_ handler: any LogHandler) { self.handler = handler }

    /// A logger that leaves that line out.
    static func leftOut(of logger: Logger) -> Logger {
        Logger(label: logger.label) { _ in CancelledServing(logger.handler) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { handler[metadataKey: key] }
        set { handler[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        if event.message.description != Self.line { handler.log(event: event) }
    }
}
