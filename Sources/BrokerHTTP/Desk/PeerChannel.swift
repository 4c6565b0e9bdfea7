import Glibc
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes

/// HTTP/1 over the Unix socket, knowing whose process is at the other end: asked of the kernel once a connection.
struct PeerChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let http: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
        let uid: UInt32?
        var channel: any Channel { http.channel }
    }

    typealias Responder =
        @concurrent @Sendable (Request, consuming ResponseWriter, any Channel, UInt32?) async throws -> Void

    let configuration: HTTP1Channel.Configuration
    let responder: Responder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        Self.uid(of: channel).flatMap { uid in
            http(uid).setup(channel: channel, logger: logger).map { Value(http: $0, uid: uid) }
        }
    }

    func handle(value: Value, logger: Logger) async {
        await http(value.uid).handle(value: value.http, logger: logger)
    }

    private func http(_ uid: UInt32?) -> HTTP1Channel {
        HTTP1Channel(
            responder: { [responder] request, writer, channel in
                try await responder(request, writer, channel, uid)
            },
            configuration: configuration
        )
    }

    /// The kernel's `struct ucred`.
    private struct Credentials: Sendable {
        var process: Int32 = 0
        var uid: UInt32 = 0
        var gid: UInt32 = 0
    }

    private static func uid(of channel: any Channel) -> EventLoopFuture<UInt32?> {
        guard let options = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeSucceededFuture(nil)
        }
        return options.unsafeGetSocketOption(level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
            .map { (credentials: Credentials) in credentials.uid }
            .recover { _ in nil }
    }
}
