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
        try execute(
            sql,
            [
                call.text, sequence, leg.queueID, leg.userID, leg.startedAt.milliseconds,
                (leg.wrappedAt ?? leg.endedAt)?.milliseconds, leg.isHandled, milliseconds(leg.handle),
                milliseconds(leg.talk), milliseconds(leg.held), milliseconds(leg.afterCall),
                milliseconds(leg.dialing), milliseconds(leg.contacting),
            ]
        )
    }
}

private func milliseconds(_ duration: Duration) -> Int64 { Int64(duration / .milliseconds(1)) }
