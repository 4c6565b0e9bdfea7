import Metrics
import Synchronization

/// What was measured, as lines of `name{labels} value`, for tests to look at.
final class Measures: MetricsFactory {
    private let values = Mutex<[String: Int64]>([:])

    var text: String { values.withLock { $0 }.map { "\($0) \($1)\n" }.sorted().joined() }

    /// Zero for what was never measured; of times and records, how many there were.
    subscript(name: String) -> Int64 { values.withLock { $0[name] ?? 0 } }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        measure(label, dimensions)
    }
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        measure(label, dimensions)
    }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { measure(label, dimensions) }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private func measure(_ label: String, _ dimensions: [(String, String)]) -> Measure {
        let labels = dimensions.map { "\($0)=\($1)" }.joined(separator: ",")
        let name = labels.isEmpty ? label : "\(label){\(labels)}"
        return Measure { amount in self.values.withLock { $0[name, default: 0] += amount } }
    }
}

private final class Measure: CounterHandler, RecorderHandler, TimerHandler {
    private let keep: @Sendable (Int64) -> Void

    init(keep: @escaping @Sendable (Int64) -> Void) { self.keep = keep }

    func increment(by amount: Int64) { keep(amount) }
    func reset() {}
    func record(_ value: Int64) { keep(1) }
    func record(_ value: Double) { keep(1) }
    func recordNanoseconds(_ duration: Int64) { keep(1) }
}
