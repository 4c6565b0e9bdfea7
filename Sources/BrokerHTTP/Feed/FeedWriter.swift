import HummingbirdCore
import NIOCore
import Synchronization

/// Writes to one reader, and cuts it off when it takes nothing for too long.
struct FeedWriter<Body: ResponseBodyWriter> {
    /// What is written at a time: a reader that takes this much in its patience is slow, but not too slow.
    private static var piece: Int { 64 * 1024 }

    private var body: Body
    private let channel: any Channel
    private let patience: TimeAmount

    init(body: Body, channel: any Channel, patience: Duration) {
        self.body = body
        self.channel = channel
        self.patience = TimeAmount(patience)
    }

    @concurrent mutating func write(_ bytes: ByteBuffer) async throws {
        var bytes = bytes
        while let piece = bytes.readSlice(length: min(bytes.readableBytes, Self.piece)), piece.readableBytes > 0 {
            try await writePiece(piece)
        }
    }

    /// A channel that is not full takes the piece at once; only one that still holds the last piece can keep us waiting.
    @concurrent private mutating func writePiece(_ piece: ByteBuffer) async throws {
        guard !channel.isWritable else { return try await body.write(piece) }
        let isCutOff = CutOff()
        let cutOff = channel.eventLoop.scheduleTask(in: patience) { [channel] in
            isCutOff.set()
            channel.close(promise: nil)
        }
        defer { cutOff.cancel() }
        do { try await body.write(piece) } catch {
            throw isCutOff.isSet ? TooSlow() : error
        }
    }
}

/// The reader took nothing for too long.
struct TooSlow: Error {}

/// Set on the event loop, read by the writer.
private final class CutOff: Sendable {
    private let flag = Atomic(false)
    var isSet: Bool { flag.load(ordering: .acquiring) }
    func set() { flag.store(true, ordering: .releasing) }
}
