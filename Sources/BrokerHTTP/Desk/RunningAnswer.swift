import Broker
import HummingbirdCore
import ServiceLifecycle

/// Work that tells how far it is: it ends with the broker, and with whoever does not read any more.
struct RunningAnswer<Line: Encodable & Sendable>: LinedAnswer {
    /// Gives the last line.
    typealias Work = @Sendable (_ tell: @escaping @Sendable (Line) -> Void) async -> Line

    /// Given back at the end.
    let turn: Turn
    private let work: Work

    init(turn: Turn, work: @escaping Work) {
        self.turn = turn
        self.work = work
    }

    @concurrent func tell(through writer: inout LineWriter<some ResponseBodyWriter>) async throws {
        // A reader that is slow gets the latest count.
        let (news, teller) = AsyncStream<Line>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let last = try await withThrowingTaskGroup(of: Line?.self) { [work] group in
            group.addTask { @concurrent in
                defer { teller.finish() }
                return await work { teller.yield($0) }
            }
            group.addTask { @concurrent in
                // Cancelled means that the work is over.
                try? await gracefulShutdown()
                teller.finish()
                return nil
            }
            for await line in news { try await writer.write([line]) }
            let last = try await group.next() ?? nil
            group.cancelAll()
            return last
        }
        guard let last else { throw CancellationError() }
        try await writer.write([last])
    }

    func end() { turn.giveBack() }
}
