import CAlarm
import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// Rings when nothing came for a while, and wakes nobody while something comes.
///
/// The event loop never puts its own timer back: one that is moved on with each byte would still wake it, and a desk that sleeps,
/// whenever it had been set for before.
final class SilenceAlarm: Sendable {
    private let timer: CInt
    private let channel: any Channel
    private let bell: Bell
    private let silence: Int64
    private let isOver = Mutex(false)

    /// Not running yet; throws where the kernel has no timer to give.
    static func make(on loop: any EventLoop, after silence: Duration) async throws -> SilenceAlarm {
        let (timer, bell) = (calarm_make(), Bell())
        guard timer >= 0 else { throw IOError(errnoCode: errno, reason: "timerfd_create") }
        let bootstrap = NIOPipeBootstrap(group: loop).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(bell) }
        }
        do {
            let channel = try await bootstrap.takingOwnershipOfDescriptor(input: timer).get()
            return SilenceAlarm(timer, channel, bell, TimeAmount(silence).nanoseconds)
        } catch {
            _ = close(timer)
            throw error
        }
    }

    private init(_ timer: CInt, _ channel: any Channel, _ bell: Bell, _ silence: Int64) {
        self.timer = timer
        self.channel = channel
        self.bell = bell
        self.silence = silence
    }

    /// Whether it was silent for too long.
    var hasRung: Bool { bell.hasRung }

    /// Rings, once, when nothing comes from now on.
    func start(_ ring: @escaping @Sendable () -> Void) {
        bell.answer(with: ring)
        moveOn()
    }

    /// Something came: from now on anew.
    func moveOn() {
        isOver.withLock { isOver in
            guard !isOver else { return }
            _ = calarm_set(timer, silence)
        }
    }

    /// Ends it; the descriptor is the event loop's to close.
    func end() {
        isOver.withLock { $0 = true }
        channel.close(promise: nil)
    }
}

/// Hears the timer: whatever can be read of it means that it ran out.
private final class Bell: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private struct State {
        var ring: (@Sendable () -> Void)?
        var hasRung = false
    }

    private let state = Mutex(State())

    var hasRung: Bool { state.withLock { $0.hasRung } }

    func answer(with ring: @escaping @Sendable () -> Void) { state.withLock { $0.ring = ring } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let ring = state.withLock { state in
            state.hasRung = true
            defer { state.ring = nil }
            return state.ring
        }
        ring?()
    }
}
