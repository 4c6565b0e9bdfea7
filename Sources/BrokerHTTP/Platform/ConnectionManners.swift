import NIOCore
import NIOHTTP1

/// Asks for bodies that a client holds back until it is asked, and closes connections on which nothing happens.
final class ConnectionManners: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = Self.unwrapInboundIn(data), asksForBody(head) {
            let goOn = HTTPResponseHead(version: head.version, status: .continue)
            context.writeAndFlush(Self.wrapOutboundOut(.head(goOn)), promise: nil)
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    /// A body that is too large is refused before it is sent.
    private func asksForBody(_ head: HTTPRequestHead) -> Bool {
        guard let expected = head.headers.first(name: "expect"), expected.lowercased() == "100-continue" else {
            return false
        }
        let length = head.headers.first(name: "content-length").flatMap { Int($0) }
        return length.map { $0 <= BodyReading.limit } ?? true
    }
}
