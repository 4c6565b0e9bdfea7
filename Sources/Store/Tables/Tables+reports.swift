import Broker
import FoundationEssentials
import GRDB
import Identity

extension Tables {
    /// What of a call's envelope a report needs: the rest is not even decoded.
    private struct Sealed: Decodable {
        struct Identified: Decodable { let externalID: ExternalID }
        struct Case: Decodable { let id: String }
        struct Account: Decodable { let supportCase: Case? }
        struct CRM: Decodable { let account: Account? }

        let identity: Identified
        let crm: CRM
    }

    /// In the order of rows: late ones, then the others from where they can begin.
    func reportedCalls(since: Date, tier: String?, after place: Int64?, limit: Int) throws -> ReportedCalls {
        var (calls, last) = ([ReportedCall](), Int64?.none)
        for span in try rows(startedSince: since.milliseconds) where calls.count < limit {
            let first = max(span.lowerBound, place.map { $0 + 1 } ?? Int64.min)
            guard first <= span.upperBound else { continue }
            let found = try reported(first...span.upperBound, since, tier, limit - calls.count)
            calls += try found.map(reportedCall)
            last = found.last?[0] ?? last
        }
        return ReportedCalls(calls: calls, next: calls.count < limit ? nil : last)
    }

    private func reported(_ span: ClosedRange<Int64>, _ since: Date, _ tier: String?, _ limit: Int) throws -> [Row] {
        let sql = """
            SELECT row, call_id, tier, started_at, ended_at, envelope FROM call
            WHERE row BETWEEN ? AND ? AND started_at >= ?\(tier == nil ? "" : " AND tier = ?") ORDER BY row LIMIT ?
            """
        var arguments: StatementArguments = [span.lowerBound, span.upperBound, since.milliseconds]
        if let tier { arguments += [tier] }
        return try rows(sql, arguments + [limit])
    }

    private func reportedCall(_ row: Row) throws -> ReportedCall {
        let id = try callID(row[1])
        let sealed = try vault.open(Sealed.self, from: row[5], of: .call(id))
        return ReportedCall(
            call: id,
            externalID: sealed.identity.externalID,
            caseID: sealed.crm.account?.supportCase?.id,
            tier: row[2],
            duration: (row[4] as Int64?).map { .milliseconds($0 - (row[3] as Int64)) }
        )
    }

    func tiers() throws -> [String] {
        try rows("SELECT DISTINCT tier FROM call WHERE tier IS NOT NULL ORDER BY tier", []).map { $0[0] }
    }

    /// The rows of calls that began since a moment, in two halves of which each takes as long to look through.
    func halves(startedSince since: Int64) throws -> (former: [ClosedRange<Int64>], latter: [ClosedRange<Int64>]) {
        let spans = try rows(startedSince: since)
        let last = try row("SELECT max(row) FROM call", [])?[0] as Int64? ?? 0
        guard let span = spans.last, span.lowerBound < last else { return (spans, []) }
        let middle = span.lowerBound + (last - span.lowerBound) / 2
        return (spans.dropLast() + [span.lowerBound...middle], [(middle + 1)...span.upperBound])
    }

    /// Calls are counted by their own beginning, as the board does, whenever their legs began.
    ///
    /// Summed up here: for SQLite's own groups it would sort all legs first.
    func legSums<Key>(
        in spans: [ClosedRange<Int64>],
        since: Int64,
        by grouping: ReportGrouping,
        _ key: (Row) throws -> Key
    ) throws -> LegSums<Key> {
        var sums = LegSums<Key>()
        let statement = try db.cachedStatement(sql: Self.legs(by: grouping))
        for span in spans {
            let legs = try Row.fetchCursor(statement, arguments: [span.lowerBound, span.upperBound, since])
            while let leg = try legs.next() {
                sums.add(LegSums.Sum(row: leg[1], handle: leg[2], held: leg[3]), to: try key(leg))
            }
        }
        return sums
    }

    private static func legs(by grouping: ReportGrouping) -> String {
        let column =
            switch grouping {
            case .tier: "CAST(call.tier AS BLOB)"
            case .account: "call.external_index"
            case .queue: "CAST(leg.queue AS BLOB)"
            case .agent: "CAST(leg.agent AS BLOB)"
            }
        return """
            SELECT \(column), call_row, handle_ms, held_ms FROM leg CROSS JOIN call ON row = call_row
            WHERE call_row BETWEEN ? AND ? AND handled = 1 AND call.started_at >= ?
            """
    }

    /// The groups with the most handle time, by what they are called.
    func reportedTimes(named sums: LegSums<Data?>, limit: Int) -> [ReportedTimes] {
        sums.largest(limit).map { key, sum in
            ReportedTimes(group: .named(key.map { String(decoding: $0, as: UTF8.self) }), times: sum.times)
        }
    }

    /// An account is known by its blind index only: one of its calls says which it is.
    func reportedTimes(ofAccounts sums: LegSums<IndexKey>, limit: Int) throws -> [ReportedTimes] {
        try sums.largest(limit).map { _, sum in
            ReportedTimes(group: .account(try account(ofCall: sum.row)), times: sum.times)
        }
    }

    private func account(ofCall row: Int64) throws -> ExternalID {
        guard let found = try self.row("SELECT call_id, envelope FROM call WHERE row = ?", [row]) else {
            throw JournalFailure.corrupt
        }
        return try vault.open(Sealed.self, from: found[1], of: .call(try callID(found[0]))).identity.externalID
    }
}
