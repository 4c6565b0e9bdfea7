import Broker
import Logging
import Operations
import ServiceLifecycle

/// A log that can be changed while the broker runs.
struct RunningLog: Sendable {
    let threshold: LogThreshold
    /// What the command line asked for goes before any configuration.
    let asked: Logger.Level?
    /// Nil where it goes to standard error.
    let file: LogFile?

    func follow(_ configuration: Configuration) {
        threshold.level = asked ?? configuration.logLevel
        file?.keep(for: configuration.retention)
    }
}

/// Looks after a log's files once an hour, also where nothing is logged.
struct LogKeeping: Service {
    let file: LogFile
    let ambience: Ambience

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Cancelled is as good as slept: the loop's condition sees it.
                try? await ambience.sleep(.seconds(3_600))
                file.tidy()
            }
        }
    }
}
