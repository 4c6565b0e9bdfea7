import Foundation
import Synchronization
import Testing

/// Random lives of a broker, in virtual time.
///
/// A failure names its seed; `SEED=n` runs that one alone, `SEEDS=n` so many instead of a thousand.
@Suite struct AnyOrderOfThingsIsSafe {
    private static let steps = 20

    private static var seeds: ClosedRange<UInt64> {
        func number(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) }
        return number("SEED").map { $0...$0 } ?? 1...max(1, number("SEEDS") ?? 1_000)
    }

    @Test func `one identity a call, in time, never undone by a machine, never forgotten, never lost`() async throws {
        let supply = Seeds(Self.seeds)
        let wrongs = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) {
                group.addTask { await Self.live(supply) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        for wrong in wrongs.prefix(10) { Issue.record("\(wrong)") }
    }

    /// Lives until the seeds run out, or there is something to mend.
    @concurrent private static func live(_ seeds: Seeds) async -> [String] {
        while let seed = seeds.next() {
            do {
                var life = try RandomLife(seed: seed)
                try await life.run(steps: steps)
                guard life.wrongs.isEmpty else { return life.wrongs.map { "SEED=\(seed): \($0)" } }
            } catch {
                return ["SEED=\(seed): \(error)"]
            }
        }
        return []
    }
}

/// Seeds, each given once.
private final class Seeds: Sendable {
    private let left: Mutex<ClosedRange<UInt64>.Iterator>

    init(_ seeds: ClosedRange<UInt64>) { left = Mutex(seeds.makeIterator()) }

    func next() -> UInt64? { left.withLock { $0.next() } }
}
