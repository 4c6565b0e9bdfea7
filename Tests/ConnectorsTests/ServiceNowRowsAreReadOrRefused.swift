import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct ServiceNowRowsAreReadOrRefused {
    private let key = "86837a386f0331003b3c498f5d3ee4ca"

    /// The three ways in which an instance may show a reference, and what is empty.
    @Test(arguments: [
        #""86837a386f0331003b3c498f5d3ee4ca""#,
        #"{"link":"https://x/api/now/table/customer_account/8","value":"86837a386f0331003b3c498f5d3ee4ca"}"#,
        #"{"display_value":"Acme","value":"86837a386f0331003b3c498f5d3ee4ca"}"#,
    ]) func aReferenceIsItsValue(_ json: String) throws {
        let row = try #require(try ServiceNowRows.page(.json(#"{"result":[{"account":\#(json),"phone":""}]}"#)).first)
        #expect(row.text("account") == key)
        #expect(row.text("phone") == nil && row.text("nothing") == nil && row.text(nil) == nil)
        #expect(row.hasOne(of: ["phone"]) && !row.hasOne(of: ["nothing"]))
    }

    @Test func aRowBecomesAnAccount() throws {
        let body = """
            {"result":[{"sys_id":"\(key)","name":"Jane Smith","email":"jane@example.com","phone":"+1 555 019 9999",
            "u_loyalty_tier":"Gold","account.u_erp_number":"10100003","u_last_contact":"2026-11-20 10:15:00",
            "u_interaction_count":"4"}]}
            """
        let rows = ServiceNowRows(prefix: "SN")
        let row = try #require(try ServiceNowRows.page(.json(body)).first)
        let person = try #require(rows.person(row, of: .contacts))
        let jane = try #require(rows.account(person, nil))
        #expect(jane.id.text == "SN:\(key)")
        #expect(jane.kind == .business && jane.tier == "Gold" && jane.interactions == 4)
        #expect(jane.erpAccount?.text == "10100003")
        #expect(jane.lastContactAt == Date(timeIntervalSince1970: 1_795_169_700))
        #expect(rows.numbers(row, of: .contacts) == ["+1 555 019 9999"])
    }

    @Test(arguments: [
        #"{"name":"No key"}"#, #"{"sys_id":"1^NQactive=true","name":"x"}"#, #"{"sys_id":"","name":"x"}"#,
        #"{"sys_id":"86837A386F0331003B3C498F5D3EE4CA","name":"x"}"#, #"{"sys_id":null,"name":"x"}"#,
    ]) func aRowWithoutAKeyIsDropped(_ row: String) throws {
        let page = try ServiceNowRows.page(.json(#"{"result":[\#(row)]}"#))
        #expect(ServiceNowRows(prefix: "SN").person(page[0], of: .contacts) == nil)
    }

    @Test(arguments: [
        "", "{", "[]", "{}", #"{"result":{}}"#, #"{"result":null}"#, #"{"result":["x"]}"#, #"{"result":[1]}"#,
        // The instance ended the transaction after it had begun to answer.
        #"{"result":[],"error":{"message":"Transaction cancelled: maximum execution time exceeded"},"status":"failure"}"#,
    ]) func brokenPagesAreNonsense(_ body: String) {
        #expect(throws: SourceFailure.malformed) { try ServiceNowRows.page(.json(body)) }
    }

    /// A developer instance that sleeps, or a gateway for single sign-on.
    @Test func aPageOfHTMLIsNonsense() {
        let answer = WireAnswer(status: 200, contentType: "text/html;charset=UTF-8", body: Data("<html>".utf8))
        #expect(throws: SourceFailure.malformed) { try ServiceNowRows.page(answer) }
    }

    @Test(arguments: [
        (401, "User Not Authenticated", SourceFailure.unauthorised),
        (403, "Insufficient rights to query records", .forbidden),
        (400, "Invalid table sys_nonexistent", .rejected(status: 400)),
        (429, "Rate limit exceeded", .rateLimited(retryAfter: .seconds(7))),
    ]) func refusalsAreToldApartByStatus(_ status: Int, _ message: String, _ failure: SourceFailure) {
        var answer = WireAnswer.json(
            #"{"error":{"message":"\#(message)","detail":null},"status":"failure"}"#,
            status: status
        )
        answer.retryAfter = .seconds(7)
        #expect(throws: failure) { try ServiceNowRows.page(answer) }
    }

    /// Whether a row is one that was asked for, however it is written: else a full page may leave out whom we look for.
    @Test func aRowHoldsWhatWasAskedForDigitByDigit() {
        let (rows, row) = (
            ServiceNowRows(prefix: "SN"), ServiceNowRow(fields: ["phone": .string(" 1 (202) 555-0143 ")])
        )
        #expect(rows.holds(row, one: ["+12025550143", "2025550143"], of: .contacts))
        #expect(!rows.holds(row, one: ["+12025550144", "2025550143"], of: .contacts))
        #expect(!rows.holds(ServiceNowRow(fields: [:]), one: ["+12025550143"], of: .contacts))
    }

    @Test func theOpenCaseOrTheLatest() throws {
        let (other, rows) = (String(repeating: "a", count: 32), ServiceNowRows(prefix: "SN"))
        let page = try ServiceNowRows.page(
            .json(
                """
                {"result":[{"contact":"\(key)","number":"CS1","active":"false"},
                {"contact":"\(key)","number":"CS2","active":"true"},{"contact":"\(key)","number":"CS3","active":"true"},
                {"contact":"\(String(repeating: "b", count: 32))","number":"CS4","active":"true"},
                {"consumer":"\(other)","number":"CS5","active":"false","short_description":"Late"}]}
                """
            )
        )
        let people = [(key, ServiceNowPeople.contacts), (other, .consumers)].map {
            ServiceNowRows.Person(key: $0.0, row: ServiceNowRow(fields: [:]), people: $0.1)
        }
        let cases = rows.cases(page, of: people)
        #expect(cases[key] == SupportCase(id: "CS2", isOpen: true, subject: nil))
        #expect(cases[other] == SupportCase(id: "CS5", isOpen: false, subject: "Late"))
        #expect(cases.count == 2)
    }
}
