import Broker
import Identity
import Testing

@testable import Operations

@Suite("What is about all of a source is told once, with what leads to it")
struct WhatIsAboutAllOfASourceIsToldOnce {
    static let nothing = SourceFailure.rejected(status: 404)
    static let down = SourceFailure.unavailable(status: 500, retryAfter: nil)

    static let nowhere: [(AskedSystem, mend: [String])] = [
        (.crm(.sample), ["base_url with Setup > My Domain", "api_version (here 62.0)", "services/data`"]),
        (.crm(.serviceNow(.basic(user: "u", password: .sample))), ["base_url", "service-now.com"]),
        (.crm(.tryton), ["base_url: it ends with the database's name (here `crm`)"]),
        (.erp(.sap(client: nil)), ["base_url", "business_partner_path (/sap/opu/odata/sap/API_BUSINESS_PARTNER)"]),
        (.erp(.fusion), ["base_url", "framework_version (here 4)"]),
        (.erp(.netSuite), ["base_url", "auth.account 1234567_SB1", "https://1234567-sb1.suitetalk."]),
        (.platform(.guide(token: nil)), ["base_url: /api/v2/customers"]),
        (.platform(.cloud), ["region (here mypurecloud.ie)"]),
    ]

    @Test("a source that has nothing of what is asked for is somewhere else", arguments: nowhere)
    func wrongPlace(system: AskedSystem, mend: [String]) throws {
        let found = parts([Self.nothing, Self.nothing, .rejected(status: 400)])
        let finding = try #require([Finding](found, of: system).only)
        #expect(finding.grade == .wrong)
        #expect(finding.sentence == "\(system.address) has nothing of sap there (404)")
        for words in mend { #expect(finding.mend?.contains(words) == true, "\(finding.mend ?? "")") }
        #expect(finding.mend?.contains("part_path") == false)
    }

    @Test("where one part lets us, the others are told with what leads to them") func onePartThere() {
        let findings = [Finding](parts([Self.nothing, nil, Self.nothing]), of: .erp(.sap(client: nil)))
        #expect(findings.map(\.grade) == [.wrong, .ok, .wrong])
        #expect(findings.first?.mend == "compare part_path")
    }

    @Test("one that is down is down once; a part of it that is down is told as that")
    func downOnce() throws {
        let all = parts([Self.down, Self.down, .unavailable(status: 503, retryAfter: nil), .breakerOpen(until: nil)])
        let finding = try #require([Finding](all, of: .erp(.fusion)).only)
        #expect(finding.sentence == "https://erp.example is down (500)")
        let some = [Finding](parts([Self.down, nil, Self.down]), of: .erp(.fusion))
        #expect(some.map(\.grade) == [.wrong, .ok, .wrong])
    }

    @Test("what is to be prepared is told once") func preparedOnce() {
        let missing = SourceFailure.unprepared(.externalSource)
        let findings = [Finding](parts([missing, nil, missing, .unprepared(.recordFields)]), of: .platform(.cloud))
        #expect(findings.map(\.grade) == [.wrong, .ok, .wrong])
    }

    @Test("fields that are not there are named; where no row shows any, that is no fault") func fields() {
        let found = [KnownFields.all, .without(["u_tier", "u_no"]), .unseen].map {
            part("table contact", failure: nil, fields: $0)
        }
        let findings = [Finding](found, of: .crm(.sample))
        #expect(findings.map(\.grade) == [.ok, .wrong, .note])
        #expect(findings[1].sentence == "has no u_tier, no u_no where we read a part (table contact)")
        #expect(findings[1].mend == "compare part_path")
        #expect(findings[2].sentence.hasSuffix("shows no row there: whether it has our fields can't be seen"))
        #expect(findings[2].mend?.hasSuffix("compare part_path") == true)
    }

    private func parts(_ failures: [SourceFailure?]) -> [CheckSources.Finding] {
        failures.enumerated().map { part("part\($0)", failure: $1) }
    }

    private func part(_ name: String, failure: SourceFailure?, fields: KnownFields = .all) -> CheckSources.Finding {
        CheckSources.Finding(
            source: SourceName("sap"),
            role: .erp,
            part: name,
            purpose: "read a part",
            permissions: "a right",
            mend: "compare part_path",
            took: .milliseconds(12),
            failure: failure,
            fields: fields
        )
    }
}

extension [Finding] {
    var only: Finding? { count == 1 ? first : nil }
}
