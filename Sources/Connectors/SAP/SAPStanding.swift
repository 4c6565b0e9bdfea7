import FoundationEssentials
import Identity

/// How an account stands, from what SAP's three services say of it.
struct SAPStanding {
    /// An open item, read.
    struct Item: Equatable, Sendable {
        /// Debits above zero, credits below.
        let amount: Decimal
        let currency: String
        /// Days since 1970.
        let dueDay: Int?
    }

    let partner: SAPPartner
    /// Nil where they are not known, or not all of them.
    let items: [Item]?
    /// Nil where credit management is not asked.
    let credit: [SAPCreditAccount]?
    /// Credit management was asked, and does not tell.
    var refusesCredit = false
    /// Days since 1970.
    let today: Int

    func standing(source: SourceName) -> AccountStanding {
        AccountStanding(
            status: status,
            balanceDue: sum { _ in true },
            overdue: sum { $0.dueDay.map { $0 < today } ?? false },
            creditHold: hasCreditHold,
            source: source
        )
    }

    /// The gravest word that is true.
    private var status: AccountStanding.Status? {
        if isClosed { return .closed }
        if isBlocked { return .blocked }
        if hasCreditHold == true { return .creditHold }
        // Active is only what is certainly on no hold.
        return refusesCredit ? nil : .active
    }

    private var isClosed: Bool {
        let isGoneEverywhere = isEverywhere { $0.DeletionIndicator == true }
        return partner.IsMarkedForArchiving == true || partner.to_Customer?.DeletionIndicator == true
            || isGoneEverywhere
    }

    /// True of every company code that deals with the customer: one of several that does not is that one's affair.
    private func isEverywhere(_ isTrue: (SAPCustomer.Company) -> Bool) -> Bool {
        let companies = partner.to_Customer?.to_CustomerCompany?.results ?? []
        return !companies.isEmpty && companies.allSatisfy(isTrue)
    }

    private var isBlocked: Bool {
        let customer = partner.to_Customer
        let reasons = [
            customer?.BillingIsBlockedForCustomer, customer?.OrderIsBlockedForCustomer, customer?.DeliveryIsBlocked,
        ]
        return partner.BusinessPartnerIsBlocked == true || customer?.PostingIsBlocked == true
            || reasons.contains { $0?.isEmpty == false }
            || isEverywhere { $0.PaymentBlockingReason?.isEmpty == false }
    }

    private var hasCreditHold: Bool? { credit?.contains(where: \.CreditAccountIsBlocked) }

    /// Nil where items are in more than one currency: there are no rates here, and a part is no balance.
    private func sum(where isCounted: (Item) -> Bool) -> Money? {
        guard let items, let currency else { return nil }
        return Money(amount: items.filter(isCounted).reduce(0) { $0 + $1.amount }, currency: currency)
    }

    /// The one of all items; where nothing is open, the credit account's.
    private var currency: String? {
        guard let items, let first = items.first?.currency else {
            return credit?.lazy.compactMap(\.CreditSegmentCurrency).first { !$0.isEmpty }
        }
        return items.allSatisfy { $0.currency == first } ? first : nil
    }
}

extension SAPStanding.Item {
    /// The code tells the sign: services differ in whether the amount does.
    ///
    /// Throws where an amount is no number.
    init(_ row: SAPOpenItem) throws(SourceFailure) {
        guard let number = AmountText.decimal(row.AmountInTransactionCurrency), !row.TransactionCurrency.isEmpty
        else { throw .malformed }
        let size = number < 0 ? -number : number
        amount =
            switch row.DebitCreditCode {
            case "S": size
            case "H": -size
            default: number
            }
        currency = row.TransactionCurrency
        dueDay = row.NetDueDate.flatMap(OData.day)
    }
}
