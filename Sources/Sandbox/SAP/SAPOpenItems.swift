import FoundationEssentials

/// The open items of an account: those past their date add up to `overdue`, all of them to `balanceDue`.
enum SAPOpenItems {
    static let set = SAPEntitySet(
        service: SAPEntitySet.itemService,
        name: "A_OperationalAcctgDocItemCube",
        keys: ["CompanyCode", "FiscalYear", "AccountingDocument", "AccountingDocumentItem"],
        navigation: [],
        rows: rows
    )

    private typealias Item = (units: Int, dueInDays: Int)

    @Sendable
    private static func rows(_ contact: Contact, _ erp: People.ERPAccount, _ now: Date) -> [[JSON.Member]] {
        let late = halves(erp.overdue.units).enumerated().map { ($1, dueInDays: $0 == 0 ? -45 : -12) }
        let rest = halves(erp.balanceDue.units - erp.overdue.units).enumerated().map {
            ($1, dueInDays: $0 == 0 ? 9 : 30)
        }
        return (late + rest).enumerated().map { index, item in
            let amount = Amount(units: item.0, scale: erp.balanceDue.scale)
            return row(contact, erp, amount: amount, due: CivilTime.day(item.dueInDays, after: now), index: index)
        }
    }

    /// Two invoices where there is enough to split, so that a reader who takes the first only is found out.
    private static func halves(_ units: Int) -> [Int] {
        let first = units * 3 / 5
        return units == 0 ? [] : first == 0 ? [units] : [first, units - first]
    }

    /// A credit memo carries a negative amount and `H`.
    private static func row(
        _ contact: Contact,
        _ erp: People.ERPAccount,
        amount: Amount,
        due: Date,
        index: Int
    ) -> [JSON.Member] {
        [
            JSON.Member("CompanyCode", "1010"),
            JSON.Member("FiscalYear", .string(String(CivilTime.year(due)))),
            JSON.Member("AccountingDocument", .string(String(1_800_000_000 + contact.place * 10 + index))),
            JSON.Member("AccountingDocumentItem", "001"),
            JSON.Member("AccountingDocumentType", amount.units < 0 ? "DG" : "DR"),
            JSON.Member("FinancialAccountType", "D"),
            JSON.Member("Customer", .string(erp.number)),
            JSON.Member("ClearingAccountingDocument", ""),
            JSON.Member("IsCleared", false),
            JSON.Member("NetDueDate", .string(CivilTime.odata(due))),
            JSON.Member("AmountInTransactionCurrency", .string(amount.description)),
            JSON.Member("TransactionCurrency", .string(erp.currency)),
            JSON.Member("AmountInCompanyCodeCurrency", .string(amount.description)),
            JSON.Member("CompanyCodeCurrency", .string(erp.currency)),
            JSON.Member("DebitCreditCode", amount.units < 0 ? "H" : "S"),
            JSON.Member("PaymentBlockingReason", ""),
        ]
    }
}
