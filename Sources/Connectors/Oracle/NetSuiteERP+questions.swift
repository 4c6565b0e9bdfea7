package import Broker
import Identity

extension NetSuiteERP {
    /// The customers with their currency, and once more by number: there is one door.
    package var questions: [SourceQuestion] {
        guard let nothing = Nothing.account, let number = Nothing.number else { return [] }
        let columns = [configuration.accountField] + SuiteQL.ofCustomer
        let customers = question("customer and currency", "read how an account stands", "fields.account", columns) {
            () throws(SourceFailure) in _ = try await self.standing(of: nothing)
        }
        let fields = configuration.numberFields
        let numbers = question("customer", "find customers by number", "fields.number", fields) {
            () throws(SourceFailure) in _ = try await self.accounts(with: number)
        }
        return fields.isEmpty ? [customers] : [customers, numbers]
    }

    private func question(
        _ table: String,
        _ purpose: String,
        _ key: String,
        _ columns: [String],
        _ ask: @escaping SourceQuestion.Ask
    ) -> SourceQuestion {
        SourceQuestion(
            table,
            to: purpose,
            needs: permissions,
            mend: "compare \(key) with the columns of customer; one that the role may not see is none",
            comparing: { () throws(SourceFailure) -> KnownFields in
                try await KnownFields.of(columns, sure: "id", ask) { column throws(SourceFailure) in
                    _ = try await self.rows(of: SuiteQL.column(column), limit: 1)
                }
            }
        )
    }
}
