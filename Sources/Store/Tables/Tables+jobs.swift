import Broker
import FoundationEssentials
import GRDB
import Identity

extension Tables {
    /// The schema holds priorities to these.
    private static let priorities = 0...2

    /// One priority after the other, so that the index gives the order and only due jobs are touched.
    func due(_ lane: Job.Lane, at now: Date, limit: Int, except busy: Set<CallID>) throws -> [Job] {
        let sql = """
            SELECT call_id, due, attempts, since, priority FROM job CROSS JOIN call ON row = call_row
            WHERE lane = ? AND priority = ? AND due <= ? ORDER BY due, call_row LIMIT ?
            """
        var jobs: [Job] = []
        for priority in Self.priorities where jobs.count < limit {
            // Each busy call takes at most one place.
            let rows = try rows(sql, [lane.rawValue, priority, now.asNow, limit - jobs.count + busy.count])
            let free = try rows.map { try job($0, lane) }.filter { !busy.contains($0.call) }
            jobs += free.prefix(limit - jobs.count)
        }
        return jobs
    }

    func nextDue(_ lane: Job.Lane) throws -> Date? {
        let sql = "SELECT min(due) FROM job WHERE lane = ? AND priority = ?"
        let first = try Self.priorities.compactMap { try row(sql, [lane.rawValue, $0])?[0] as Int64? }.min()
        return first.map { Date(milliseconds: $0) }
    }

    func keep(_ job: Job) throws {
        let sql = """
            INSERT INTO job (call_row, lane, due, attempts, since, priority) VALUES (\(Self.row), ?, ?, ?, ?, ?)
            ON CONFLICT (call_row, lane) DO UPDATE
            SET due = excluded.due, attempts = excluded.attempts, since = excluded.since, priority = excluded.priority
            """
        let (due, since) = (job.due.asDeadline, job.since.milliseconds)
        try execute(sql, [job.call.text, job.lane.rawValue, due, job.attempts, since, job.priority])
    }

    func finish(_ lanes: [Job.Lane], of call: CallID) throws {
        let sql = "DELETE FROM job WHERE call_row = \(Self.row) AND lane = ?"
        for lane in lanes { try execute(sql, [call.text, lane.rawValue]) }
    }

    private func job(_ row: Row, _ lane: Job.Lane) throws -> Job {
        Job(
            call: try callID(row[0]),
            lane: lane,
            due: Date(milliseconds: row[1]),
            attempts: row[2],
            since: Date(milliseconds: row[3]),
            priority: row[4]
        )
    }
}
