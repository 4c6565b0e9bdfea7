package import Broker
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The listener that desks reach: HTTP over a Unix socket, each peer known by its uid.
package final class DeskListener: Service {
    private let options: DeskListenerOptions
    private let responder: DeskResponder
    private let bound = BoundAddress()

    /// A listener that tells the feed of an encoder.
    package init(
        options: DeskListenerOptions,
        parts: BrokerParts,
        feed: FeedEncoder,
        metrics: BrokerMetrics = .none
    ) {
        self.options = options
        responder = DeskResponder(
            parts: parts,
            feed: FeedTelling(parts: parts, encoder: feed),
            log: AccessLog(
                logger: parts.logger,
                uptime: parts.ambience.uptime,
                listener: .desk,
                metrics: metrics
            )
        )
    }

    /// Waits until desks can connect; false where they never will, or when the waiting task is cancelled.
    package var isListening: Bool { get async { await bound.port != nil } }

    /// Serves until cancelled or until a graceful shutdown; throws a `ListenerFailure` where the socket can't be made.
    package func run() async throws {
        defer { bound.settle(nil) }
        let socket = try DeskSocket.claim(options.socketPath, groupID: options.groupID)
        try socket.removeStale()
        defer { socket.remove() }
        let server = HTTPServing.server(
            channel,
            at: .unixDomainSocket(path: socket.path),
            maximumConnections: options.maximumConnections,
            logger: responder.log.logger,
            bound: { self.admitDesks(to: socket, on: $0) }
        )
        do { try await server.run() } catch {
            throw ListenerFailure("\(socket.path) can't be listened on: \(reason(of: error)).")
        }
    }

    private var channel: PeerChannel {
        let responder = responder
        return PeerChannel(configuration: HTTPServing.configuration(idleTimeout: options.idleTimeout)) {
            request,
            writer,
            channel,
            uid in
            try await responder.respond(to: request, with: writer, on: channel, peer: uid)
        }
    }

    /// A socket that can't be made private is closed again: the directory has kept everybody else out so far.
    private func admitDesks(to socket: DeskSocket, on channel: any Channel) {
        do throws(ListenerFailure) {
            try socket.restrict()
            bound.settle(0)
        } catch {
            responder.log.logger.error("The desk socket can't be opened", metadata: ["reason": "\(error)"])
            channel.close(promise: nil)
        }
    }
}
