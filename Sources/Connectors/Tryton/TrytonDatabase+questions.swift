package import Broker
import Identity

extension TrytonDatabase {
    /// One model, asked for no row of it.
    func question(
        _ model: String,
        to purpose: String,
        module: String,
        _ fields: @escaping @Sendable (TrytonSession) -> [String]?
    ) -> SourceQuestion {
        SourceQuestion(
            model,
            to: purpose,
            needs: "a group with read on \(model)",
            mend: "activate the module \(module), and give our user a group that reads \(model)"
        ) { () throws(SourceFailure) in
            _ = try await self.rows(of: model, where: [.condition("id", "=", -1)], limit: 1, fields)
        }
    }
}

extension TrytonCRM {
    /// The models of people, and the notes that calls become.
    package var questions: [SourceQuestion] {
        [
            database.question("party.party", to: "read parties", module: "party") { _ in Self.ofPerson },
            database.question(TrytonPhone.model, to: "find people by number", module: "party") { _ in
                TrytonPhone.fields
            },
            database.question("ir.note", to: "read kept calls", module: "ir") { _ in ["message"] },
        ]
    }
}

extension TrytonERP {
    /// The models of an account, and dunning where it stops credit.
    package var questions: [SourceQuestion] {
        [
            database.question("party.party", to: "read parties", module: "party") {
                TrytonParty.fields + $0.fields.sorted()
            },
            database.question(TrytonPhone.model, to: "find parties by number", module: "party") { _ in
                TrytonPhone.fields
            },
            database.question("account.move.line", to: "read open lines", module: "account") { _ in Self.ofLine },
            database.question("account.dunning", to: "read dunning", module: "account_dunning") {
                $0.fields.isSuperset(of: TrytonDatabase.stopping) ? ["party"] : nil
            },
        ]
    }
}
