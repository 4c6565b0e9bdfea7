import Broker
import FoundationEssentials
import GRDB
import Identity

extension Tables {
    /// Only events make and change legs; a lookup and its enrichment write none.
    func keepLegs(of call: Call, over before: Call?) throws {
        let (legs, known) = (call.life.legs, before?.life.legs ?? [])
        guard legs != known else { return }
        if !known.isEmpty { try execute("DELETE FROM leg WHERE call_row = \(Self.row)", [call.id.text]) }
        for (sequence, leg) in legs.enumerated() { try insert(leg, sequence, of: call.id) }
    }

    private func insert(_ leg: AgentLeg, _ sequence: Int, of call: CallID) throws {
        let sql = """
            INSERT INTO leg (
                call_row, seq, queue, agent, started_at, over_at, handled, handle_ms, talk_ms, held_ms, after_call_ms,
                dialing_ms, contacting_ms
            ) VALUES (\(Self.row), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        let times = [leg.talk, leg.held, leg.afterCall, leg.dialing, leg.contacting].map {
            Int64($0 / .milliseconds(1))
        }
        let key: StatementArguments = [
            call.text, sequence, leg.queueID, leg.userID, leg.startedAt.milliseconds,
            (leg.wrappedAt ?? leg.endedAt)?.milliseconds, leg.isHandled, times.reduce(0, +),
        ]
        try execute(sql, key + StatementArguments(times))
    }
}
