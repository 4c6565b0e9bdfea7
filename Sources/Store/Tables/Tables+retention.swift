import Broker
import FoundationEssentials
import GRDB

extension Tables {
    /// A row that has to go, as far as a reader has seen.
    struct Expired: Sendable {
        let places: [RowPlace]
        /// There may be more behind them.
        let isFull: Bool
    }

    func expired(_ kind: Perishable, by limits: RetentionLimits, after place: RowPlace?, limit: Int) throws -> Expired {
        var arguments: StatementArguments = [place?.value ?? kind.first]
        arguments += kind.ages(limits)
        if case .calls = kind { arguments += [try end(limits)] }
        let places: [RowPlace] = try rows(kind.finding, arguments + [limit]).map { row in
            if case .links = kind { .key(row[0]) } else { .row(row[0]) }
        }
        return Expired(places: places, isFull: places.count == limit)
    }

    /// Rows that have changed since they were seen stay; how many went.
    func purge(_ kind: Perishable, _ places: [RowPlace], by limits: RetentionLimits) throws -> Int {
        var count = 0
        for place in places {
            try execute(kind.deletion, [place.value] + kind.ages(limits))
            count += db.changesCount
        }
        return count
    }

    /// Rows stand in the order of arrival, an hour at most behind their beginnings: nothing behind this one is old enough.
    private func end(_ limits: RetentionLimits) throws -> Int64 {
        try firstRow(startedSince: limits.calls.milliseconds + 2 * Self.hour)
    }
}

extension RowPlace {
    fileprivate var value: any DatabaseValueConvertible {
        switch self {
        case .row(let row): row
        case .key(let key): key
        }
    }
}

extension Perishable {
    /// Before all of its rows.
    fileprivate var first: any DatabaseValueConvertible {
        switch self {
        case .calls, .overrides, .audit: Int64.min
        case .links: Data()
        }
    }

    /// What its condition asks for.
    fileprivate func ages(_ limits: RetentionLimits) -> StatementArguments {
        switch self {
        case .calls: [limits.calls.milliseconds, limits.calls.milliseconds, limits.unfinished.milliseconds]
        case .links: [limits.links.milliseconds]
        case .overrides: [limits.overrides.asNow]
        case .audit: [limits.audit.milliseconds]
        }
    }

    private var condition: String {
        switch self {
        case .calls:
            """
            coalesce(leaves_at, 0) < ? AND started_at < ?
                AND (started_at < ? OR NOT EXISTS (SELECT 1 FROM job WHERE call_row = row))
            """
        case .links, .audit: "at < ?"
        case .overrides: "expires_at <= ?"
        }
    }

    private var table: String {
        switch self {
        case .calls: "call"
        case .links: "recent_link"
        case .overrides: "override"
        case .audit: "audit"
        }
    }

    private var key: String {
        switch self {
        case .calls: "row"
        case .links: "number_index"
        case .overrides: "rowid"
        case .audit: "id"
        }
    }

    fileprivate var finding: String {
        let end = if case .calls = self { "AND row < ?" } else { "" }
        return "SELECT \(key) FROM \(table) WHERE \(key) > ? AND \(condition) \(end) ORDER BY \(key) LIMIT ?"
    }

    fileprivate var deletion: String { "DELETE FROM \(table) WHERE \(key) = ? AND \(condition)" }
}
