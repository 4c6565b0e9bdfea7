import Broker
import FoundationEssentials
import GRDB
import Identity

extension Tables {
    /// What phase 2 still asks for is not given up.
    func orphans(since: Date, limit: Int) throws -> [Orphan] {
        let sql = """
            SELECT call_id, envelope FROM call
            WHERE row BETWEEN ? AND ? AND started_at >= ? AND orphan = 1 AND (ended_at IS NOT NULL OR leaves_at IS NULL)
                AND NOT EXISTS (SELECT 1 FROM job WHERE call_row = row AND lane = 'crm')
            ORDER BY row LIMIT ?
            """
        var orphans: [Orphan] = []
        for span in try rows(startedSince: since.milliseconds) {
            let arguments: StatementArguments = [
                span.lowerBound, span.upperBound, since.milliseconds, limit - orphans.count,
            ]
            orphans += try rows(sql, arguments).map(orphan)
        }
        return orphans
    }

    private struct SealedNumber: Decodable { let number: CallerNumber? }

    private func orphan(_ row: Row) throws -> Orphan {
        let id = try callID(row[0])
        return Orphan(call: id, number: try vault.open(SealedNumber.self, from: row[1], of: .call(id)).number)
    }
}
