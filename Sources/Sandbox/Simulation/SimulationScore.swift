import Histogram
import Synchronization

/// What a simulation has come to so far.
package struct SimulationReport: Sendable, Equatable, Encodable {
    /// Requests of one kind; times from when each should have been sent to its answer, in milliseconds.
    package struct Requests: Sendable, Equatable, Encodable {
        package let sent: Int
        /// With success.
        package let answered: Int
        /// Of those, so late that a platform would have given up.
        package let late: Int
        /// Refused, or without an answer.
        package let failed: Int
        package let p50Ms: Double
        package let p90Ms: Double
        package let p99Ms: Double
        package let p999Ms: Double
        package let maxMs: Double
    }

    /// Calls that began.
    package let calls: Int
    /// Calls that were left out: too many were going on.
    package let leftOut: Int
    /// How long it took.
    package let seconds: Double
    package let lookups: Requests
    package let events: Requests
    /// HTTP statuses of failed requests, and how often; 0 stands for no answer.
    package let failures: [Int: Int]

    /// Everything was answered, and in time.
    package var isClean: Bool { leftOut == 0 && lookups.late + lookups.failed + events.failed == 0 }
    /// Nobody has answered anything.
    package var isSilent: Bool { lookups.sent > 0 && lookups.answered == 0 }
}

/// Counts requests, and calls that are going on.
final class SimulationScore: Sendable {
    enum Kind { case lookup, event }

    /// Calls that go on at once.
    static let most = 50_000

    fileprivate struct Series {
        var sent = 0
        var answered = 0
        var late = 0
        var failed = 0
        /// Microseconds, to three digits, up to a minute.
        var times = Histogram<UInt64>(highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: .three)
    }

    private struct State {
        var calls = 0
        var leftOut = 0
        var live = 0
        var lookups = Series()
        var events = Series()
        var failures: [Int: Int] = [:]
    }

    private let state = Mutex(State())

    /// A call begins; false where too many are going on.
    func begin(isAgain: Bool) -> Bool {
        state.withLock { state in
            guard state.live < Self.most else {
                state.leftOut += 1
                return false
            }
            state.live += 1
            state.calls += isAgain ? 0 : 1
            return true
        }
    }

    func end() { state.withLock { $0.live -= 1 } }

    /// A request has ended, so long after it should have been sent; `status` 0 is no answer.
    func count(_ kind: Kind, status: Int, took: Duration) {
        let microseconds = UInt64(max(1, min(took / .microseconds(1), 59_999_999)))
        state.withLock { state in
            switch kind {
            case .lookup: state.lookups.count(status, microseconds, isLate: took > CallPlacer.lookupTimeout)
            case .event: state.events.count(status, microseconds, isLate: false)
            }
            if !(200..<300).contains(status) { state.failures[status, default: 0] += 1 }
        }
    }

    func report(after time: Duration) -> SimulationReport {
        state.withLock { state in
            SimulationReport(
                calls: state.calls,
                leftOut: state.leftOut,
                seconds: (time / .milliseconds(1)).rounded() / 1000,
                lookups: state.lookups.requests,
                events: state.events.requests,
                failures: state.failures
            )
        }
    }
}

extension SimulationScore.Series {
    fileprivate mutating func count(_ status: Int, _ microseconds: UInt64, isLate: Bool) {
        sent += 1
        _ = times.record(microseconds)
        guard (200..<300).contains(status) else { return failed += 1 }
        answered += 1
        late += isLate ? 1 : 0
    }

    fileprivate var requests: SimulationReport.Requests {
        func milliseconds(_ microseconds: UInt64) -> Double { Double(microseconds) / 1000 }
        return SimulationReport.Requests(
            sent: sent,
            answered: answered,
            late: late,
            failed: failed,
            p50Ms: milliseconds(times.valueAtPercentile(50)),
            p90Ms: milliseconds(times.valueAtPercentile(90)),
            p99Ms: milliseconds(times.valueAtPercentile(99)),
            p999Ms: milliseconds(times.valueAtPercentile(99.9)),
            maxMs: milliseconds(sent > 0 ? times.max : 0)
        )
    }
}
