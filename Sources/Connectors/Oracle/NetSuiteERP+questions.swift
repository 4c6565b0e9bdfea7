package import Broker
import Identity

extension NetSuiteERP {
    /// The customers with their currency, and once more by number: there is one door.
    package var questions: [SourceQuestion] {
        guard let nothing = Nothing.account, let number = Nothing.number else { return [] }
        let customers = question("customer and currency", "read how an account stands", "fields.account") {
            () throws(SourceFailure) in _ = try await self.standing(of: nothing)
        }
        let numbers = question("customer", "find customers by number", "fields.number") { () throws(SourceFailure) in
            _ = try await self.accounts(with: number)
        }
        return configuration.numberFields.isEmpty ? [customers] : [customers, numbers]
    }

    private func question(
        _ table: String,
        _ purpose: String,
        _ key: String,
        _ ask: @escaping SourceQuestion.Ask
    ) -> SourceQuestion {
        SourceQuestion(
            table,
            to: purpose,
            needs: permissions,
            mend: "compare \(key) with the columns of customer; one that the role may not see is none",
            ask
        )
    }
}
