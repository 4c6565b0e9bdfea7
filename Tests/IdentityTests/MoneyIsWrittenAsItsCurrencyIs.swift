import Foundation
import Identity
import Testing

@Suite struct MoneyIsWrittenAsItsCurrencyIs {
    static let table = """
        amount          | currency | text
        42.1            | USD      | 42.10
        42.10           | EUR      | 42.10
        0               | USD      | 0.00
        -5.5            | USD      | -5.50
        18250           | USD      | 18250.00
        1200            | JPY      | 1200
        1200.5          | JPY      | 1200.5
        1.2             | KWD      | 1.200
        0.005           | USD      | 0.005
        123456789012.34 | USD      | 123456789012.34
        """

    @Test(arguments: rows(table)) func `with at least its decimals, never rounded`(row: [String]) throws {
        let amount = try #require(Decimal(string: row[0]))
        #expect(Money(amount: amount, currency: row[1]).amountText == row[2])
    }

    @Test func `and survives the journal to the last digit`() throws {
        for text in ["0.1", "42.10", "18250.00", "-0.01", "1234567890123.45", "0.3"] {
            let money = Money(amount: try #require(Decimal(string: text)), currency: "USD")
            #expect(try JSONDecoder().decode(Money.self, from: JSONEncoder().encode(money)) == money)
        }
    }
}
