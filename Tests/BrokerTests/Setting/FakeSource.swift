import Broker
import Foundation
import Identity
import Synchronization

/// What all fake sources have in common: they answer, fail, take their time or hang, as they are told.
final class FakeSource: Sendable {
    struct Temper: Sendable {
        var failure: SourceFailure?
        var nextFailure: SourceFailure?
        var latency: Duration = .zero
        var state = SourceHealth.State.up
        var median: Duration? = .milliseconds(20)
        var nextProbeAt: Date?
        /// Time between two requests that are let through, the most urgent first.
        var pace: Duration?
    }
    private struct State {
        var temper = Temper()
        var isHanging = false
        var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        var requests: UInt64 = 0
        var line: [(urgency: Urgency, ticket: UInt64)] = []
        var nextTurn: Duration = .zero
    }

    let name: SourceName
    private let role: SourceHealth.Role
    private let time: VirtualTime
    private let state = Mutex(State())

    init(_ name: String, _ role: SourceHealth.Role, _ time: VirtualTime) {
        self.name = SourceName(name)
        self.role = role
        self.time = time
    }

    /// Requests so far, those refused without asking left out.
    var requests: Int { state.withLock { Int($0.requests) } }
    /// Requests that hang.
    var waiting: Int { state.withLock { $0.waiting.count } }

    func become(_ edit: (inout Temper) -> Void) { state.withLock { edit(&$0.temper) } }
    func fail(_ failure: SourceFailure?) { become { $0.failure = failure } }

    /// Requests from now on get no answer until released.
    func hang() { state.withLock { $0.isHanging = true } }

    /// Requests from now on are answered; those that hang go on hanging.
    func letOthersPass() { state.withLock { $0.isHanging = false } }

    func release() {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            state.isHanging = false
            return state.waiting.sorted { $0.key < $1.key }
        }
        waiting.forEach { $0.value.resume(returning: true) }
    }

    func health() -> SourceHealth {
        let temper = state.withLock { $0.temper }
        return SourceHealth(
            name: name,
            role: role,
            state: temper.state,
            since: VirtualTime.nine,
            median: temper.median,
            p99: temper.median.map { $0 * 3 },
            nextProbeAt: temper.nextProbeAt
        )
    }

    /// Returns where the source would answer.
    func answer() async throws(SourceFailure) {
        let (temper, ticket) = state.withLock { state -> (Temper, UInt64) in
            if state.temper.state != .down || isProbeDue(state.temper) { state.requests += 1 }
            return (state.temper, state.requests)
        }
        guard temper.state != .down || isProbeDue(temper) else { throw .breakerOpen(until: temper.nextProbeAt) }
        do {
            if let pace = temper.pace { try await takeTurn(ticket, pace) }
            try await time.sleep(temper.latency)
        } catch {
            throw .timedOut
        }
        guard await pass(ticket) else { throw .timedOut }
        if let failure = state.withLock({ $0.temper.nextFailure.take() ?? $0.temper.failure }) { throw failure }
        // As with a real breaker, an answer ends the outage.
        if temper.state == .down { become { ($0.state, $0.nextProbeAt) = (.up, nil) } }
    }

    /// Waits until it is this request's turn.
    private func takeTurn(_ ticket: UInt64, _ pace: Duration) async throws {
        let me = (urgency: Urgency.current, ticket: ticket)
        state.withLock { $0.line.append(me) }
        defer { state.withLock { $0.line.removeAll { $0.ticket == ticket } } }
        while true {
            let wait = state.withLock { state -> Duration in
                let now = time.elapsed
                let isFirst = !state.line.contains { ($0.urgency.rawValue, $0.ticket) < (me.urgency.rawValue, ticket) }
                guard now >= state.nextTurn, isFirst else { return max(state.nextTurn - now, .milliseconds(1)) }
                state.nextTurn = now + pace
                return .zero
            }
            if wait == .zero { return }
            try await time.sleep(wait)
        }
    }

    private func isProbeDue(_ temper: Temper) -> Bool { temper.nextProbeAt.map { $0 <= time.now } ?? false }

    private func pass(_ ticket: UInt64) async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let goesOn = state.withLock { state -> Bool? in
                    if Task.isCancelled { return false }
                    guard state.isHanging else { return true }
                    state.waiting[ticket] = waiter
                    return nil
                }
                if let goesOn { waiter.resume(returning: goesOn) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: false)
        }
    }
}
