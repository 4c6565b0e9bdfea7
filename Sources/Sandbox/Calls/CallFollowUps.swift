import AsyncHTTPClient
import FoundationEssentials
import Logging
import Synchronization

/// The events that placed calls still have to come: offered, answered, ended, wrapped up.
///
/// One task a call, bounded.
final class CallFollowUps: Sendable {
    static let most = 10_000

    private let platform: GenesysFace
    private let broker: @Sendable () -> BrokerTarget?
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let live = Mutex((count: 0, generation: 0))
    private let stream: AsyncStream<(call: PlacedCall, generation: Int)>
    private let continuation: AsyncStream<(call: PlacedCall, generation: Int)>.Continuation

    init(
        platform: GenesysFace,
        broker: @escaping @Sendable () -> BrokerTarget?,
        now: @escaping @Sendable () -> Date,
        logger: Logger
    ) {
        self.platform = platform
        self.broker = broker
        self.now = now
        self.logger = logger
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.most))
    }

    var hasRoom: Bool { live.withLock { $0.count < Self.most } }

    func add(_ call: PlacedCall) {
        let generation = live.withLock { live -> Int in
            live.count += 1
            return live.generation
        }
        continuation.yield((call, generation))
    }

    /// Calls placed before send no more events.
    func reset() { live.withLock { $0.generation += 1 } }

    /// Carries the events out until cancelled.
    func run(_ client: HTTPClient) async {
        await withDiscardingTaskGroup { group in
            for await (call, generation) in stream {
                group.addTask {
                    await self.follow(call, generation, client)
                    self.live.withLock { $0.count -= 1 }
                }
            }
        }
    }

    private func follow(_ call: PlacedCall, _ generation: Int, _ client: HTTPClient) async {
        let start = ContinuousClock.now
        if call.userID != nil {
            await send(["callOffered"], of: call, generation, client)
        }
        do {
            if let delay = call.answerAfter {
                try await Task.sleep(until: start + delay)
                await send(["callAnswered"], of: call, generation, client)
            }
            if let delay = call.endAfter {
                try await Task.sleep(until: start + delay)
                await send(["callEnded", "wrapUpEnded"], of: call, generation, client)
            }
        } catch {
            // Cancelled: the sandbox stops, and with it the platform that would have sent the rest.
        }
    }

    private func send(_ types: [String], of call: PlacedCall, _ generation: Int, _ client: HTTPClient) async {
        guard live.withLock({ $0.generation }) == generation, let target = broker() else { return }
        let now = now()
        if types.contains("callEnded") { platform.end(callID: call.callID, at: now) }
        let events = types.enumerated().map { index, type in
            event(type, of: call, at: now.addingTimeInterval(Double(index) / 1000))
        }
        await deliver(.array(events), to: target, client)
    }

    /// A webhook that fails is sent again twice, as platforms do; then it is lost.
    private func deliver(_ events: JSON, to target: BrokerTarget, _ client: HTTPClient) async {
        for attempt in 1...3 {
            let url = "\(target.url)/api/v1/genesys/events"
            let answer = try? await client.post(events, to: url, bearer: target.token, timeout: .seconds(2))
            if let answer, answer.status < 500 { return }
            guard (try? await Task.sleep(for: .milliseconds(250 * attempt))) != nil else { return }
        }
        logger.warning("The broker did not take a call event.")
    }

    private func event(_ type: String, of call: PlacedCall, at date: Date) -> JSON {
        var members = [
            JSON.Member("type", .string(type)), JSON.Member("callId", .string(call.callID)),
            JSON.Member("at", .string(CivilTime.iso(date))),
        ]
        if let userID = call.userID { members.append(JSON.Member("userId", .string(userID))) }
        if let queueID = call.queueID { members.append(JSON.Member("queueId", .string(queueID))) }
        return .object(members)
    }
}
