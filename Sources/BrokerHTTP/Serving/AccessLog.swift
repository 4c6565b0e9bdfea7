import HTTPTypes
import Logging

/// One line a request at debug level, and one count: the route's template, never its path.
struct AccessLog: Sendable {
    /// Stands for a path that leads nowhere.
    static let noRoute = "-"

    let logger: Logger
    let uptime: @Sendable () -> Duration
    let listener: BrokerMetrics.Listener
    let metrics: BrokerMetrics

    var start: Duration { uptime() }

    func answered(
        _ method: HTTPRequest.Method,
        _ template: String,
        _ status: HTTPResponse.Status,
        since start: Duration
    ) {
        let took = uptime() - start
        metrics.answered(listener, method, template, status.code, took: took)
        guard logger.logLevel <= .debug else { return }
        logger.debug(
            "Answered",
            metadata: [
                "method": "\(method.rawValue)", "route": "\(template)", "status": "\(status.code)",
                "ms": "\(milliseconds(took))",
            ]
        )
    }
}
