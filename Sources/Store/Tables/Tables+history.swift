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

    func append(_ steps: [IdentityStep], to call: CallID) throws {
        guard !steps.isEmpty else { return }
        let last = try row("SELECT max(seq) FROM identity_step WHERE call_row = \(Self.row)", [call.text])?[0] as Int64?
        for (sequence, step) in zip((last ?? 0) + 1..<Int64.max, steps) { try insert(step, sequence, of: call) }
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
