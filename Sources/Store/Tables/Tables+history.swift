import Broker
import GRDB
import Identity

extension Tables {
    func history(of call: CallID) throws -> [IdentityStep] {
        let sql = "SELECT seq, envelope FROM identity_step WHERE call_row = \(Self.row) ORDER BY seq"
        return try rows(sql, [call.text]).map { row in
            try vault.open(IdentityStep.self, from: row[1], of: .step(call, sequence: row[0]))
        }
    }

    /// A call that is new has no steps to go on from.
    func append(_ steps: [IdentityStep], to call: CallID, isNew: Bool) throws {
        guard !steps.isEmpty else { return }
        let last = isNew ? 0 : try lastStep(of: call)
        for (sequence, step) in zip(last + 1..<Int64.max, steps) { try insert(step, sequence, of: call) }
    }

    private func lastStep(of call: CallID) throws -> Int64 {
        let sql = "SELECT max(seq) FROM identity_step WHERE call_row = \(Self.row)"
        return try row(sql, [call.text])?[0] as Int64? ?? 0
    }

    private func insert(_ step: IdentityStep, _ sequence: Int64, of call: CallID) throws {
        let sql = """
            INSERT INTO identity_step (call_row, seq, at, superseded, resolved_by, rule, envelope)
            VALUES (\(Self.row), ?, ?, ?, ?, ?, ?)
            """
        let envelope = try vault.seal(step, for: .step(call, sequence: sequence), at: now)
        try execute(
            sql,
            [
                call.text, sequence, step.at.milliseconds, step.superseded, step.identity.resolvedBy.rawValue,
                step.identity.rule?.rawValue, envelope,
            ]
        )
    }
}
