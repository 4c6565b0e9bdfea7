import Broker
import Foundation
import Synchronization

/// A clock that moves only when it is told to, and those who wait for it.
final class VirtualTime: Sendable {
    /// 2026-11-23, 09:00 UTC.
    static let nine = Date(timeIntervalSince1970: 1_795_424_400)

    private struct Sleeper {
        let wakes: Duration
        let waiter: CheckedContinuation<Bool, Never>
    }
    private struct State {
        var elapsed: Duration = .zero
        var ahead: TimeInterval = 0
        var sleepers: [UInt64: Sleeper] = [:]
        var next: UInt64 = 0
    }
    private let state = Mutex(State())

    var elapsed: Duration { state.withLock { $0.elapsed } }
    var now: Date { state.withLock { Self.nine.addingTimeInterval($0.elapsed / .seconds(1) + $0.ahead) } }

    /// Somebody sets the wall clock; time itself goes on as it did.
    func setAhead(by seconds: TimeInterval) { state.withLock { $0.ahead += seconds } }

    /// When the next sleeper wakes.
    var nextWake: Duration? { state.withLock { $0.sleepers.values.map(\.wakes).min() } }

    func sleep(_ duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        let slept = await withTaskCancellationHandler {
            await withCheckedContinuation { fallAsleep(id, duration, $0) }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.waiter.resume(returning: false)
        }
        if !slept { throw CancellationError() }
    }

    private func fallAsleep(_ id: UInt64, _ duration: Duration, _ waiter: CheckedContinuation<Bool, Never>) {
        let isCancelled = state.withLock { state in
            guard !Task.isCancelled else { return true }
            state.sleepers[id] = Sleeper(wakes: state.elapsed + duration, waiter: waiter)
            return false
        }
        if isCancelled { waiter.resume(returning: false) }
    }

    /// Moves the clock and wakes those whose time has come, in its order.
    func move(to moment: Duration) {
        let woken = state.withLock { state in
            state.elapsed = max(state.elapsed, moment)
            let due = state.sleepers.filter { $0.value.wakes <= state.elapsed }
            due.keys.forEach { state.sleepers[$0] = nil }
            return due.sorted { ($0.value.wakes, $0.key) < ($1.value.wakes, $1.key) }
        }
        woken.forEach { $0.value.waiter.resume(returning: true) }
    }

    /// Time, chance of a seed, and names that are counted.
    func ambience(seed: UInt64) -> Ambience {
        let fate = Fate(seed: seed)
        return Ambience(
            now: { self.now },
            uptime: { self.elapsed },
            sleep: { try await self.sleep($0) },
            chance: { fate.chance() },
            name: { fate.name() }
        )
    }
}

/// Chance that a seed repeats, and counted names.
private final class Fate: Sendable {
    private let dice: Mutex<SplitMix64>
    private let names = Atomic(0)

    init(seed: UInt64) { dice = Mutex(SplitMix64(seed: seed)) }

    func chance() -> Double { dice.withLock { Double.random(in: 0..<1, using: &$0) } }
    func name() -> String { "name-\(names.wrappingAdd(1, ordering: .relaxed).newValue)" }
}
