import Dispatch
import Synchronization

/// Runs what its tasks have to do on the thread that asks it to, one step at a time and in an order that a seed decides:
/// a test that repeats, whatever the machine is busy with.
final class StepExecutor: TaskExecutor {
    private struct State {
        /// Steps before `first` are taken already.
        var steps: [UnownedJob] = []
        var first = 0
        var chance: SplitMix64?
        var taken = 0
        var isReleased = false

        mutating func next() -> UnownedJob? {
            guard first < steps.count else {
                steps.removeAll(keepingCapacity: true)
                first = 0
                return nil
            }
            taken += 1
            if var dice = chance {
                steps.swapAt(first, Int.random(in: first..<steps.count, using: &dice))
                chance = dice
            }
            defer { first += 1 }
            return steps[first]
        }
    }
    private let state: Mutex<State>

    /// Without a seed steps are taken in the order of their arrival.
    init(seed: UInt64?) { state = Mutex(State(chance: seed.map { SplitMix64(seed: $0) })) }

    /// Steps taken so far.
    var taken: Int { state.withLock { $0.taken } }

    func enqueue(_ job: consuming ExecutorJob) {
        let step = UnownedJob(job)
        let isReleased = state.withLock { state in
            if !state.isReleased { state.steps.append(step) }
            return state.isReleased
        }
        if isReleased { run(step) }
    }

    /// What is left is done elsewhere and whenever it likes: the last words of cancelled tasks.
    func release() {
        let left = state.withLock { state in
            state.isReleased = true
            defer { state.steps = [] }
            return state.steps[state.first...]
        }
        left.forEach(run)
    }

    private func run(_ step: UnownedJob) {
        DispatchQueue.global().async { step.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Returns when everybody waits; false where that does not come about.
    func settle() -> Bool {
        let limit = taken + 2_000_000
        while let step = state.withLock({ $0.next() }) {
            step.runSynchronously(on: asUnownedTaskExecutor())
            guard taken < limit else { return false }
        }
        return true
    }
}
