/// Queries in SuiteQL.
enum SuiteQL {
    /// Such as `'O''Brien'`.
    static func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

    /// What a customer's standing is read from, beside the account number.
    static let ofCustomer = [
        "isinactive", "creditholdoverride", "creditlimit", "balancesearch", "overduebalancesearch",
    ]

    /// One column of any customer.
    static func column(_ name: String) -> String { "SELECT c.\(name) FROM customer c" }

    /// A customer with their balance; `field` is a column's name, from the configuration.
    static func customer(_ account: String, by field: String) -> String {
        """
        SELECT c.id, c.\(field) AS accountkey, \(ofCustomer.map { "c.\($0)" }.joined(separator: ", ")), \
        cur.symbol AS currencycode FROM customer c LEFT JOIN currency cur ON cur.id = c.currency \
        WHERE c.\(field) = \(literal(account))
        """
    }

    /// Customers by the spellings of a number; nil where there is nothing to look for or into.
    static func accounts(spelt spellings: [String], in fields: [String], key: String) -> String? {
        guard !spellings.isEmpty, !fields.isEmpty else { return nil }
        let list = spellings.map(literal).joined(separator: ", ")
        let conditions = fields.map { "c.\($0) IN (\(list))" }.joined(separator: " OR ")
        let columns = fields.map { "c.\($0)" }.joined(separator: ", ")
        return "SELECT c.\(key) AS accountkey, \(columns) FROM customer c WHERE \(conditions)"
    }
}
