import FoundationEssentials
import Identity

/// An answer of SuiteQL: every value is a text, and a column without one is left out.
struct SuiteQLPage: Decodable, Sendable {
    let items: [JSONValue]
    let hasMore: Bool?
}

/// A customer, with their balance.
struct NetSuiteCustomer: Sendable {
    let account: String
    let isInactive: Bool
    /// `ON` holds, `OFF` never does, `AUTO` does beyond the limit.
    let hold: String?
    let limit: Decimal?
    let balance: Decimal?
    let overdue: Decimal?
    let currency: String?

    init(_ row: JSONValue) throws(SourceFailure) {
        guard let account = row[path: "accountkey"]?.text, let inactive = row[path: "isinactive"]?.text else {
            throw .malformed
        }
        self.account = account
        isInactive = inactive == "T"
        hold = row[path: "creditholdoverride"]?.text?.uppercased()
        limit = try Self.amount(row, "creditlimit")
        balance = try Self.amount(row, "balancesearch")
        overdue = try Self.amount(row, "overduebalancesearch")
        currency = row[path: "currencycode"]?.text
        guard currency.map(isCurrencyCode) ?? true else { throw .malformed }
    }

    /// The customer with the account number, who has to be the only one.
    static func only(_ account: ERPAccountNumber, among rows: [JSONValue]) throws(SourceFailure) -> NetSuiteCustomer? {
        var customers: [NetSuiteCustomer] = []
        for row in rows { customers.append(try NetSuiteCustomer(row)) }
        guard customers.allSatisfy({ $0.account == account.text }) else { throw .malformed }
        // Whose of two the account is, nobody here can know.
        guard customers.count <= 1 else { throw .rejected(status: 409) }
        return customers.first
    }

    func standing(source: SourceName) -> AccountStanding {
        AccountStanding(
            status: isInactive ? .closed : isHeld ? .creditHold : .active,
            // A customer who owes nothing has no balance rather than one of zero.
            balanceDue: money(balance ?? 0),
            overdue: money(overdue ?? 0),
            creditHold: isHeld,
            source: source
        )
    }

    private var isHeld: Bool {
        switch hold {
        case "ON": return true
        case "OFF": return false
        default:
            guard let limit, let balance else { return false }
            return balance > limit
        }
    }

    private func money(_ amount: Decimal) -> Money? { currency.map { Money(amount: amount, currency: $0) } }

    private static func amount(_ row: JSONValue, _ column: String) throws(SourceFailure) -> Decimal? {
        guard let value = row[path: column] else { return nil }
        guard let amount = value.text.flatMap(AmountText.decimal) else { throw .malformed }
        return amount
    }
}
