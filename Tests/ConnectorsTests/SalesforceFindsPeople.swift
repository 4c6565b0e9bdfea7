import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct SalesforceFindsPeople {
    @Test func onePersonWithAllThatIsKnown() async throws {
        try await SandboxBox.open { box in
            let people = try await box.crm().people(with: try number("+12025550143"))
            let jane = try #require(people.accounts.first)
            #expect(people.accounts.count == 1)
            #expect(!people.hasMore)
            #expect(people.source == SourceName("salesforce"))
            #expect(jane.id.text == "CRM:500999999")
            #expect(jane.name.text == "Jane Smith")
            #expect(jane.email?.text == "jane.smith@example.com")
            #expect(jane.kind == .business)
            #expect(jane.tier == "Silver")
            #expect(jane.erpAccount?.text == "10100003")
            #expect(
                jane.supportCase
                    == SupportCase(id: "CASE-NEW-123", isOpen: true, subject: "Change of delivery address")
            )
        }
    }

    @Test func twoPeopleInOneRoundTrip() async throws {
        try await SandboxBox.open { box in
            let people = try await box.crm().people(with: try number("+15550199999")).accounts
            #expect(Set(people.map(\.id.text)) == ["CRM:500245678", "CRM:500245679"])
            let john = try #require(people.first { $0.kind == .personal })
            #expect(john.interactions == 4)
            #expect(john.lastContactAt == Date(timeIntervalSince1970: 1_795_132_800))
            #expect(people.first { $0.kind == .business }?.supportCase?.isOpen == false)
            #expect(
                try await box.requests("crm") == [
                    "POST /salesforce/services/oauth2/token", "GET /salesforce/services/data/v62.0/query",
                ]
            )
        }
    }

    @Test func everybodyBehindASwitchboardAndNobodyBehindAnUnknownNumber() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm()
            let switchboard = try await crm.people(with: try number("+4930901820"))
            #expect(switchboard.accounts.count == 8)
            let nobody = try await crm.people(with: try number("+15550160000"))
            #expect(nobody.accounts == [])
        }
    }

    @Test func whoHasNoCaseAndNoERPLinkIsFoundAllTheSame() async throws {
        try await SandboxBox.open { box in
            let zoe = try #require(try await box.crm().people(with: try number("+442079460018")).accounts.first)
            #expect(zoe.name.text == "Zoë Ångström-O'Brien")
            #expect(zoe.erpAccount == nil)
            #expect(zoe.supportCase == nil)
            #expect(zoe.lastContactAt == nil)
        }
    }

    @Test func moreThanFiftyAreSaidToBeMore() async throws {
        try await SandboxBox.open { box in
            try await box.control("POST", "people", #"{"numbers":["+12025550177"],"accounts":60}"#)
            let people = try await box.crm().people(with: try number("+12025550177"))
            #expect(people.accounts.count == 50)
            #expect(people.hasMore)
        }
    }

    @Test func aRecordByItsID() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm()
            #expect(try await crm.account(try external("CRM:500999999"))?.name.text == "Jane Smith")
            #expect(try await crm.account(try external("CRM:500000000")) == nil)
            #expect(try await crm.account(try external("ERP:500999999")) == nil)
            try await box.fault("crm", "wrong-account")
            let id = try external("CRM:500999999")
            #expect(await failure { () throws(SourceFailure) in try await crm.account(id) } == .malformed)
        }
    }

    @Test func searchesOfEveryKind() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm()
            let names = { (found: [Account]) in found.map(\.name.text) }
            #expect(names(try await crm.search(.name("smith"), limit: 10)) == ["Jane Smith"])
            #expect(names(try await crm.search(.name("Ångström-O'Brien"), limit: 10)) == ["Zoë Ångström-O'Brien"])
            #expect(try await crm.search(.name("John Doe"), limit: 10).count == 2)
            #expect(try await crm.search(.name("John Doe"), limit: 1).count == 1)
            let email = try #require(EmailAddress("jane.smith@example.com"))
            #expect(names(try await crm.search(.email(email), limit: 10)) == ["Jane Smith"])
            #expect(try await crm.search(.number(try number("+4930901820")), limit: 3).count == 3)
            #expect(names(try await crm.search(.externalID(try external("CRM:500999999")), limit: 1)) == ["Jane Smith"])
        }
    }

    @Test(arguments: [
        "x' OR Name LIKE '%", "%", "_", "\\", "\\' OR Id != '", "') LIMIT 9 //", "' OR Name != null OR Name = '",
    ]) func hostileTextFindsNobody(_ text: String) async throws {
        try await SandboxBox.open { box in
            let crm = box.crm()
            let named = try await crm.search(.name(PersonalText(text)), limit: 50)
            #expect(named == [])
            if let email = EmailAddress("\(text.filter { $0 != " " })@x'OR'1") {
                let mailed = try await crm.search(.email(email), limit: 50)
                #expect(mailed == [])
            }
        }
    }

    @Test func anEndedSessionIsRenewedOnce() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm()
            _ = try await crm.people(with: try number("+12025550143"))
            try await box.control("POST", "reset")
            #expect(try await crm.people(with: try number("+12025550143")).accounts.count == 1)
            let query = "GET /salesforce/services/data/v62.0/query"
            #expect(try await box.requests("crm") == [query, "POST /salesforce/services/oauth2/token", query])
        }
    }

    @Test func manyAtOnceOpenOneSession() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm()
            let jane = try number("+12025550143")
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 { group.addTask { try await crm.people(with: jane).accounts.count } }
                for try await count in group { #expect(count == 1) }
            }
            let requests = try await box.requests("crm")
            #expect(requests.filter { $0.hasPrefix("POST") }.count == 1)
            #expect(requests.count == 41)
        }
    }

    @Test func refusedCredentialsAreNotTriedAgainAndAgain() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm(secret: "wrong")
            let jane = try number("+12025550143")
            for _ in 0..<5 {
                #expect(await failure { () throws(SourceFailure) in try await crm.people(with: jane) } == .unauthorised)
            }
            #expect(try await box.requests("crm").count == 1)
            #expect(crm.health().state == .up, "it is there, and says no")
        }
    }

    @Test func fieldsThatTheOrganisationDoesNotHaveAreItsRefusal() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm { $0.fields.tier = "Nothing__c" }
            let jane = try number("+12025550143")
            #expect(
                await failure { () throws(SourceFailure) in try await crm.people(with: jane) } == .rejected(status: 400)
            )
        }
    }
}
