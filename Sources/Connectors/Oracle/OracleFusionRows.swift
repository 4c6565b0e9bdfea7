import FoundationEssentials
import Identity

/// Rows of one answer.
struct FusionPage<Row: Decodable & Sendable>: Decodable, Sendable {
    let items: [Row]
    let hasMore: Bool?
}

/// Children of a row: a list in framework versions 1 and 2, a collection of its own from 3 on.
struct FusionChildren<Row: Decodable & Sendable>: Decodable, Sendable {
    let rows: [Row]
    let hasMore: Bool

    init(rows: [Row], hasMore: Bool = false) {
        self.rows = rows
        self.hasMore = hasMore
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let rows = try? container.decode([Row].self) {
            self.init(rows: rows)
        } else {
            let page = try container.decode(FusionPage<Row>.self)
            self.init(rows: page.items, hasMore: page.hasMore ?? false)
        }
    }
}

/// A customer account with what is open on it in all.
struct FusionAccount: Decodable, Sendable {
    let AccountNumber: String
    let TotalOpenReceivablesForAccount: Decimal?
}

/// A bill-to site of an account with its open instalments.
struct FusionSite: Decodable, Sendable {
    let AccountNumber: String
    let transactionPaymentSchedules: FusionChildren<FusionInstalment>?
}

/// A part of an invoice that is due on a day.
struct FusionInstalment: Decodable, Sendable {
    let TotalBalanceAmount: Decimal?
    let EnteredCurrency: String?
    let PaymentScheduleDueDate: String?
    let PaymentDaysLate: Int?
}

/// How an account stands.
///
/// Receivables tell amounts only: holds and closed accounts are not among what REST shows.
struct FusionStanding {
    let account: FusionAccount
    /// Nil where not all are known.
    let instalments: [FusionInstalment]?
    let currency: String?
    /// Days since 1970.
    let today: Int

    func standing(source: SourceName) throws(SourceFailure) -> AccountStanding {
        let currency = currency ?? onlyCurrency
        return AccountStanding(
            status: nil,
            balanceDue: currency.flatMap { currency in
                account.TotalOpenReceivablesForAccount.map { Money(amount: $0, currency: currency) }
            },
            overdue: try currency.flatMap { currency throws(SourceFailure) in try overdue(in: currency) },
            creditHold: nil,
            source: source
        )
    }

    private var onlyCurrency: String? {
        let currencies = Set((instalments ?? []).compactMap(\.EnteredCurrency))
        guard currencies.count == 1, let only = currencies.first, isCurrencyCode(only) else { return nil }
        return only
    }

    /// Nil where some of it is in another currency: there are no rates here.
    private func overdue(in currency: String) throws(SourceFailure) -> Money? {
        guard let instalments else { return nil }
        var sum = Decimal(0)
        for instalment in instalments where try isOverdue(instalment) {
            guard let amount = instalment.TotalBalanceAmount else { throw .malformed }
            guard instalment.EnteredCurrency ?? currency == currency else { return nil }
            sum += amount
        }
        return Money(amount: sum, currency: currency)
    }

    private func isOverdue(_ instalment: FusionInstalment) throws(SourceFailure) -> Bool {
        guard let due = instalment.PaymentScheduleDueDate else { return (instalment.PaymentDaysLate ?? 0) > 0 }
        guard let date = WireTime.date(due) else { throw .malformed }
        return CalendarDay.of(date) < today
    }
}
