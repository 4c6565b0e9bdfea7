import Identity

extension SalesforceCRM {
    /// Asks with cases; where that is refused, once more without: a right that is missing there loses nobody.
    ///
    /// Nil where there is nothing to ask; `refusal` is why there are no cases.
    func askWithCases<Answer: Sendable>(
        _ query: (SalesforceQueries) -> String?,
        reading: @escaping @Sendable (WireAnswer) throws(SourceFailure) -> Answer
    ) async throws(SourceFailure) -> (answer: Answer, refusal: SourceFailure?)? {
        guard let whole = query(queries) else { return nil }
        do throws(SourceFailure) { return (try await ask(whole, reading: reading), nil) } catch {
            // Of a query, Salesforce refuses all or nothing, and says so as a mistake in it.
            guard case .rejected(400) = error, configuration.fields.cases != nil else { throw error }
            var fields = configuration.fields
            fields.cases = nil
            guard let part = query(SalesforceQueries(fields: fields)) else { throw error }
            return (try await ask(part, reading: reading), error)
        }
    }

    /// The people of an answer, each with the reason why there are no cases.
    func accounts(_ found: (answer: SalesforceRows.Page, refusal: SourceFailure?)?) -> [Account] {
        guard let found else { return [] }
        return found.answer.records.compactMap { row in
            var account = rows.account(row)
            account?.refusal = found.refusal
            return account
        }
    }
}
