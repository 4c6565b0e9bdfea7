import Broker
import FoundationEssentials
import GRDB
import Identity

extension Tables {
    /// Counting stops here: "more than 10,000 calls before" is as good as any number above.
    static let countedCalls = 10_000

    func call(_ id: CallID) throws -> Call? {
        guard let row = try row("SELECT envelope FROM call WHERE call_id = ?", [id.text]) else { return nil }
        return try vault.open(Call.self, from: row[0], of: .call(id))
    }

    /// All calls of a number, answered from the index alone.
    func callCount(_ numberIndex: Data) throws -> Int {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM call WHERE number_index = ? LIMIT \(Self.countedCalls + 1))"
        return try row(sql, [numberIndex])?[0] ?? 0
    }

    /// In which order is answered from an index alone; only those that are needed to find enough wanted ones are opened.
    func liveCalls(limit: Int, where isWanted: (Call) -> Bool) throws -> [Call] {
        let order = """
            SELECT row FROM call INDEXED BY call_leaving WHERE leaves_at IS NOT NULL ORDER BY started_at DESC, row DESC
            """
        var wanted: [Call] = []
        for place in try rows(order, []) where wanted.count < limit {
            let found = try row("SELECT call_id, envelope FROM call WHERE row = ?", [place[0] as Int64])
            guard let found else { continue }
            let call = try vault.open(Call.self, from: found[1], of: .call(try callID(found[0])))
            if isWanted(call) { wanted.append(call) }
        }
        return wanted
    }

    func leaving(at now: Date, limit: Int) throws -> [CallID] {
        let sql = "SELECT call_id FROM call WHERE leaves_at <= ? ORDER BY leaves_at, row LIMIT ?"
        return try rows(sql, [now.asNow, limit]).map { try callID($0[0]) }
    }

    func nextLeaving() throws -> Date? {
        let sql = "SELECT min(leaves_at) FROM call WHERE leaves_at IS NOT NULL"
        return (try row(sql, [])?[0] as Int64?).map { Date(milliseconds: $0) }
    }

    /// Number and start hardly ever change; leaving them out of the update leaves their indexes alone.
    func keep(_ call: Call, over before: Call?, leavesAt: Date?) throws {
        let envelope = try vault.seal(call, for: .call(call.id), at: now)
        guard let before, before.id == call.id else { return try insert(call, leavesAt: leavesAt, envelope) }
        try execute(Self.update, clearColumns(of: call) + [leavesAt?.asDeadline, envelope, call.id.text])
        guard before.number != call.number || before.life.startedAt != call.life.startedAt else { return }
        try execute(
            "UPDATE call SET number_index = ?, started_at = ? WHERE call_id = ?",
            [call.number.map(vault.index), call.life.startedAt.milliseconds, call.id.text]
        )
    }

    /// It stays in the journal.
    func takeOffFeed(_ id: CallID) throws {
        try execute("UPDATE call SET leaves_at = NULL WHERE call_id = ?", [id.text])
    }

    private func insert(_ call: Call, leavesAt: Date?, _ envelope: Data) throws {
        let rest: StatementArguments = [
            leavesAt?.asDeadline, envelope, call.id.text, call.number.map(vault.index),
            call.life.startedAt.milliseconds,
        ]
        let isLate = call.life.startedAt < now.addingTimeInterval(-Self.latest)
        try execute(isLate ? Self.lateInsertion : Self.insertion, clearColumns(of: call) + rest)
    }

    /// Rows stand in the order of arrival, and by that the latest calls are found without an index of all beginnings.
    ///
    /// What is heard of more than an hour late goes below them.
    private static let latest = 3600.0

    /// What reports and the board select, group and count by; none of it names a person.
    private static let clearColumns = [
        "external_index", "state", "tier", "rule", "queue", "agent", "orphan", "ambiguous", "known_in", "switches",
        "undos", "sync", "waiting_since", "ended_at",
    ]

    private static let update = """
        UPDATE call SET \(clearColumns.map { "\($0) = ?" }.joined(separator: ", ")),
            leaves_at = coalesce(?, leaves_at), envelope = ? WHERE call_id = ?
        """

    private static let insertion = """
        INSERT INTO call (\(clearColumns.joined(separator: ", ")), leaves_at, envelope, call_id, number_index, started_at)
        VALUES (\(String(repeating: "?, ", count: clearColumns.count))?, ?, ?, ?, ?)
        """

    private static let lateInsertion = """
        INSERT INTO call (
            \(clearColumns.joined(separator: ", ")), leaves_at, envelope, call_id, number_index, started_at, row)
        VALUES (\(String(repeating: "?, ", count: clearColumns.count))?, ?, ?, ?, ?,
            min(0, coalesce((SELECT min(row) FROM call), 0)) - 1)
        """

    private func clearColumns(of call: Call) -> StatementArguments {
        [
            vault.index(of: call.identity.externalID), call.life.state.rawValue, call.crm.account?.tier,
            call.identity.rule?.rawValue, call.life.queueID, call.life.userID, call.isOrphan,
            call.identity.confidence == .ambiguous, call.knownInPhase, call.switches, call.undos,
            call.sync.state.rawValue, call.life.waitingSince?.milliseconds, call.life.endedAt?.milliseconds,
        ]
    }

    func callID(_ text: String) throws(JournalFailure) -> CallID {
        guard let id = CallID(text) else { throw .corrupt }
        return id
    }
}
