import Broker
import Foundation
import Identity
import Synchronization
import Testing

@testable import Connectors

@Suite struct HealthIsAnsweredFromMemory {
    private let clock = ManualClock()
    private let told = Shared<[String]>([])

    @Test func percentilesAreThoseOfTheSortedAnswers() {
        var (dice, times, all) = (Dice(seed: 7), AnswerTimes(), [Duration]())
        #expect(times.percentile(0.5) == nil)
        for index in 0..<1_000 {
            let took = Duration.milliseconds(dice.next(below: 40))
            times.record(took, at: .milliseconds(index))
            all.append(took)
            let recent = all.suffix(128).sorted()
            #expect(times.percentile(0.5) == recent[(recent.count + 1) / 2 - 1])
            #expect(times.percentile(0.99) == recent[Int((Double(recent.count) * 0.99).rounded(.up)) - 1])
        }
    }

    @Test func oldAnswersAreForgotten() {
        var times = AnswerTimes()
        for _ in 0..<50 { times.record(.seconds(2), at: .zero) }
        times.record(.milliseconds(10), at: .seconds(301))
        #expect(times.percentile(0.99) == .milliseconds(10))
    }

    @Test func aSourceBeginsUpWithNothingKnown() {
        let health = monitor().health
        #expect(health.state == .up)
        #expect(health.median == nil)
        #expect(health.p99 == nil)
        #expect(health.since == clock.now)
        #expect(health.nextProbeAt == nil)
    }

    @Test func aSourceIsSlowWhileItsMedianIs() throws {
        let monitor = monitor()
        try answer(monitor, in: 0.4)
        #expect(monitor.health.state == .up)
        for _ in 0..<3 { try answer(monitor, in: 0.6) }
        #expect(monitor.health.state == .slow)
        #expect(monitor.health.median == .milliseconds(600))
        let since = monitor.health.since
        try answer(monitor, in: 0.1)
        #expect(monitor.health.since == since, "still slow")
        for _ in 0..<5 { try answer(monitor, in: 0.1) }
        #expect(monitor.health.state == .up)
        #expect(monitor.health.p99 == .milliseconds(600))
        #expect(told.withLock { $0 } == ["slow", "up"])
    }

    @Test func aSourceIsDownUntilItsBreakerIsClosed() throws {
        let monitor = monitor()
        let attempt = try monitor.ask()
        clock.pass(1)
        #expect(!monitor.unanswered(attempt))
        let until = clock.now.addingTimeInterval(0.5)
        #expect(monitor.health.state == .down)
        #expect(monitor.health.nextProbeAt == until)
        #expect(throws: SourceFailure.breakerOpen(until: until)) { try monitor.ask() }
        #expect(throws: SourceFailure.breakerOpen(until: until)) { try monitor.check() }
        clock.pass(0.5)
        try monitor.check()
        let probe = try monitor.ask()
        #expect(monitor.health.state == .down)
        #expect(monitor.health.nextProbeAt == nil, "it is out")
        #expect(throws: SourceFailure.self) { try monitor.ask() }
        monitor.answered(probe)
        #expect(monitor.health.state == .up)
        #expect(told.withLock { $0 } == ["down", "up"])
    }

    @Test func failuresThatPassOpenTheBreakerAfterFive() throws {
        let monitor = monitor()
        for count in 1...5 {
            let attempt = try monitor.ask()
            #expect(monitor.failed(attempt, .unavailable(status: 503, retryAfter: .seconds(4))) == (count < 5))
        }
        #expect(monitor.health.nextProbeAt == clock.now.addingTimeInterval(4), "as the source asked")
    }

    /// As requests of a source that always takes `seconds`: each is watched as `SourceClient` does.
    private func ask(_ monitor: SourceMonitor, taking seconds: Double) throws {
        let attempt = try monitor.ask()
        let patience = attempt.patience / .seconds(1)
        clock.pass(min(patience, seconds))
        if patience < seconds { _ = monitor.unanswered(attempt) }
        clock.pass(max(0, seconds - patience))
        monitor.answered(attempt)
    }

    @Test func `3.6 a source that always takes two seconds is slow, and does not go up and down`() throws {
        let monitor = monitor()
        for _ in 0..<20 { try ask(monitor, taking: 0.1) }
        for _ in 0..<100 { try ask(monitor, taking: 2) }
        #expect(told.withLock { $0 } == ["down", "up", "slow"], "the first time nobody can know that it will answer")
        #expect(monitor.health.median == .seconds(2))
        for _ in 0..<20 { try ask(monitor, taking: 0.1) }
        #expect(told.withLock { $0 } == ["down", "up", "slow", "up"])
    }

    @Test func `3.6 once quick again, it is dead after a second again`() throws {
        let monitor = monitor()
        for _ in 0..<3 { try ask(monitor, taking: 2) }
        for _ in 0..<3 { try ask(monitor, taking: 0.1) }
        #expect(try monitor.ask().patience == .seconds(1))
    }

    @Test func `3.6 one that is slow has its time, and not more than the request has`() throws {
        let monitor = monitor()
        for _ in 0..<3 { try ask(monitor, taking: 1.2) }
        let attempt = try monitor.ask()
        #expect(attempt.patience == .milliseconds(2_400))
        clock.pass(2.4)
        #expect(!monitor.unanswered(attempt), "then it is dead")
    }

    @Test func `2.1 a source that becomes slow is known to be within a few answers`() throws {
        let monitor = monitor()
        for _ in 0..<128 { try answer(monitor, in: 0.02) }
        for _ in 0..<9 { try answer(monitor, in: 0.3) }
        #expect(monitor.health.median == .milliseconds(300))
    }

    private func monitor() -> SourceMonitor {
        SourceMonitor(SourceName("crm"), .crm, limits: .crm, ambience: clock.ambience) { [told] health in
            told.withLock { $0.append(health.state.rawValue) }
        }
    }

    private func answer(_ monitor: SourceMonitor, in seconds: Double) throws {
        let attempt = try monitor.ask()
        clock.pass(seconds)
        monitor.answered(attempt)
    }
}

/// Time that passes when it is told to; chance is always 0.
final class ManualClock: Sendable {
    private let passed = Mutex(Duration.zero)

    var now: Date { Date(timeIntervalSince1970: 1_800_000_000 + passed.withLock { $0 } / .seconds(1)) }

    func pass(_ seconds: Double) { passed.withLock { $0 += .milliseconds(Int((seconds * 1_000).rounded())) } }

    var ambience: Ambience {
        Ambience(
            now: { self.now },
            uptime: { self.passed.withLock { $0 } },
            sleep: { _ in throw CancellationError() },
            chance: { 0 },
            name: { "" }
        )
    }
}
