package import FoundationEssentials
import Identity
import Synchronization

/// Counts calls by the hour in which they began, as they change: reading costs nothing that grows with their number.
///
/// What was before a start comes from the journal, once.
package final class Tally: Sendable {
    /// Hours that are counted, this one included.
    package static let hours = 24
    private static let hour: TimeInterval = 3600

    private let tallies = Mutex<[Int: CallTally]>([:])

    /// Nothing counted.
    package init() {}

    /// The beginning of the first hour that counts at a moment.
    package static func since(_ now: Date) -> Date { date(hour(of: now) - hours + 1) }

    /// The hours before a start, by their beginning; called before anything else changes.
    package func resume(_ known: [HourlyTally]) {
        tallies.withLock { tallies in
            for hourly in known { tallies[Self.hour(of: hourly.hour), default: CallTally()] += hourly.tally }
        }
    }

    /// A call is another than before.
    func count(_ change: Committed) {
        let (before, after) = (change.before.map { ($0, CallTally($0)) }, CallTally(change.call))
        tallies.withLock { tallies in
            if let before { tallies[Self.hour(of: before.0.life.startedAt), default: CallTally()] -= before.1 }
            let hour = Self.hour(of: change.call.life.startedAt)
            let isNew = tallies[hour] == nil
            tallies[hour, default: CallTally()] += after
            if isNew { tallies = tallies.filter { $0.key > hour - 2 * Self.hours } }
        }
    }

    /// The calls that began in the hours that count at a moment.
    package func sum(at now: Date) -> CallTally {
        let first = Self.hour(of: now) - Self.hours + 1
        return tallies.withLock { tallies in
            tallies.reduce(into: CallTally()) { sum, hourly in
                if hourly.key >= first { sum += hourly.value }
            }
        }
    }

    private static func hour(of date: Date) -> Int { Int((date.timeIntervalSince1970 / hour).rounded(.down)) }
    private static func date(_ number: Int) -> Date { Date(timeIntervalSince1970: Double(number) * hour) }
}
