import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct AnswersAreReadOrRefused {
    private let rows = SalesforceRows(prefix: "CRM", fields: SalesforceFields())

    /// After restforce's `query_success_response.json` (MIT), with our fields.
    private let captured = """
        {"totalSize":2,"done":true,"records":[
        {"attributes":{"type":"Contact","url":"/services/data/v62.0/sobjects/Contact/0035e00000AbCdEAAV"},
        "Id":"0035e00000AbCdEAAV","Name":"Jane Smith","Email":"jane@example.com","Phone":"(555) 019-9999",
        "MobilePhone":null,
        "Account":{"attributes":{"type":"Account","url":"…"},"ERP_Number__c":"10100003"},"Loyalty_Tier__c":"Gold",
        "Contact_Kind__c":"Business","LastActivityDate":"2026-11-20","Interaction_Count__c":4.0,
        "Cases":{"totalSize":1,"done":true,"records":[{"attributes":{"type":"Case"},"Id":"500","CaseNumber":"00001026",
        "Status":"New","Subject":"Router","IsClosed":false}]}},
        {"Id":"0035e00000AbCdFAAV","Name":"John","Email":null,"Phone":null,"Account":null,"Cases":null,
        "Loyalty_Tier__c":""}]}
        """

    @Test func aSalesforceRowBecomesAnAccount() throws {
        let page = try rows.page(.json(captured))
        let jane = try #require(rows.account(page.records[0]))
        #expect(page.isLast)
        #expect(jane.id.text == "CRM:0035e00000AbCdEAAV")
        #expect(jane.name.text == "Jane Smith")
        #expect(jane.email?.text == "jane@example.com")
        #expect(jane.kind == .business)
        #expect(jane.tier == "Gold")
        #expect(jane.supportCase == SupportCase(id: "00001026", isOpen: true, subject: "Router"))
        #expect(jane.lastContactAt == Date(timeIntervalSince1970: 1_795_132_800))
        #expect(jane.erpAccount?.text == "10100003")
        #expect(jane.interactions == 4)
        #expect(rows.numbers(page.records[0]) == ["(555) 019-9999"])
    }

    @Test func whatASalesforceRowDoesNotHaveStaysUnknown() throws {
        let john = try #require(rows.account(try rows.page(.json(captured)).records[1]))
        let bare = Account(id: try #require(ExternalID("CRM:0035e00000AbCdFAAV")), name: "John")
        #expect(john == bare)
    }

    @Test(arguments: [
        #"{"Name":"No ID"}"#, #"{"Id":null,"Name":"x"}"#, #"{"Id":"a'b","Name":"x"}"#, #"{"Id":"1"}"#,
        #"{"Id":{},"Name":"x"}"#,
    ]) func aRowThatNamesNobodyIsDropped(_ row: String) throws {
        let page = try rows.page(.json(#"{"done":true,"records":[\#(row)]}"#))
        #expect(rows.account(page.records[0]) == nil)
    }

    @Test(arguments: [
        ("2026-11-20T10:15:00.000+0000", 1_795_169_700.0), ("2026-11-20T10:15:00Z", 1_795_169_700),
        ("2026-11-20T12:15:00.500+02:00", 1_795_169_700.5), ("2026-11-20", 1_795_132_800),
    ]) func timesOfSalesforce(_ text: String, _ seconds: Double) {
        #expect(WireTime.date(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "", "2026-11", "2026-13-01", "2026-11-20T", "2026-11-20T25:00:00Z", "2026-11-20T10:15:00X", "soon",
    ])
    func noTimesOfSalesforce(_ text: String) { #expect(WireTime.date(text) == nil) }

    @Test func theVendorsLimitIsARateLimit() {
        let body = #"[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#
        #expect(SalesforceErrors(.json(body, status: 403)).failure == .rateLimited(retryAfter: nil))
        let denied = #"[{"message":"…","errorCode":"API_DISABLED_FOR_ORG"}]"#
        #expect(SalesforceErrors(.json(denied, status: 403)).failure == nil)
        #expect(SalesforceErrors(WireAnswer(status: 403, contentType: "text/html")).failure == nil)
        let filter = #"[{"message":"invalid ID field: 12","errorCode":"INVALID_QUERY_FILTER_OPERATOR"}]"#
        #expect(SalesforceErrors(.json(filter, status: 400)).saysNoSuchID)
    }

    @Test(arguments: [
        (301, SourceFailure.malformed), (400, .rejected(status: 400)), (401, .unauthorised), (403, .forbidden),
        (404, .rejected(status: 404)), (408, .unavailable(status: 408, retryAfter: .seconds(3))),
        (429, .rateLimited(retryAfter: .seconds(3))), (500, .unavailable(status: 500, retryAfter: .seconds(3))),
        (503, .unavailable(status: 503, retryAfter: .seconds(3))), (999, .malformed),
    ]) func statusComesFirst(_ status: Int, _ failure: SourceFailure) {
        let answer = WireAnswer(status: status, contentType: "text/html", retryAfter: .seconds(3))
        #expect(throws: failure) { try answer.json(JSONValue.self) }
    }

    @Test(arguments: [
        "application/json", "application/json;charset=UTF-8", "Application/JSON ; charset=utf-8",
        "application/problem+json",
    ]) func jsonIsReadByItsType(_ type: String) throws {
        let answer = WireAnswer(status: 200, contentType: type, body: Data("{}".utf8))
        #expect(try answer.json(JSONValue.self) == .object([:]))
    }

    @Test(arguments: [nil, "", "text/html", "text/html; x=application/json", "application/xml", "application/jsonp"])
    func otherTypesAreNonsense(_ type: String?) {
        let answer = WireAnswer(status: 200, contentType: type, body: Data("{}".utf8))
        #expect(throws: SourceFailure.malformed) { try answer.json(JSONValue.self) }
    }

    @Test(arguments: [
        "", "{", "[1,", "<html>", "\u{0}", #"{"done":true}"#, #"{"records":[]}"#, #"{"done":1,"records":[]}"#,
        #"{"done":true,"records":{}}"#,
    ]) func brokenPagesAreNonsense(_ body: String) {
        #expect(throws: SourceFailure.malformed) { try rows.page(.json(body)) }
    }

    @Test func deepNestingIsRefused() {
        let deep = String(repeating: "[", count: 400) + String(repeating: "]", count: 400)
        #expect(throws: SourceFailure.malformed) { try WireAnswer.json(deep).json(JSONValue.self) }
    }

    @Test func onlyTheSourceItselfCanSayThatSomethingIsMissing() {
        #expect(WireAnswer.json("{}", status: 404).isAbsence)
        #expect(WireAnswer(status: 404).isAbsence)
        #expect(!WireAnswer(status: 404, contentType: "text/html", body: Data("<html>".utf8)).isAbsence)
        #expect(!WireAnswer.json("{}", status: 410).isAbsence)
    }

    /// As the sandbox of SAP answered in 2022.
    @Test func aCapturedCreditAccountIsRead() throws {
        let body = """
            {"d":{"results":[{"__metadata":{"id":"x"},"BusinessPartner":"10100005","CreditSegment":"1000",
            "BusinessPartnerIsCritical":false,"CreditAccountIsBlocked":false,"CreditAccountBlockReason":"",
            "CreditLimitAmount":"5.00","CreditLimitCalculatedAmount":"0.00","CreditSegmentCurrency":"USD"}]}}
            """
        let rows = try WireAnswer.json(body).json(ODataAnswer<ODataRows<SAPCreditAccount>>.self).d.results
        #expect(rows.map(\.CreditAccountIsBlocked) == [false])
        #expect(rows.first?.CreditSegmentCurrency == "USD")
    }

    @Test func aCustomerThatWasNotExpandedIsNoCustomer() throws {
        let body = """
            {"d":{"BusinessPartner":"0010100001","Customer":"10100001","BusinessPartnerIsBlocked":false,
            "to_Customer":{"__deferred":{"uri":"…"}}}}
            """
        let partner = try WireAnswer.json(body).json(ODataAnswer<SAPPartner>.self).d
        #expect(partner.to_Customer?.Customer == nil)
        #expect(OData.isSameKey(partner.BusinessPartner, "10100001"))
    }
}

extension WireAnswer {
    static func json(_ body: String, status: Int = 200) -> WireAnswer {
        WireAnswer(status: status, contentType: "application/json", body: Data(body.utf8))
    }
}
