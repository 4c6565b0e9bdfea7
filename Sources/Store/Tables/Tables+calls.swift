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

    /// Which are the newest is answered from an index alone.
    func liveCalls(limit: Int) throws -> [Call] {
        let sql = """
            SELECT call_id, envelope FROM call WHERE row IN (
                SELECT row FROM call INDEXED BY call_leaving WHERE leaves_at IS NOT NULL
                ORDER BY started_at DESC, row DESC LIMIT ?
            ) ORDER BY started_at DESC, row DESC
            """
        return try rows(sql, [limit]).map { row in
            try vault.open(Call.self, from: row[1], of: .call(try callID(row[0])))
        }
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
        let sql = """
            UPDATE call SET external_index = ?, state = ?, tier = ?, rule = ?, queue = ?, agent = ?,
                leaves_at = coalesce(?, leaves_at), envelope = ? WHERE call_id = ?
            """
        try execute(sql, clearColumns(of: call) + [leavesAt?.asDeadline, envelope, call.id.text])
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
        let sql = """
            INSERT INTO call (
                external_index, state, tier, rule, queue, agent, leaves_at, envelope, call_id, number_index, started_at
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        let rest: StatementArguments = [
            leavesAt?.asDeadline, envelope, call.id.text, call.number.map(vault.index),
            call.life.startedAt.milliseconds,
        ]
        try execute(sql, clearColumns(of: call) + rest)
    }

    /// What reports select and group by; none of it names a person.
    private func clearColumns(of call: Call) -> StatementArguments {
        [
            vault.index(of: call.identity.externalID), call.life.state.rawValue, call.crm.account?.tier,
            call.identity.rule?.rawValue, call.life.queueID, call.life.userID,
        ]
    }

    func callID(_ text: String) throws(JournalFailure) -> CallID {
        guard let id = CallID(text) else { throw .corrupt }
        return id
    }
}
