import Metrics
import Synchronization

/// Measures of one name, each made when its labels first come.
final class MeasureFamily<Labels: Hashable & Sendable, Measure: Sendable>: Sendable {
    private let made = Mutex<[Labels: Measure]>([:])
    private let make: @Sendable (Labels) -> Measure

    private init(_ make: @escaping @Sendable (Labels) -> Measure) { self.make = make }

    /// The measure of these labels.
    subscript(labels: Labels) -> Measure {
        made.withLock { made in
            if let known = made[labels] { return known }
            let measure = make(labels)
            made[labels] = measure
            return measure
        }
    }
}

extension MeasureFamily where Measure == Counter {
    static func counters(
        _ name: String,
        _ factory: any MetricsFactory,
        _ dimensions: @escaping @Sendable (Labels) -> [(String, String)]
    ) -> MeasureFamily {
        MeasureFamily { Counter(label: name, dimensions: dimensions($0), factory: factory) }
    }
}

extension MeasureFamily where Measure == Timer {
    static func timers(
        _ name: String,
        _ factory: any MetricsFactory,
        _ dimensions: @escaping @Sendable (Labels) -> [(String, String)]
    ) -> MeasureFamily {
        MeasureFamily { Timer(label: name, dimensions: dimensions($0), factory: factory) }
    }
}
