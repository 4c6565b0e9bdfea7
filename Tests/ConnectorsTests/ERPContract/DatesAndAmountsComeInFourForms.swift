import Foundation
import Identity
import Testing

@testable import Connectors

/// 2026-11-23 is day 20780 since 1970.
@Suite struct DatesAndAmountsComeInFourForms {
    @Test(arguments: [
        "2026-11-23", "2026-11-23T23:59:59Z", "2026-11-23T00:00:00.000+00:00", "2026-11-24T00:30:00+0100",
        "2026-11-23 12:00:00",
    ]) func `ISO 8601, with and without a time, and ServiceNow's`(text: String) {
        #expect(WireTime.date(text).map(CalendarDay.of) == 20_780)
    }

    @Test(arguments: ["/Date(1795392000000)/", "/Date(1795478399999)/", "/Date(1795392000000+0000)/"])
    func `SAP's`(text: String) { #expect(OData.day(text) == 20_780) }

    @Test func `Tryton's`() throws {
        let value = try JSONDecoder().decode(
            JSONValue.self,
            from: Data(#"{"__class__":"date","year":2026,"month":11,"day":23}"#.utf8)
        )
        #expect(value.trytonDay == 20_780)
        for other: JSONValue in [
            ["__class__": "date", "year": 2026, "month": 13, "day": 1], ["__class__": "date", "year": 2026],
            ["year": 2026, "month": 1, "day": 1], "2026-11-23", nil, ["__class__": "Decimal", "decimal": "1"],
        ] {
            #expect(other.trytonDay == nil)
        }
    }

    @Test(arguments: ["", "2026-11", "23.11.2026", "2026-13-01", "2026-11-23T25:00:00Z", "yesterday"])
    func `what is no date is none`(text: String) { #expect(WireTime.date(text) == nil) }

    @Test(arguments: [
        ("18250.00", "18250"), ("-0.10", "-0.1"), (" 5.00", "5"), ("0", "0"),
        ("99999999999999999999.99", "99999999999999999999.99"),
    ]) func `an amount's text is exact`(text: String, expected: String) {
        #expect(AmountText.decimal(text) == Decimal(string: expected))
        let value: JSONValue = ["__class__": "Decimal", "decimal": .string(text)]
        #expect(value.trytonDecimal == Decimal(string: expected))
    }

    @Test func `a number of JSON keeps its digits`() throws {
        let body = #"{"items":[{"AccountNumber":"1","TotalOpenReceivablesForAccount":1234567890.10}]}"#
        let rows = try WireAnswer.json(body).json(FusionPage<FusionAccount>.self).items
        #expect(rows.first?.TotalOpenReceivablesForAccount == Decimal(string: "1234567890.10"))
    }
}
