import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression
import Synchronization

/// The connections of all sources: sources that give one equally long to be made share a client.
///
/// A client follows no redirect and decompresses within an answer's size.
package final class SourceConnections: Sendable {
    /// Connections to one host at once.
    private static let perHost = 128

    private let clients = Mutex<[Duration: HTTPClient]>([:])

    /// None yet; whoever makes it shuts it down.
    package init() {}

    /// The client whose connections may take so long to be made.
    func client(connect: Duration) -> HTTPClient {
        clients.withLock { clients in
            if let client = clients[connect] { return client }
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration(connect))
            clients[connect] = client
            return client
        }
    }

    /// Ends all of them; connectors that were made with them can't ask any more.
    package func shutdown() async throws {
        let open = clients.withLock { clients in
            defer { clients = [:] }
            return Array(clients.values)
        }
        var failure: (any Error)?
        for client in open {
            do { try await client.shutdown() } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private static func configuration(_ connect: Duration) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .enabled(limit: .size(SourceLimits.crm.body))
        configuration.timeout.connect = TimeAmount(connect)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = perHost
        // A source that refuses connections is down now: whether to try again is the queue's to decide, not the pool's.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(30)
        return configuration
    }
}
