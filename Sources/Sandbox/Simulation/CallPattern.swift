/// How calls come over time; all have the same mean.
package enum CallPattern: String, Sendable, CaseIterable {
    case steady
    /// A tenth of the time brings more than half of the calls.
    case burst
    /// Few, then more and more, then few again: a day's course in the time that there is.
    case busyHour = "busy-hour"
    /// The platform's line is cut again and again; what was due is sent at once when it is back, and all that is going on is
    /// asked for once more.
    case reconnectStorm = "reconnect-storm"

    private static let burstPeriod = 10.0
    private static let stormPeriod = 15.0
    private static let cutFor = 3.0

    /// Times the mean, at a second of so many.
    func factor(at second: Double, of seconds: Double) -> Double {
        switch self {
        case .steady, .reconnectStorm: return 1
        case .burst: return second.truncatingRemainder(dividingBy: Self.burstPeriod) < 1 ? 5.5 : 0.5
        case .busyHour:
            let share = seconds > 0 ? second / seconds : 0
            // A parabola through the edges, with the area of a rectangle of height 1.
            return 0.4 + 3.6 * share * (1 - share)
        }
    }

    /// The largest of all factors.
    var peak: Double {
        switch self {
        case .steady, .reconnectStorm: 1
        case .burst: 5.5
        case .busyHour: 1.3
        }
    }

    /// When what is due at a second can be sent: later where the line is cut.
    func sendingTime(ofWhatIsDue second: Double) -> Double {
        guard self == .reconnectStorm else { return second }
        let within = second.truncatingRemainder(dividingBy: Self.stormPeriod)
        return within < Self.stormPeriod - Self.cutFor ? second : second - within + Self.stormPeriod
    }
}
