import NIOCore
import NIOHTTP1

/// Asks for bodies that a client holds back until it is asked, closes connections on which nothing happens, and answers
/// no request twice.
final class ConnectionManners: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private var isRead = true
    private var isAnswered = true

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            (isRead, isAnswered) = (false, false)
            if asksForBody(head) { askForBody(context, head.version) }
        case .body: break
        case .end: isRead = true
        }
        context.fireChannelRead(data)
    }

    /// A request that was refused before it was there, and then broke off, has had its answer.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isAnswered else {
            promise?.fail(ChannelError.alreadyClosed)
            return context.close(promise: nil)
        }
        if case .end = Self.unwrapOutboundIn(data) { isAnswered = true }
        context.write(data, promise: promise)
    }

    /// What is no request is answered like one.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if isRead { isAnswered = false }
        context.fireErrorCaught(error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    private func askForBody(_ context: ChannelHandlerContext, _ version: HTTPVersion) {
        let goOn = HTTPResponseHead(version: version, status: .continue)
        context.writeAndFlush(Self.wrapOutboundOut(.head(goOn)), promise: nil)
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
