package import AsyncHTTPClient
package import FoundationEssentials
import NIOCore

/// Calls on a broker, as a platform would have them: each question is sent when it is due, whether or not earlier ones
/// have been answered, and each call lives to its end.
package struct CallSimulator: Sendable {
    private static let patience: Duration = .seconds(5)
    private static let tick: Duration = .seconds(1)

    private let client: HTTPClient
    private let broker: BrokerTarget
    private let now: @Sendable () -> Date

    /// A simulator; the caller owns the client.
    package init(client: HTTPClient, broker: BrokerTarget, now: @escaping @Sendable () -> Date) {
        self.client = client
        self.broker = broker
        self.now = now
    }

    /// Connections and patience for many calls at once.
    package static var clientConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(1)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        return configuration
    }

    /// Runs until the last call has ended, or until cancelled; `tell` is told every second how far it is.
    ///
    /// Calls that go on when the time is over are hung up.
    package func run(
        _ options: SimulationOptions,
        tell: @escaping @Sendable (SimulationReport) -> Void = { _ in }
    ) async -> SimulationReport {
        let (score, start) = (SimulationScore(), ContinuousClock.now)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await live(options, start, score) }
            group.addTask {
                while (try? await Task.sleep(for: Self.tick)) != nil { tell(score.report(after: .now - start)) }
            }
            await group.next()
            group.cancelAll()
        }
        return score.report(after: .now - start)
    }

    private func live(
        _ options: SimulationOptions,
        _ start: ContinuousClock.Instant,
        _ score: SimulationScore
    ) async {
        let end = start + .seconds(options.delay + options.seconds)
        await withDiscardingTaskGroup { group in
            for item in SimulationPlan(options) {
                guard await wait(until: start + .seconds(item.due)) else { return }
                guard score.begin(isAgain: item.isAgain) else { continue }
                group.addTask {
                    await live(item, due: start + .seconds(item.due), end: end, score)
                    score.end()
                }
            }
        }
    }

    private func live(
        _ item: SimulationPlan.Item,
        due: ContinuousClock.Instant,
        end: ContinuousClock.Instant,
        _ score: SimulationScore
    ) async {
        await send(item.call.lookup, to: "/api/v1/genesys/lookup", .lookup, due: due, score)
        guard !item.isAgain else { return }
        for event in item.call.events {
            let planned = due + .seconds(event.after)
            if planned > end, !event.isEnding { continue }
            let time = min(planned, max(end, .now))
            guard await wait(until: time) else { return }
            await send(json(event, of: item.call), to: "/api/v1/genesys/events", .event, due: max(time, due), score)
        }
    }

    /// False where the simulation is over.
    private func wait(until time: ContinuousClock.Instant) async -> Bool {
        if time > .now, (try? await Task.sleep(until: time)) == nil { return false }
        return !Task.isCancelled
    }

    private func send(
        _ json: JSON,
        to path: String,
        _ kind: SimulationScore.Kind,
        due: ContinuousClock.Instant,
        _ score: SimulationScore
    ) async {
        let answer = try? await client.post(json, to: broker.url + path, bearer: broker.token, timeout: Self.patience)
        // What is cut off says nothing about the broker.
        if answer == nil, Task.isCancelled { return }
        score.count(kind, status: answer?.status ?? 0, took: .now - due)
    }

    private func json(_ event: SimulatedCall.Event, of call: SimulatedCall) -> JSON {
        [
            "type": .string(event.type), "callId": .string(call.callID), "at": .string(CivilTime.iso(now())),
            "userId": .string(call.userID), "queueId": .string(call.queueID),
        ]
    }
}
