import Broker
import Foundation
import Identity
import Synchronization
import Testing

@testable import Connectors

/// What a rate limit holds back is let through by urgency, in virtual time.
@Suite struct TheMostUrgentGoFirst {
    private func run(_ urgencies: [Urgency], longest: Duration = .seconds(60)) async -> [String] {
        let clock = SteppedClock()
        let pace = Pace(perMinute: 10, longest: longest, ambience: clock.ambience)
        try? await pace.wait()
        let order = Shared<[String]>([])
        await withTaskGroup(of: Void.self) { group in
            for (index, urgency) in urgencies.enumerated() {
                group.addTask {
                    await Urgency.$current.withValue(urgency) {
                        let refusal = await failure { () throws(SourceFailure) in try await pace.wait() }
                        order.withLock { $0.append("\(index)\(refusal == nil ? "" : " refused")") }
                    }
                }
                // One after the other: equals go as they came.
                while pace.waiting < index + 1 - order.withLock({ $0.count }) { await Task.yield() }
            }
            while order.withLock({ $0.count }) < urgencies.count {
                clock.step()
                await Task.yield()
            }
        }
        return order.withLock { $0 }
    }

    @Test func `3.5 switches, then live calls, then the rest, equals as they came`() async {
        #expect(await run([.rest, .live, .rest, .live, .waitedFor, .waitedFor]) == ["4", "5", "1", "3", "0", "2"])
    }

    @Test func `3.5 who would wait too long is refused and holds nobody up`() async {
        let order = await run([.live, .live, .live, .live], longest: .seconds(15))
        #expect(order.count { $0.hasSuffix("refused") } == 2)
        #expect(order.filter { !$0.hasSuffix("refused") } == ["0", "1"])
    }

    @Test func `3.5 who leaves takes no place with them`() async throws {
        let clock = SteppedClock()
        let pace = Pace(perMinute: 10, longest: .seconds(60), ambience: clock.ambience)
        try await pace.wait()
        let waiting = Task { await failure { () throws(SourceFailure) in try await pace.wait() } }
        try await until { pace.waiting == 1 }
        waiting.cancel()
        #expect(await waiting.value == .timedOut)
        #expect(pace.waiting == 0)
    }
}

/// A clock that moves a tenth of a second when it is told to, and wakes those whose time has come.
private final class SteppedClock: Sendable {
    private struct State {
        var now = Duration.zero
        var sleepers: [UInt64: (until: Duration, waiter: CheckedContinuation<Bool, Never>)] = [:]
        var next: UInt64 = 0
    }
    private let state = Mutex(State())

    func step() {
        let woken = state.withLock { state in
            state.now += .milliseconds(100)
            let due = state.sleepers.filter { $0.value.until <= state.now }
            due.keys.forEach { state.sleepers[$0] = nil }
            return due.sorted { $0.key < $1.key }.map(\.value.waiter)
        }
        woken.forEach { $0.resume(returning: true) }
    }

    private func sleep(_ duration: Duration) async throws {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        let slept = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isCancelled = state.withLock { state in
                    // Asked once: a cancellation between two answers would resume the waiter twice.
                    let isCancelled = Task.isCancelled
                    if !isCancelled { state.sleepers[id] = (state.now + duration, waiter) }
                    return isCancelled
                }
                if isCancelled { waiter.resume(returning: false) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.waiter.resume(returning: false)
        }
        if !slept { throw CancellationError() }
    }

    var ambience: Ambience {
        Ambience(
            now: { Date(timeIntervalSince1970: 1_800_000_000) },
            uptime: { self.state.withLock { $0.now } },
            sleep: { try await self.sleep($0) },
            chance: { 0 },
            name: { "" }
        )
    }
}
