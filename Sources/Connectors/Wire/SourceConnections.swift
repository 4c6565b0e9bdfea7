package import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression

/// The connections that all sources share.
package enum SourceConnections {
    /// A client that follows no redirect, decompresses within `body` bytes and opens at most `perHost` connections to
    /// one host.
    ///
    /// The caller shuts it down.
    package static func open(
        connect: Duration = .seconds(1),
        body: Int = SourceLimits.crm.body,
        perHost: Int = 128
    ) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .enabled(limit: .size(body))
        configuration.timeout.connect = TimeAmount(connect)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = perHost
        // A source that refuses connections is down now: whether to try again is the queue's to decide, not the pool's.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(30)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}
