import Metrics
import Synchronization

/// The values of one name and one set of labels.
protocol PrometheusSeries: AnyObject, Sendable {
    func lines(_ name: String, _ labels: Labels) -> String
}

/// Counts up, without a lock: it stands in the lookup's way.
final class CounterSeries: CounterHandler, PrometheusSeries {
    private let count = Atomic<Int64>(0)

    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }

    func lines(_ name: String, _ labels: Labels) -> String {
        "\(name)\(labels.braced()) \(count.load(ordering: .relaxed))\n"
    }
}

/// The last value.
final class GaugeSeries: MeterHandler, RecorderHandler, PrometheusSeries {
    private let bits = Atomic<UInt64>(0)

    private var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func decrement(by amount: Double) { increment(by: -amount) }

    func increment(by amount: Double) {
        var old = bits.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let (isExchanged, found) = bits.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
            if isExchanged { return }
            old = found
        }
    }

    func lines(_ name: String, _ labels: Labels) -> String { "\(name)\(labels.braced()) \(value.prometheusText)\n" }
}

/// How often a value was at most each of some bounds.
final class HistogramSeries: TimerHandler, RecorderHandler, PrometheusSeries {
    /// What is measured: nanoseconds told in seconds, or plain numbers.
    struct Scale {
        let bounds: [Double]
        let unit: Double

        /// From a lookup's best to a platform write's worst; the lookup's grace, deadline and latest are among them.
        static let seconds = Scale(
            bounds: [
                0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.3, 0.45, 1, 2.5, 5, 10, 30, 60,
            ],
            unit: 1e9
        )
        static let counts = Scale(bounds: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000], unit: 1)
    }

    private struct State {
        /// The last is of what is beyond all bounds.
        var counts: [Int]
        var sum = 0.0
    }

    private let scale: Scale
    private let state: Mutex<State>

    init(_ scale: Scale) {
        self.scale = scale
        state = Mutex(State(counts: Array(repeating: 0, count: scale.bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration)) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let value = value / scale.unit
        guard value.isFinite else { return }
        let place = scale.bounds.firstIndex { value <= $0 } ?? scale.bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    func lines(_ name: String, _ labels: Labels) -> String {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var (total, text) = (0, "")
        for (bound, count) in zip(scale.bounds + [.infinity], counts) {
            total += count
            text += "\(name)_bucket\(labels.braced(with: "le=\"\(bound.prometheusText)\"")) \(total)\n"
        }
        return text + "\(name)_sum\(labels.braced()) \(sum.prometheusText)\n\(name)_count\(labels.braced()) \(total)\n"
    }
}

extension Double {
    /// Whole numbers without a point; infinities and NaN as Prometheus spells them.
    fileprivate var prometheusText: String {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: self).map { "\($0)" } ?? "\(self)"
    }
}
