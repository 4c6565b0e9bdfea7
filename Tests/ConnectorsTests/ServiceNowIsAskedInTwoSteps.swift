import Broker
import Foundation
import Identity
import Sandbox
import Testing

@testable import Connectors

/// What the contract of all CRMs does not say.
@Suite struct ServiceNowIsAskedInTwoSteps {
    private let table = "GET /api/now/table/"

    @Test func peopleOfBothTablesAtOnceThenTheirCases() async throws {
        try await SandboxBox.open { box in
            let crm = box.serviceNow()
            let people = try await crm.people(with: try number("+15550199999")).accounts
            #expect(people.map(\.kind) == [.business, .personal])
            #expect(people.last?.lastContactAt == Date(timeIntervalSince1970: 1_795_169_700))
            let requests = try await box.requests("crm")
            #expect(requests.first == "POST /oauth_token.do")
            #expect(Set(requests[1...2]) == ["\(table)customer_contact", "\(table)csm_consumer"])
            #expect(requests.dropFirst(3) == ["\(table)sn_customerservice_case"])
            _ = try await crm.people(with: try number("+15550160000"))
            #expect(try await box.requests("crm").count == 6, "nobody has no cases to ask for")
        }
    }

    @Test func anInstanceWithoutConsumersOrCasesIsNotAskedForThem() async throws {
        try await SandboxBox.open { box in
            let crm = box.serviceNow(grant: SandboxBox.serviceNowBasic) { ($0.consumers, $0.cases) = (nil, nil) }
            let people = try await crm.people(with: try number("+15550199999"))
            let requests = try await box.requests("crm")
            #expect(people.accounts.count == 1 && requests == ["\(table)customer_contact"])
        }
    }

    @Test func anotherFieldMayTellPeopleApart() async throws {
        try await SandboxBox.open { box in
            let crm = box.serviceNow {
                $0.prefix = "CRM"
                $0.contacts.id = "u_customer_number"
                $0.consumers?.id = "u_customer_number"
            }
            let found = try await crm.account(try external("CRM:500999999"))
            #expect(found?.name.text == "Jane Smith" && found?.supportCase?.isOpen == true)
            let twice = try await crm.people(with: try number("+15550199999")).accounts
            #expect(Set(twice.map(\.id.text)) == ["CRM:500245678", "CRM:500245679"])
        }
    }

    /// The instance leaves out a condition on a field that it does not have, and finds everything.
    @Test func aFieldThatTheInstanceDoesNotHaveIsNoticed() async throws {
        try await SandboxBox.open { box in
            let jane = try number("+12025550143")
            let noNumber = box.serviceNow { $0.contacts.number = ["nothing"] }
            #expect(await failure { () throws(SourceFailure) in try await noNumber.people(with: jane) } == .malformed)
            let noID = box.serviceNow { $0.contacts.id = "nothing" }
            let id = try external("SN:500999999")
            #expect(await failure { () throws(SourceFailure) in try await noID.account(id) } == .malformed)
            let noTable = box.serviceNow { $0.contacts.table = "nothing" }
            #expect(
                await failure { () throws(SourceFailure) in try await noTable.people(with: jane) }
                    == .rejected(status: 400)
            )
        }
    }

    @Test(arguments: [
        ServiceNowGrant.password(
            clientID: SandboxCredentials.serviceNowClientID,
            secret: Secret(SandboxCredentials.serviceNowClientSecret),
            user: SandboxCredentials.serviceNowUser,
            password: Secret(SandboxCredentials.serviceNowPassword)
        ), SandboxBox.serviceNowBasic, SandboxBox.serviceNowClient,
    ]) func everyWayIn(_ grant: ServiceNowGrant) async throws {
        try await SandboxBox.open { box in
            let found = try await box.serviceNow(grant: grant).people(with: try number("+12025550143"))
            #expect(found.accounts.count == 1)
        }
    }

    @Test(arguments: [
        ServiceNowGrant.clientCredentials(clientID: "ringside-sandbox", secret: Secret("wrong")),
        .password(
            clientID: "ringside-sandbox",
            secret: Secret(SandboxCredentials.serviceNowClientSecret),
            user: "ringside",
            password: Secret("wrong")
        ), .basic(user: "ringside", password: Secret("wrong")),
    ]) func refusedCredentialsAreNotTriedAgainAndAgain(_ grant: ServiceNowGrant) async throws {
        try await SandboxBox.open { box in
            let crm = box.serviceNow(grant: grant) { $0.consumers = nil }
            let jane = try number("+12025550143")
            for _ in 0..<5 {
                #expect(await failure { () throws(SourceFailure) in try await crm.people(with: jane) } == .unauthorised)
            }
            #expect(try await box.requests("crm").count == 1)
            #expect(crm.health().state == .up, "it is there, and says no")
        }
    }

    @Test func theSecretsPrintMasked() {
        var dumped = ""
        dump(
            ServiceNowConfiguration(
                baseURL: "",
                grant: .password(clientID: "me", secret: Secret("hunter2"), user: "u", password: Secret("hunter3"))
            ),
            to: &dumped
        )
        #expect(!dumped.contains("hunter"))
    }
}
