import AsyncHTTPClient
import Foundation
import Testing

@testable import Sandbox

@Suite("Calls are simulated")
struct SimulationTests {
    private func options(
        _ pattern: CallPattern,
        rate: Double = 50,
        seconds: Double = 60,
        seed: UInt64 = 1
    ) -> SimulationOptions {
        var options = SimulationOptions(rate: rate, seconds: seconds, numbers: ["+15550199999"], run: "test")
        (options.pattern, options.seed) = (pattern, seed)
        return options
    }

    private func first(_ pattern: CallPattern, seed: UInt64 = 1) -> [SimulationPlan.Item] {
        SimulationPlan(options(pattern, seed: seed)).filter { !$0.isAgain }
    }

    @Test(arguments: CallPattern.allCases)
    func `the same seed makes the same calls, another one others`(pattern: CallPattern) {
        let calls = Array(SimulationPlan(options(pattern)))
        #expect(calls == Array(SimulationPlan(options(pattern))))
        #expect(calls != Array(SimulationPlan(options(pattern, seed: 2))))
        #expect(zip(calls, calls.dropFirst()).allSatisfy { $0.due <= $1.due }, "in the order in which they are due")
    }

    @Test(arguments: CallPattern.allCases)
    func `every pattern has the rate that was asked for`(pattern: CallPattern) {
        // Four standard deviations of 3000 calls.
        #expect(abs(first(pattern).count - 3000) < 220, "\(first(pattern).count)")
    }

    @Test func `patterns differ in when calls come`() {
        func count(_ pattern: CallPattern, _ range: Range<Double>) -> Int {
            first(pattern).count { range.contains($0.due) }
        }
        #expect(count(.burst, 20..<21) > 5 * count(.burst, 21..<22))
        #expect(2 * count(.busyHour, 25..<35) > 3 * count(.busyHour, 0..<10))
        #expect(abs(count(.steady, 0..<30) - count(.steady, 30..<60)) < 250)
    }

    @Test func `a storm sends what was held up at once, and asks again for all that goes on`() {
        let items = Array(SimulationPlan(options(.reconnectStorm)))
        #expect(!items.contains { (12.0..<15.0).contains($0.due) })
        let storm = items.filter { $0.due == 15 }
        #expect(storm.count { !$0.isAgain } > 100, "three seconds of 50 calls")
        let again = Set(storm.filter(\.isAgain).map(\.call.callID))
        #expect(again.count == storm.count { $0.isAgain } && again.count > 200)
        #expect(again.isSubset(of: items.filter { $0.due < 12 }.map(\.call.callID)))
    }

    @Test func `a call lives from the question to the end of the work`() {
        let calls = first(.steady).map(\.call)
        #expect(Set(calls.map(\.callID)).count == calls.count)
        for call in calls {
            #expect(call.events.last?.isEnding == true)
            #expect(zip(call.events, call.events.dropFirst()).allSatisfy { $0.after < $1.after })
        }
        let types = Set(calls.flatMap { $0.events.map(\.type) })
        #expect(types == ["callOffered", "callAnswered", "callHeld", "callResumed", "callEnded", "wrapUpEnded"])
        #expect(calls.contains { $0.isOutbound } && calls.contains { $0.number == "anonymous" })
    }

    @Test func `each question is sent and counted, and calls that go on are hung up`() async throws {
        let broker = FakeBroker(.answer(["externalId": "CRM:1"]))
        let report = try await simulate(options(.steady, rate: 100, seconds: 0.5), on: broker)
        #expect(report.calls > 20 && report.lookups.answered == report.calls && report.isClean)
        #expect(broker.seenLookups.count == report.calls)
        #expect(report.events.sent == broker.seenEvents.count && report.events.sent >= report.calls)
        let ended = broker.seenEvents.filter { $0["type"] == "callEnded" }.compactMap { $0["callId"]?.string }
        #expect(Set(ended).count == report.calls)
        #expect(report.lookups.p50Ms > 0 && report.lookups.p50Ms <= report.lookups.maxMs)
    }

    @Test func `what is refused is counted with its status`() async throws {
        let broker = FakeBroker(.fail(503))
        let report = try await simulate(options(.steady, rate: 50, seconds: 0.3), on: broker)
        #expect(report.isSilent && !report.isClean)
        #expect(report.failures[503] == report.lookups.failed && report.lookups.failed > 0)
    }

    @Test func `times count from when a question was due, not from when it could be sent`() {
        let score = SimulationScore()
        for _ in 0..<98 { score.count(.lookup, status: 200, took: .milliseconds(10)) }
        score.count(.lookup, status: 200, took: .milliseconds(700))
        score.count(.lookup, status: 0, took: .seconds(5))
        let lookups = score.report(after: .seconds(1)).lookups
        #expect(lookups.sent == 100 && lookups.answered == 99 && lookups.late == 1 && lookups.failed == 1)
        #expect(abs(lookups.p50Ms - 10) < 0.1 && abs(lookups.maxMs - 5000) < 10 && abs(lookups.p99Ms - 700) < 1)
    }

    private func simulate(_ options: SimulationOptions, on broker: FakeBroker) async throws -> SimulationReport {
        let result = Protected<SimulationReport?>(nil)
        try await broker.run { target in
            let report = try await HTTPClient.withHTTPClient(configuration: CallSimulator.clientConfiguration) {
                await CallSimulator(client: $0, broker: target, now: { Date() }).run(options)
            }
            result.change { $0 = report }
        }
        return try #require(result.value)
    }
}
