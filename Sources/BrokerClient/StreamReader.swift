import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// What a stream without end gives.
enum StreamPart: Sendable {
    /// The broker has taken us.
    case begun
    case bytes(ByteBuffer)
}

/// Hands a streamed answer on as it comes; an answer that is none is read whole, to say why.
final class StreamReader: HTTPClientResponseDelegate {
    /// The longest refusal that is read.
    private static let longestRefusal = 64 * 1024

    private let receive: @Sendable (StreamPart) -> Void
    /// Nil while the answer is good; else what was read of the refusal.
    private let refusal = Mutex<ByteBuffer?>(ByteBuffer())

    init(receive: @escaping @Sendable (StreamPart) -> Void) { self.receive = receive }

    func didReceiveHead(task: HTTPClient.Task<ClientFailure?>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        if head.status == .ok {
            refusal.withLock { $0 = nil }
            receive(.begun)
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<ClientFailure?>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        if keep(buffer) { receive(.bytes(buffer)) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    /// Why the stream was refused; nil where it simply ended.
    func didFinishRequest(task: HTTPClient.Task<ClientFailure?>) -> ClientFailure? {
        refusal.withLock { $0 }.map(Connection.refusal)
    }

    /// True where the bytes are the stream's.
    private func keep(_ buffer: ByteBuffer) -> Bool {
        refusal.withLock { refusal in
            guard let known = refusal?.readableBytes else { return true }
            if known + buffer.readableBytes <= Self.longestRefusal { refusal?.writeImmutableBuffer(buffer) }
            return false
        }
    }
}
