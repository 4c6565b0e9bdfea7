package import Broker
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization

/// The TCP listener that the contact-centre platform reaches.
package final class PlatformListener: Service {
    private let options: PlatformListenerOptions
    private let responder: PlatformResponder
    private let lookups: QuickLookups?
    private let bound = BoundAddress()
    /// What new connections are shown instead of what the listener started with.
    private let shown = Mutex(NIOSSLContextConfigurationOverride.noChanges)

    /// `notReady` gives the reasons, as sentences, that keep the broker from serving as it should; a lookup that waits
    /// for the journal is one already, and a source that is down is said by itself.
    package init(
        options: PlatformListenerOptions,
        tokens: PlatformTokens,
        parts: BrokerParts,
        metrics: BrokerMetrics = .none,
        hasQuickLookups: Bool = true,
        notReady: @escaping @Sendable () async -> [String]
    ) {
        self.options = options
        let log = AccessLog(
            logger: parts.logger,
            uptime: parts.ambience.uptime,
            listener: .platform,
            metrics: metrics
        )
        lookups = hasQuickLookups ? QuickLookups(parts: parts, tokens: tokens, log: log) : nil
        responder = PlatformResponder(
            parts: parts,
            tokens: tokens,
            notReady: { [spool = parts.spool] in
                let waiting = spool.count
                let spooled = waiting == 0 ? [] : ["\(waiting) calls wait in memory for the journal."]
                return await notReady() + spooled
            },
            metrics: metrics,
            log: log
        )
    }

    /// The port, once it is bound; nil where it could not be, or when the waiting task is cancelled.
    package var boundPort: Int? { get async { await bound.port } }

    /// Serves until cancelled or until a graceful shutdown; throws a `ListenerFailure` where the address can't be bound.
    package func run() async throws {
        defer { bound.settle(nil) }
        let responder = responder
        let channel = PlatformChannel(
            responder: { request, writer, _ in try await responder.respond(to: request, with: writer) },
            lookups: lookups,
            idleTimeout: options.idleTimeout
        )
        let server =
            if let tls = options.tls { server(try encrypted(channel, tls)) } else { server(channel) }
        do { try await server.run() } catch {
            throw ListenerFailure("\(options.host):\(options.port) can't be listened on: \(reason(of: error)).")
        }
    }

    /// Shows another certificate to clients that connect from now on; nothing changes where it can't be used, or where the
    /// listener has no TLS.
    package func show(_ material: TLSMaterial) throws(ListenerFailure) {
        let override = try material.override()
        shown.withLock { $0 = override }
    }

    private func encrypted(
        _ channel: PlatformChannel,
        _ tls: TLSMaterial
    ) throws(ListenerFailure) -> TLSChannel<PlatformChannel> {
        var configuration = try tls.configuration()
        configuration.sslContextCallback = { [weak self] _, promise in
            promise.succeed(self?.shown.withLock { $0 } ?? .noChanges)
        }
        do { return try TLSChannel(channel, tlsConfiguration: configuration) } catch {
            throw TLSMaterial.doNotBelongTogether
        }
    }

    private func server(_ channel: some ServerChildChannel) -> any Service {
        HTTPServing.server(
            channel,
            at: .hostname(options.host, port: options.port),
            maximumConnections: options.maximumConnections,
            logger: responder.log.logger,
            bound: { [bound] in bound.settle($0.localAddress?.port) }
        )
    }
}
