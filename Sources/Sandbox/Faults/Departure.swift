import NIOCore

/// Notices that the client has gone, which nobody would while a request is held open and nothing is read.
final class Departure: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    private let gone = Latch<Bool>()

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { gone.open(true) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        gone.open(true)
        context.fireChannelInactive()
    }

    /// Waits until the latch opens; false when the client leaves first or the waiting task is cancelled.
    func wait(for latch: Latch<Void>) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await latch.wait() != nil }
            group.addTask { [gone] in
                _ = await gone.wait()
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }
}

extension Channel {
    /// Holds a request open until the latch opens; false when there is nobody left to answer.
    func hold(until latch: Latch<Void>) async throws -> Bool {
        try await pipeline.handler(type: Departure.self).get().wait(for: latch)
    }
}
