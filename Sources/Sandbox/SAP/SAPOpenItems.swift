import FoundationEssentials

/// The open items of an account as the cube shows them.
enum SAPOpenItems {
    static let set = SAPEntitySet(
        service: SAPEntitySet.itemService,
        name: "A_OperationalAcctgDocItemCube",
        keys: ["CompanyCode", "FiscalYear", "AccountingDocument", "AccountingDocumentItem"],
        navigation: [],
        rows: rows
    )

    @Sendable
    private static func rows(_ contact: Contact, _ erp: People.ERPAccount, _ now: Date) -> [[JSON.Member]] {
        OpenItem.all(of: erp).enumerated().map { index, item in
            row(contact, erp, amount: item.amount, due: CivilTime.day(item.dueInDays, after: now), index: index)
        }
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
