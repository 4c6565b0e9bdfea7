import Broker
import Identity
import Testing

@testable import Connectors

@Suite struct `A part that refuses loses nobody` {
    @Test func `open items that are not there leave the balance untold, and the rest as it is`() async throws {
        try await SandboxBox.open { box in
            try await box.addAccount("900100", status: "Credit hold", balance: "10.00")
            let erp = box.sap { $0.openItemsPath = "/sap/opu/odata/sap/API_ITEMS" }
            let standing = try #require(try await erp.standing(of: try account("900100")))
            #expect(standing.status == .creditHold && standing.creditHold == true)
            #expect(standing.balanceDue == nil && standing.overdue == nil)
            #expect(standing.refusal == .rejected(status: 404))
        }
    }

    @Test(arguments: [("Active", AccountStanding.Status?.none), ("Blocked", .blocked)])
    func `without credit management, nobody is called active who may be on hold`(
        _ status: String,
        _ told: AccountStanding.Status?
    ) async throws {
        try await SandboxBox.open { box in
            try await box.addAccount("900100", status: status, balance: "10.00")
            let erp = box.sap { $0.creditPath = "/sap/opu/odata/sap/API_CREDIT" }
            let standing = try #require(try await erp.standing(of: try account("900100")))
            #expect(standing.status == told && standing.creditHold == nil)
            #expect(standing.balanceDue?.amountText == "10.00")
            #expect(standing.refusal == .rejected(status: 404))
        }
    }

    @Test func `a person is found though their cases are refused`() async throws {
        try await SandboxBox.open { box in
            let jane = try number("+12025550143")
            let whole = try await box.serviceNow().people(with: jane).accounts
            #expect(!whole.isEmpty && whole.allSatisfy { $0.refusal == nil })
            let crm = box.serviceNow { $0.cases = "u_case" }
            let people = try await crm.people(with: jane).accounts
            #expect(people.map(\.id) == whole.map(\.id))
            #expect(people.allSatisfy { $0.supportCase == nil && $0.refusal == .rejected(status: 400) })
        }
    }

    @Test func `in Salesforce they are asked for without their cases then`() async throws {
        try await SandboxBox.open { box in
            let jane = try number("+12025550143")
            let whole = try await box.crm().people(with: jane).accounts
            let crm = box.crm { $0.fields.cases = "Cases__r" }
            let people = try await crm.people(with: jane).accounts
            #expect(!people.isEmpty && people.map(\.id) == whole.map(\.id))
            #expect(people.allSatisfy { $0.supportCase == nil && $0.refusal == .rejected(status: 400) })
            let first = try #require(people.first)
            #expect(try await crm.account(first.id) == first)
            let lost = box.crm { $0.fields.name = "Nothing__c" }
            let found = await failure { () throws(SourceFailure) in try await lost.people(with: jane) }
            #expect(found == .rejected(status: 400))
        }
    }

    @Test func `what all of a source would meet with is nobody's part`() {
        for failure in [SourceFailure.forbidden, .rejected(status: 404), .unavailable(status: 503, retryAfter: nil)] {
            var refusal: SourceFailure?
            let result = Result<Int?, SourceFailure>.failure(failure)
            #expect((try? result.part(&refusal)) == .some(nil))
            #expect(refusal == failure)
        }
        for failure in [SourceFailure.timedOut, .unreachable, .unauthorised, .malformed, .rateLimited(retryAfter: nil)]
        {
            var refusal: SourceFailure?
            let result = Result<Int?, SourceFailure>.failure(failure)
            #expect(throws: failure) { try result.part(&refusal) }
        }
    }
}
