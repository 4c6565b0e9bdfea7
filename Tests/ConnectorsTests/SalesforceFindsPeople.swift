import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

/// What the contract of all CRMs does not say.
@Suite struct SalesforceFindsPeople {
    @Test func twoPeopleInOneRoundTrip() async throws {
        try await SandboxBox.open { box in
            let people = try await box.crm().people(with: try number("+15550199999")).accounts
            #expect(people.count == 2)
            let john = try #require(people.first { $0.kind == .personal })
            #expect(john.lastContactAt == Date(timeIntervalSince1970: 1_795_132_800))
            #expect(
                try await box.requests("crm") == [
                    "POST /salesforce/services/oauth2/token", "GET /salesforce/services/data/v62.0/query",
                ]
            )
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

    @Test func `names of fields are taken in any case`() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm {
                ($0.fields.id, $0.fields.name, $0.fields.email) = ("ID", "name", "EMAIL")
                ($0.fields.number, $0.fields.erp) = (["phone", "MOBILEPHONE"], "account.erp_number__c")
            }
            let jane = try #require(try await crm.people(with: try number("+12025550143")).accounts.first)
            #expect(jane.id == (try external("CRM:500999999")) && jane.name.text == "Jane Smith")
            #expect(jane.email?.text == "jane.smith@example.com" && jane.erpAccount?.text == "10100003")
        }
    }

    @Test func `where people have no e-mail, none is asked for`() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm { $0.fields.email = nil }
            let email = try #require(EmailAddress("jane.smith@example.com"))
            #expect(try await crm.search(.email(email), limit: 5).isEmpty)
            #expect(try await box.requests("crm").isEmpty)
            #expect(try await crm.people(with: try number("+12025550143")).accounts.first?.email == nil)
        }
    }

    @Test func `a version that the organisation does not have is its refusal`() async throws {
        try await SandboxBox.open { box in
            let crm = box.crm { $0.apiVersion = "99.0" }
            let jane = try number("+12025550143")
            #expect(
                await failure { () throws(SourceFailure) in try await crm.people(with: jane) } == .rejected(status: 404)
            )
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
