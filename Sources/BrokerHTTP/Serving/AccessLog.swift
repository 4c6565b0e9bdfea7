import HTTPTypes
import Logging

/// One line a request at debug level: the route's template, never its path.
struct AccessLog: Sendable {
    let logger: Logger
    let uptime: @Sendable () -> Duration

    var start: Duration { logger.logLevel <= .debug ? uptime() : .zero }

    func answered(
        _ method: HTTPRequest.Method,
        _ template: String,
        _ status: HTTPResponse.Status,
        since start: Duration
    ) {
        guard logger.logLevel <= .debug else { return }
        logger.debug(
            "Answered",
            metadata: [
                "method": "\(method.rawValue)", "route": "\(template)", "status": "\(status.code)",
                "ms": "\(milliseconds(uptime() - start))",
            ]
        )
    }
}
