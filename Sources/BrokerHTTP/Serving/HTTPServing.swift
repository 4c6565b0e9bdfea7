import HummingbirdCore
import Logging
import NIOCore
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
        var quiet = logger
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
    static func configuration(idleTimeout: Duration) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: TimeAmount(idleTimeout),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: 16 * 1024,
                maxHeaderListSize: 16 * 1024,
                maxHeaderFieldCount: 100
            )
        )
    }
}
