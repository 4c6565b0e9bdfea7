import Broker
import BrokerAPI
import HTTPTypes
import NIOCore
import NIOHTTP1

/// The lookup's quick way: read on the event loop, decided and committed on the journal's thread, answered here, and no
/// task in between.
///
/// It stands before the router and takes the requests that it can answer for certain; all others it lets by as they
/// came, also when it finds out late. The handler before it lets in one request at a time.
final class LookupHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Stage {
        /// Between requests, or within one that is the router's.
        case lettingBy
        case reading(Request)
        case answering(Request, LookUp.JournalAlone)
    }

    private struct Request {
        let head: HTTPRequestHead
        var body = ByteBuffer()
        let start: Duration
        /// When it must have been answered, once it is there.
        var deadline = NIODeadline.distantFuture
    }

    private let lookups: QuickLookups
    private var stage = Stage.lettingBy
    /// Tells a late answer of the journal from the one that is waited for.
    private var number: UInt64 = 0
    private var timer: Scheduled<Void>?
    /// The client will send no more; the router hears of it after the answer, since it hangs up then.
    private var holdsInputClosed = false

    init(_ lookups: QuickLookups) { self.lookups = lookups }

    func handlerRemoved(context: ChannelHandlerContext) {
        stage = .lettingBy
        timer?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (stage, Self.unwrapInboundIn(data)) {
        case (.lettingBy, .head(let head)) where lookups.take(head):
            stage = .reading(Request(head: head, start: lookups.log.start))
        case (.reading(let request), .body(let bytes)):
            read(bytes, of: request)
            if request.body.readableBytes + bytes.readableBytes > QuickLookups.largestBody { letBy(context) }
        case (.reading(let request), .end(.none)):
            begin(request, context)
        default:
            letBy(context)
            context.fireChannelRead(data)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        letBy(context)
        context.fireErrorCaught(error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .answering = stage, let event = event as? ChannelEvent, event == .inputClosed {
            holdsInputClosed = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// Most bodies come in one piece, which is kept as it is.
    private func read(_ bytes: ByteBuffer, of request: Request) {
        var request = request
        if request.body.readableBytes == 0 { request.body = bytes } else { request.body.writeImmutableBuffer(bytes) }
        stage = .reading(request)
    }

    /// Gives the router what was kept from it.
    private func letBy(_ context: ChannelHandlerContext) {
        guard case .reading(let request) = stage else { return }
        stage = .lettingBy
        context.fireChannelRead(Self.wrapInboundOut(.head(request.head)))
        if request.body.readableBytes > 0 { context.fireChannelRead(Self.wrapInboundOut(.body(request.body))) }
    }

    private func letBy(_ request: Request, _ context: ChannelHandlerContext) {
        stage = .reading(request)
        letBy(context)
        context.fireChannelRead(Self.wrapInboundOut(.end(nil)))
        context.fireChannelReadComplete()
    }
}

extension LookupHandler {
    private func begin(_ request: Request, _ context: ChannelHandlerContext) {
        guard let lookup = lookups.begin(request.body) else { return letBy(request, context) }
        var request = request
        request.deadline = .now() + TimeAmount(lookups.parts.policy.deadline)
        stage = .answering(request, lookup)
        number += 1
        watch(context)
        let here = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        lookup.journal { [number, loop = context.eventLoop] outcome in
            loop.execute { here.value.handler.journalled(outcome, number, here.value.context) }
        }
    }

    private func journalled(
        _ outcome: Result<LookUp.Outcome, JournalFailure>,
        _ number: UInt64,
        _ context: ChannelHandlerContext
    ) {
        guard number == self.number, case .answering(let request, let lookup) = stage else { return }
        switch outcome {
        case .success(let outcome): answer(.success(outcome), request, context)
        // A disk that is full can still be read, and the router's way does: there is time for it.
        case .failure where isEarly(request): letBy(request, context)
        case .failure: answerWithoutJournal(lookup, request, context)
        }
    }

    /// Within the first tenth of the time.
    private func isEarly(_ request: Request) -> Bool {
        let time = lookups.parts.policy.deadline
        return NIODeadline.now() + TimeAmount(time - time / 10) < request.deadline
    }

    private func answerWithoutJournal(
        _ lookup: LookUp.JournalAlone,
        _ request: Request,
        _ context: ChannelHandlerContext
    ) {
        answer(Result { () throws(LookUp.Failure) in try lookup.withoutJournal() }, request, context)
    }

    private func answer(
        _ outcome: Result<LookUp.Outcome, LookUp.Failure>,
        _ request: Request,
        _ context: ChannelHandlerContext
    ) {
        stage = .lettingBy
        let answer = lookups.answer(outcome, since: request.start)
        context.write(Self.wrapOutboundOut(.head(HTTPResponseHead(answer))), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
        if holdsInputClosed { context.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
    }
}

extension LookupHandler {
    /// One timer a connection, which is moved on when it goes off: one a request would cost more than its answer.
    private func watch(_ context: ChannelHandlerContext) {
        guard timer == nil, case .answering(let request, _) = stage else { return }
        let here = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: request.deadline) {
            here.value.handler.timeIsUp(here.value.context)
        }
    }

    private func timeIsUp(_ context: ChannelHandlerContext) {
        timer = nil
        guard case .answering(let request, let lookup) = stage else { return }
        guard request.deadline <= .now() else { return watch(context) }
        answerWithoutJournal(lookup, request, context)
    }
}

extension HTTPResponseHead {
    fileprivate init(_ answer: Answer) {
        let fields = answer.fields.map { ($0.name.rawName, $0.value) }
        self.init(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: answer.status.code),
            headers: HTTPHeaders(fields)
        )
    }
}
