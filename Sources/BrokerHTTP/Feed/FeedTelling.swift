import Broker
import BrokerAPI
import Feed
import HTTPTypes
import HummingbirdCore
import Identity
import Logging
import NIOCore
import ServiceLifecycle

/// Tells one reader what it may see, from a snapshot or from where it was, at its own pace.
struct FeedTelling: Sendable {
    /// Events that are read in one go, and written in one go where they are small.
    private static let batch = 64

    let parts: BrokerParts
    let encoder: FeedEncoder
    let telling: CallTelling

    init(parts: BrokerParts, encoder: FeedEncoder) {
        self.parts = parts
        self.encoder = encoder
        telling = CallTelling(parts)
    }

    /// Where a reader begins, and the first bytes that it is given.
    struct Beginning: Sendable {
        var reader: FeedReader<EncodedEvent>
        var sieve: FeedSieve
        /// What it may see was decided by this one of the staff's editions.
        let edition: Int
        let bytes: ByteBuffer
        let wantsBoard: Bool
    }

    func begin(for viewer: Viewer, after position: UInt64?, board: Bool) async throws(Problem) -> Beginning {
        let log = encoder.log
        let edition = parts.rules.staffEdition
        guard let position, log.contains(position), encoder.shown.isOf(edition, position, head: log.head) else {
            return try await snapshot(of: log, for: viewer, board, edition)
        }
        let shown = encoder.shown.calls(of: viewer.uid)
        return Beginning(
            reader: log.reader(after: position),
            sieve: FeedSieve(staff: parts.staff, viewer: viewer, shown: shown, wantsBoard: board),
            edition: edition,
            bytes: ByteBuffer(bytes: EventStream.heartbeat),
            wantsBoard: board
        )
    }

    /// The log's head is taken first: what happens meanwhile is told after the snapshot, perhaps for a second time.
    private func snapshot(
        of log: FeedLog<EncodedEvent>,
        for viewer: Viewer,
        _ board: Bool,
        _ edition: Int
    ) async throws(Problem) -> Beginning {
        let head = log.head
        let calls: [Call]
        do throws(JournalFailure) { calls = try await ReadCalls.live(for: viewer, with: parts) } catch {
            throw Problem(error)
        }
        let snapshot = Snapshot(
            calls: calls.map(telling.view),
            me: MeView(viewer, mayAdminister: parts.staff.mayAdminister(uid: viewer.uid)),
            sources: parts.sourceHealth.map(SourceView.init),
            broker: BrokerView(version: encoder.options.version, startedAt: encoder.options.startedAt)
        )
        guard let event = try? EventStream.event(.snapshot, snapshot) else { throw .internalFailure }
        var bytes = ByteBuffer()
        bytes.writeEvent(head, event)
        let shown = Set(calls.map(\.id))
        encoder.shown.add(shown, to: viewer.uid)
        let sieve = FeedSieve(staff: parts.staff, viewer: viewer, shown: shown, wantsBoard: board)
        return Beginning(
            reader: log.reader(after: head),
            sieve: sieve,
            edition: edition,
            bytes: bytes,
            wantsBoard: board
        )
    }

    /// Tells until the reader leaves, is too slow, or the broker shuts down; always ends with an error, which closes the
    /// connection.
    @concurrent func tell(
        _ beginning: Beginning,
        to viewer: Viewer,
        answering request: Request,
        with writer: consuming ResponseWriter,
        on channel: any Channel
    ) async throws {
        // The channel counts as full until the reader has taken all that was written: that is how a slow one is seen.
        let watermark = ChannelOptions.Types.WriteBufferWaterMark(low: 1, high: 1)
        try await channel.setOption(.writeBufferWaterMark, value: watermark).get()
        if beginning.wantsBoard { encoder.board.join() }
        defer { if beginning.wantsBoard { encoder.board.leave() } }
        let body = try await writer.writeHead(Self.head)
        try await withGracefulShutdownHandler {
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                var writer = FeedWriter(body: body, channel: channel, patience: encoder.options.patience)
                try await pour(beginning, to: viewer, into: &writer)
            }
        } onGracefulShutdown: {
            channel.close(promise: nil)
        }
    }

    private static let head = HTTPResponse(
        status: .ok,
        headerFields: [.contentType: "text/event-stream", .cacheControl: "no-store"]
    )

    /// The configuration has others at the desks.
    private struct StaffChanged: Error {}

    @concurrent private func pour(
        _ beginning: Beginning,
        to viewer: Viewer,
        into writer: inout FeedWriter<some ResponseBodyWriter>
    ) async throws {
        var (reader, sieve) = (beginning.reader, beginning.sieve)
        try await write(beginning.bytes, to: viewer, into: &writer)
        var lastWrite = parts.ambience.uptime()
        while true {
            let batch = try await reader.next(limit: Self.batch)
            // Who may see what was decided anew: the desk comes back, and is told all that it may see.
            guard parts.rules.staffEdition == beginning.edition else { throw StaffChanged() }
            var bytes = sifted(batch, by: &sieve, for: viewer)
            let now = parts.ambience.uptime()
            if bytes.readableBytes == 0 {
                // An empty batch is the heartbeat; a reader that sees nothing of a busy feed may have missed it.
                guard batch.isEmpty || now - lastWrite >= encoder.options.heartbeat else { continue }
                bytes.writeBytes(EventStream.heartbeat)
            }
            try await write(bytes, to: viewer, into: &writer)
            lastWrite = now
        }
    }

    private func sifted(_ batch: [Numbered<EncodedEvent>], by sieve: inout FeedSieve, for viewer: Viewer) -> ByteBuffer
    {
        var bytes = ByteBuffer()
        for item in batch {
            switch sieve.sift(item.entry.audience) {
            case .nothing: continue
            case .whole: bytes.writeEvent(item.number, item.entry.bytes)
            case .first(let id):
                encoder.shown.add([id], to: viewer.uid)
                bytes.writeEvent(item.number, item.entry.bytes)
            case .gone(let id): bytes.writeEvent(item.number, EventStream.removal(of: id))
            }
        }
        return bytes
    }

    @concurrent private func write(
        _ bytes: ByteBuffer,
        to viewer: Viewer,
        into writer: inout FeedWriter<some ResponseBodyWriter>
    ) async throws {
        do { try await writer.write(bytes) } catch {
            if error is TooSlow {
                parts.logger.info("A slow reader was cut off", metadata: ["uid": "\(viewer.uid)"])
            }
            throw error
        }
    }
}
