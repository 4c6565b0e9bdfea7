import Foundation
import Identity
import Testing

@testable import Broker

@Suite("Every service and table of a source is checked")
struct EveryPartOfASourceIsChecked {
    @Test("each is asked, whatever another refused; each answer names its part and what mends it")
    func all() async {
        let found = await check(["partners": nil, "items": .rejected(status: 404), "credit": .forbidden])
        #expect(found.map(\.part) == ["partners", "items", "credit"])
        #expect(found.map(\.failure) == [nil, .rejected(status: 404), .forbidden])
        #expect(found[1].purpose == "read items" && found[1].permissions == "a right to items")
        #expect(found[1].mend == "compare items_path")
    }

    @Test(
        "what is about the whole source is told once",
        arguments: [
            SourceFailure.unreachable, .timedOut, .unauthorised, .untrusted(.expired), .rateLimited(retryAfter: nil),
            .malformed,
        ]
    )
    func once(_ failure: SourceFailure) async {
        let found = await check(["partners": failure, "items": failure, "credit": failure])
        #expect(found.map(\.failure) == [failure])
    }

    @Test("nonsense of a later part keeps nobody from asking the next")
    func nonsense() async {
        let found = await check(["partners": nil, "items": .malformed, "credit": nil])
        #expect(found.count == 3)
    }

    @Test(
        "a field that is missing is told of its part: what goes through several would tell it worse",
        arguments: [
            (KnownFields.without(["u_tier"]), ["contacts", "cases"]), (.unseen, ["contacts", "cases", nil, nil]),
            (.all, ["contacts", "cases", nil, nil]),
        ]
    )
    func fields(_ known: KnownFields, asked: [String?]) async {
        let crm = DividedCRM(known: known)
        let platform = FakePlatform(FakeSource("genesys", .platform, VirtualTime()))
        let found = await CheckSources(crms: [crm], erp: nil, platform: platform, uptime: { .zero }).run()
        let told = found.filter { $0.role == .crm }
        #expect(told.map(\.part) == asked)
        #expect(told.map(\.fields).prefix(2) == [known, .all])
        #expect(told.allSatisfy { $0.failure == nil })
    }

    private func check(_ answers: KeyValuePairs<String, SourceFailure?>) async -> [CheckSources.Finding] {
        let erp = DividedERP(
            questions: answers.map { part, failure in
                SourceQuestion(part, to: "read \(part)", needs: "a right to \(part)", mend: "compare \(part)_path") {
                    () throws(SourceFailure) -> Void in if let failure { throw failure }
                }
            }
        )
        let platform = FakePlatform(FakeSource("genesys", .platform, VirtualTime()))
        let found = await CheckSources(crms: [], erp: erp, platform: platform, uptime: { .zero }).run()
        return found.filter { $0.role == .erp }
    }
}

/// An ERP of several services.
private struct DividedERP: ERP {
    let questions: [SourceQuestion]
    var permissions: String { "all" }

    func health() -> SourceHealth {
        SourceHealth(
            name: SourceName("sap"),
            role: .erp,
            state: .up,
            since: .distantPast,
            median: nil,
            p99: nil,
            nextProbeAt: nil
        )
    }

    func standing(of account: ERPAccountNumber) async throws(SourceFailure) -> AccountStanding? { nil }
}

/// A CRM of two tables, the first of which knows so many of the fields.
private struct DividedCRM: CRM {
    let known: KnownFields
    let prefix = "SN"
    var permissions: String { "all" }

    var questions: [SourceQuestion] {
        let known = known
        return [
            SourceQuestion(
                "contacts",
                to: "read contacts",
                needs: "a right",
                mend: "compare",
                comparing: { () throws(SourceFailure) -> KnownFields in known }
            ),
            SourceQuestion("cases", to: "read cases", needs: "a right", mend: "compare") { () throws(SourceFailure) in
            },
        ]
    }

    func health() -> SourceHealth {
        SourceHealth(
            name: SourceName("servicenow"),
            role: .crm,
            state: .up,
            since: .distantPast,
            median: nil,
            p99: nil,
            nextProbeAt: nil
        )
    }

    func people(with number: CallerNumber) async throws(SourceFailure) -> People {
        People(accounts: [], hasMore: false, source: SourceName("servicenow"))
    }

    func account(_ id: ExternalID) async throws(SourceFailure) -> Account? { nil }
    func search(_ query: AccountQuery, limit: Int) async throws(SourceFailure) -> [Account] { [] }
    func keep(_ summary: CallSummary) async throws(SourceFailure) -> SummaryKept { .kept }
}
