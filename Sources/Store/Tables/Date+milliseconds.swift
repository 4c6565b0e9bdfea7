import FoundationEssentials

extension Date {
    /// A hundredth of a millisecond: what a double loses on the way to milliseconds and back.
    private static let slack = 0.01

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// A moment, for sorting.
    var milliseconds: Int64 { clamped(exactMilliseconds.rounded()) }
    /// A time to wait for: rounded up, so that nothing is due early.
    var asDeadline: Int64 { clamped((exactMilliseconds - Self.slack).rounded(.up)) }
    /// The present, to compare deadlines with.
    var asNow: Int64 { clamped((exactMilliseconds + Self.slack).rounded(.down)) }

    private var exactMilliseconds: Double { timeIntervalSince1970 * 1000 }

    /// The bound is 285,000 years off; it keeps `Date.distantPast` and nonsense from trapping.
    private func clamped(_ value: Double) -> Int64 { Int64(min(max(value, -9e15), 9e15)) }
}
