import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct AnAccountStandsAsSAPSaysIt {
    /// What is set, alone and together: the gravest word wins.
    @Test(arguments: [
        ("", AccountStanding.Status.active), ("credit", .creditHold), ("partner", .blocked), ("posting", .blocked),
        ("billing", .blocked), ("order", .blocked), ("delivery", .blocked), ("archived", .closed), ("deleted", .closed),
        ("everywhere", .closed), ("somewhere", .active), ("credit order", .blocked), ("unpaid", .blocked),
        ("unpaid-here", .active),
        ("credit partner archived", .closed),
        ("somewhere credit", .creditHold),
    ]) func theGravestWordWins(_ flags: String, _ status: AccountStanding.Status) {
        let standing = standing(flags)
        #expect(standing.status == status)
        #expect(standing.creditHold == flags.contains("credit"))
    }

    @Test func itemsAddUpExactly() {
        let standing = standing("", items: [("0.10", "EUR", 10), ("0.20", "EUR", 21), ("18249.70", "EUR", nil)])
        #expect(standing.balanceDue?.amountText == "18250.00")
        #expect(standing.overdue == Money(amount: Decimal(string: "0.10") ?? 0, currency: "EUR"))
    }

    @Test func dueTodayIsNotOverdue() {
        #expect(standing("", items: [("5", "EUR", 20)]).overdue?.amountText == "0.00")
        #expect(standing("", items: [("5", "EUR", 19)]).overdue?.amountText == "5.00")
    }

    @Test func onlyOneCurrencyIsAddedUp() {
        let euros = [("2", "EUR", nil), ("3", "EUR", Int?.some(1))]
        let standing = standing("", items: euros, creditCurrency: "CHF")
        #expect(standing.balanceDue == Money(amount: 5, currency: "EUR"), "the items' own, whatever the limit is in")
        #expect(standing.overdue == Money(amount: 3, currency: "EUR"))
    }

    @Test func aPartIsNoBalance() {
        let mixed = standing("", items: [("1", "USD", nil), ("90000", "EUR", Int?.some(1))], creditCurrency: "EUR")
        #expect(mixed.balanceDue == nil && mixed.overdue == nil, "there are no rates here")
    }

    @Test func nothingOpenIsZeroWhereTheCurrencyIsKnown() {
        #expect(standing("", items: [], creditCurrency: "JPY").balanceDue == Money(amount: 0, currency: "JPY"))
        #expect(standing("", items: []).balanceDue == nil)
        #expect(standing("", items: nil, creditCurrency: "JPY").balanceDue == nil, "unknown is not zero")
    }

    @Test(arguments: [
        ("100.00", "S", "100"), ("100.00", "H", "-100"), ("-100.00", "H", "-100"), ("-100.00", nil, "-100"),
        (" 12.5", "S", "12.5"), ("100.00", "", "100"),
    ]) func theCodeTellsTheSign(_ amount: String, _ code: String?, _ expected: String) throws {
        let row = SAPOpenItem(
            Customer: "1",
            NetDueDate: nil,
            AmountInTransactionCurrency: amount,
            TransactionCurrency: "EUR",
            DebitCreditCode: code
        )
        #expect(try SAPStanding.Item(row).amount == Decimal(string: expected))
    }

    @Test(arguments: [
        "", "-", "12abc", "1e5", "1,000.00", "1.2.3", "0x10", "NaN", "١٢", String(repeating: "9", count: 31),
    ])
    func whatIsNoAmountIsNonsense(_ amount: String) {
        let row = SAPOpenItem(
            Customer: "1",
            NetDueDate: nil,
            AmountInTransactionCurrency: amount,
            TransactionCurrency: "EUR",
            DebitCreditCode: "S"
        )
        #expect(throws: SourceFailure.malformed) { try SAPStanding.Item(row) }
    }

    @Test(arguments: [
        ("/Date(1527206400000)/", 17_676), ("/Date(1527206400000+0000)/", 17_676), ("/Date(0)/", 0), ("/Date(-1)/", -1),
    ]) func datesOfSAP(_ text: String, _ day: Int) { #expect(OData.day(text) == day) }

    @Test(arguments: ["", "/Date()/", "2018-05-25", "/Date(99999999999999999999)/"])
    func noDatesOfSAP(_ text: String) { #expect(OData.day(text) == nil) }

    @Test func keysAreComparedWithoutTheirZeros() {
        #expect(OData.isSameKey("0010100001", "10100001"))
        #expect(!OData.isSameKey("10100001", "10100002"))
        #expect(!OData.isSameKey("10100001", "101000010"))
    }

    @Test func `where credit management is not asked, no hold is told, and none denied`() {
        let partner = SAPPartner(
            BusinessPartner: "1",
            Customer: nil,
            BusinessPartnerIsBlocked: false,
            IsMarkedForArchiving: false,
            to_Customer: nil
        )
        let told = SAPStanding(partner: partner, items: nil, credit: nil, today: 20)
            .standing(source: SourceName("sap"))
        #expect(told.creditHold == nil)
        #expect(told.status == .active, "blocks and its end are the partner's own")
    }

    private func standing(
        _ flags: String,
        items: [(String, String, Int?)]? = [],
        creditCurrency: String? = nil
    ) -> AccountStanding {
        let flags = Set(flags.split(separator: " ").map(String.init))
        let block = { (name: String) in flags.contains(name) ? "01" : "" }
        let companies = [
            SAPCustomer.Company(
                DeletionIndicator: flags.contains("everywhere") || flags.contains("somewhere"),
                PaymentBlockingReason: flags.contains("unpaid") || flags.contains("unpaid-here") ? "A" : ""
            ),
            SAPCustomer.Company(
                DeletionIndicator: flags.contains("everywhere"),
                PaymentBlockingReason: flags.contains("unpaid") ? "A" : ""
            ),
        ]
        let customer = SAPCustomer(
            Customer: "1",
            BillingIsBlockedForCustomer: block("billing"),
            OrderIsBlockedForCustomer: block("order"),
            DeliveryIsBlocked: block("delivery"),
            PostingIsBlocked: flags.contains("posting"),
            DeletionIndicator: flags.contains("deleted"),
            to_CustomerCompany: ODataRows(results: companies, next: nil)
        )
        let partner = SAPPartner(
            BusinessPartner: "1",
            Customer: "1",
            BusinessPartnerIsBlocked: flags.contains("partner"),
            IsMarkedForArchiving: flags.contains("archived"),
            to_Customer: customer
        )
        let credit = SAPCreditAccount(
            BusinessPartner: "1",
            CreditAccountIsBlocked: flags.contains("credit"),
            CreditSegmentCurrency: creditCurrency
        )
        let read = items.map { items in
            items.map { SAPStanding.Item(amount: Decimal(string: $0.0) ?? 0, currency: $0.1, dueDay: $0.2) }
        }
        return SAPStanding(partner: partner, items: read, credit: [credit], today: 20).standing(
            source: SourceName("sap")
        )
    }
}
