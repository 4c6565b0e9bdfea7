import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct OfSeveralNoneIsGuessed {
    private static func party(_ id: Int, code: JSONValue, identifiers: String...) -> JSONValue {
        [
            "id": .number(Decimal(id)), "code": code, "active": 1,
            "identifiers.": .array(identifiers.map { ["id": 1, "code": .string($0)] }),
        ]
    }

    @Test func `of Tryton's parties, the number's own comes before those with such an identifier`() throws {
        let account = try account("4711")
        let (own, first) = (Self.party(1, code: "4711"), Self.party(2, code: "2", identifiers: "DE1", "4711"))
        #expect(try TrytonParty.only(account, among: [first, own])?.id == 1)
        #expect(try TrytonParty.only(account, among: [first])?.id == 2)
        #expect(try TrytonParty.only(account, among: []) == nil)
        #expect(throws: SourceFailure.rejected(status: 409)) {
            try TrytonParty.only(account, among: [first, Self.party(3, code: nil, identifiers: "4711")])
        }
        #expect(throws: SourceFailure.malformed) {
            try TrytonParty.only(account, among: [own, Self.party(3, code: "3")])
        }
    }

    private static func customer(_ account: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
        .object(["id": "1", "accountkey": .string(account), "isinactive": "F"].merging(more) { $1 })
    }

    @Test func `of NetSuite's customers, there is one or none`() throws {
        let account = try account("4711")
        #expect(try NetSuiteCustomer.only(account, among: [Self.customer("4711")])?.account == "4711")
        #expect(try NetSuiteCustomer.only(account, among: []) == nil)
        #expect(throws: SourceFailure.rejected(status: 409)) {
            try NetSuiteCustomer.only(account, among: [Self.customer("4711"), Self.customer("4711")])
        }
        #expect(throws: SourceFailure.malformed) {
            try NetSuiteCustomer.only(account, among: [Self.customer("4711"), Self.customer("4712")])
        }
    }

    /// Override, limit, balance, what comes of it.
    @Test(
        arguments: [
            ("AUTO", "100", "100.01", true), ("AUTO", "100", "100", false), ("AUTO", nil, "100", false),
            ("ON", nil, nil, true), ("OFF", "1", "100", false), (nil, "1", "2", true), ("on", nil, nil, true),
        ] as [(String?, String?, String?, Bool)]
    )
    func `NetSuite's hold is by hand, or beyond the limit`(
        hold: String?,
        limit: String?,
        balance: String?,
        isHeld: Bool
    ) throws {
        var row: [String: JSONValue] = ["currencycode": "EUR"]
        row["creditholdoverride"] = hold.map(JSONValue.string)
        row["creditlimit"] = limit.map(JSONValue.string)
        row["balancesearch"] = balance.map(JSONValue.string)
        let standing = try NetSuiteCustomer(Self.customer("1", row)).standing(source: SourceName("netsuite"))
        #expect(standing.creditHold == isHeld)
        #expect(standing.status == (isHeld ? .creditHold : .active))
    }

    @Test(
        arguments: [
            ["balancesearch": "1,00"], ["balancesearch": "NaN"], ["currencycode": "euro"], ["creditlimit": .bool(true)],
            ["isinactive": nil],
        ] as [[String: JSONValue]]
    )
    func `what is no customer's row is nonsense`(fields: [String: JSONValue]) {
        #expect(throws: SourceFailure.malformed) { try NetSuiteCustomer(Self.customer("1", fields)) }
    }
}
