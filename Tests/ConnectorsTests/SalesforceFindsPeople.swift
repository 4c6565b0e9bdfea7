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
