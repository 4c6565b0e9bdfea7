import Broker
import FoundationEssentials
import GRDB
import Identity

extension Tables {
    static let hour: Int64 = 3_600_000

    /// Answered from the index of live calls alone.
    func waiting() throws -> Waiting {
        let sql = """
            SELECT count(waiting_since), min(waiting_since) FROM call INDEXED BY call_leaving WHERE leaves_at IS NOT NULL
            """
        guard let row = try row(sql, []) else { throw JournalFailure.corrupt }
        return Waiting(count: row[0], since: (row[1] as Int64?).map { Date(milliseconds: $0) })
    }

    /// Answered from the index of what is due.
    func backlog() throws -> [Job.Lane: Int] {
        var backlog: [Job.Lane: Int] = [:]
        for row in try rows("SELECT lane, count(*) FROM job GROUP BY lane", []) {
            guard let lane = Job.Lane(rawValue: row[0]) else { throw JournalFailure.corrupt }
            backlog[lane] = row[1]
        }
        return backlog
    }

    /// What the tally of the calls that are already there is made from; the columns are those of `CallTally`.
    func tallies(since: Date) throws -> [HourlyTally] {
        let since = since.milliseconds
        var hours: [Int64: CallTally] = [:]
        for rows in try rows(startedSince: since) {
            try addCalls(to: &hours, since: since, in: rows)
            try addLegs(to: &hours, since: since, in: rows)
        }
        return hours.map { HourlyTally(hour: Date(milliseconds: $0.key * Self.hour), tally: $0.value) }
    }

    private func addCalls(to hours: inout [Int64: CallTally], since: Int64, in span: ClosedRange<Int64>) throws {
        let sql = """
            SELECT started_at / \(Self.hour), count(*), sum(known_in IS 1), sum(known_in IS 2), sum(ambiguous),
                sum(orphan), sum(switches), sum(undos), sum(sync = 'pending'), sum(sync = 'retrying'),
                sum(sync = 'failed')
            FROM call WHERE row BETWEEN ? AND ? AND started_at >= ? GROUP BY 1
            """
        for row in try rows(sql, [span.lowerBound, span.upperBound, since]) {
            hours[row[0], default: CallTally()] += tally(row)
        }
    }

    private func tally(_ row: Row) -> CallTally {
        var tally = CallTally()
        tally.calls = row[1]
        (tally.identified.phase1, tally.identified.phase2) = (row[2], row[3])
        (tally.identified.ambiguous, tally.identified.orphans) = (row[4], row[5])
        (tally.identified.switched, tally.identified.undone) = (row[6], row[7])
        (tally.sync.pending, tally.sync.retrying, tally.sync.failed) = (row[8], row[9], row[10])
        return tally
    }

    private func addLegs(to hours: inout [Int64: CallTally], since: Int64, in span: ClosedRange<Int64>) throws {
        let sql = """
            SELECT call.started_at / \(Self.hour), tier, count(*), sum(handle_ms), sum(held_ms > 0), sum(held_ms)
            FROM leg CROSS JOIN call ON row = call_row
            WHERE call_row BETWEEN ? AND ? AND handled = 1 AND call.started_at >= ? GROUP BY 1, 2
            """
        for row in try rows(sql, [span.lowerBound, span.upperBound, since]) {
            let tier = row[1] as String?
            hours[row[0], default: CallTally()].byTier[tier, default: HandleTimes()] += handleTimes(row, from: 2)
        }
    }

    /// Four columns: legs, handle time, legs with a hold, time on hold.
    func handleTimes(_ row: Row, from column: Int) -> HandleTimes {
        HandleTimes(
            handled: row[column],
            handle: .milliseconds(row[column + 1] as Int64),
            withHold: row[column + 2],
            held: .milliseconds(row[column + 3] as Int64)
        )
    }

    /// Where the calls are that began since a moment, in milliseconds, among few others.
    ///
    /// Rows stand in the order of arrival; a call may have arrived up to an hour after it began, or before. Those that
    /// came later than that have rows below zero.
    func rows(startedSince since: Int64) throws -> [ClosedRange<Int64>] {
        [Int64.min...(-1), try firstRow(startedSince: since - Self.hour)...Int64.max]
    }

    /// By halving: there is no index of all starts, for it would cost at each lookup.
    func firstRow(startedSince since: Int64) throws -> Int64 {
        let sql = "SELECT row, started_at FROM call WHERE row >= ? ORDER BY row LIMIT 1"
        var low: Int64 = 0
        var high = (try row("SELECT max(row) FROM call", [])?[0] as Int64? ?? 0) + 1
        while low < high {
            let middle = low + (high - low) / 2
            guard let found = try row(sql, [middle]) else { break }
            if (found[1] as Int64) >= since { high = middle } else { low = (found[0] as Int64) + 1 }
        }
        return low
    }
}
