import Synchronization

/// Which fault each system has now.
///
/// Which request meets one is drawn from a seeded generator.
final class FaultBoard: Sendable {
    private struct Entry {
        var fault = Fault.none
        var lifted = Latch<Void>()
    }

    private struct State {
        var entries: [SandboxSystem: Entry] = [:]
        var random: SplitMix64
    }

    private let latencies: SandboxLatencies
    private let seed: UInt64
    private let state: Mutex<State>

    init(latencies: SandboxLatencies, seed: UInt64) {
        self.latencies = latencies
        self.seed = seed
        state = Mutex(State(random: SplitMix64(seed: seed)))
    }

    func set(_ fault: Fault, on system: SandboxSystem) {
        let before = state.withLock { state -> Entry? in
            state.entries.updateValue(Entry(fault: fault), forKey: system)
        }
        before?.lifted.open(())
    }

    /// All is well again, and whoever hangs goes on.
    func clear() {
        let before = state.withLock { state -> [Entry] in
            defer { state = State(random: SplitMix64(seed: seed)) }
            return Array(state.entries.values)
        }
        for entry in before { entry.lifted.open(()) }
    }

    func fault(on system: SandboxSystem) -> Fault { state.withLock { $0.entries[system]?.fault ?? .none } }

    /// What a request that arrives now meets.
    func meet(_ system: SandboxSystem) -> MetFault {
        let usual = latencies[system]
        return state.withLock { state in
            let entry = state.entries[system] ?? Entry()
            let fault = entry.fault
            guard fault.mode != .ok else {
                return MetFault(mode: .ok, latency: fault.latency ?? usual, lifted: entry.lifted)
            }
            let isHit = fault.rate >= 1 || Double.random(in: 0..<1, using: &state.random) < fault.rate
            guard isHit else { return MetFault(mode: .ok, latency: usual, lifted: entry.lifted) }
            let latency = fault.latency ?? (fault.mode == .slow ? .seconds(2) : usual)
            return MetFault(mode: fault.mode, latency: latency, lifted: entry.lifted)
        }
    }
}
