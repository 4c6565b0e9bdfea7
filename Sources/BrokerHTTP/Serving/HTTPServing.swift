import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// What both listeners have in common: bounds, time-outs, and a log that keeps Hummingbird's own lines out.
enum HTTPServing {
    static func server(
        _ channel: some ServerChildChannel,
        at address: BindAddress,
        maximumConnections: Int,
        logger: Logger,
        bound: @escaping @Sendable (any Channel) -> Void
    ) -> any Service {
        var quiet = CancelledServing.leftOut(of: logger)
        quiet.logLevel = max(logger.logLevel, .warning)
        return channel.server(
            configuration: ServerConfiguration(
                address: address,
                backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(maximumConnections, logger: quiet)
            ),
            onServerRunning: { bound($0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: quiet
        )
    }

    /// Header fields have bounds of their own: 16 KiB and 100 fields.
    static var decoderLimits: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 16 * 1024
        limits.maxHeaderListSize = 16 * 1024
        limits.maxHeaderFieldCount = 100
        return limits
    }

    static func configuration(idleTimeout: Duration) -> HTTP1Channel.Configuration {
        let limits = decoderLimits
        return HTTP1Channel.Configuration(
            idleTimeout: TimeAmount(idleTimeout),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: limits.maxHeaderFieldSize,
                maxHeaderListSize: limits.maxHeaderListSize,
                maxHeaderFieldCount: limits.maxHeaderFieldCount
            )
        )
    }
}
