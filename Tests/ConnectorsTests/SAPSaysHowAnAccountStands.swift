import Broker
import Foundation
import Identity
import Sandbox
import Testing

@testable import Connectors

@Suite struct SAPSaysHowAnAccountStands {
    @Test(arguments: [
        ("10100001", AccountStanding.Status.active, "42.10", "0.00", "USD"),
        ("10100002", .creditHold, "18250.00", "9100.00", "USD"), ("10100003", .active, "0.00", "0.00", "USD"),
        ("10100011", .active, "1200", "0", "JPY"),
    ]) func thePeopleOfTheDemo(
        _ account: String,
        _ status: AccountStanding.Status,
        _ balance: String,
        _ overdue: String,
        _ currency: String
    ) async throws {
        try await SandboxBox.open { box in
            let number = try #require(ERPAccountNumber(account))
            let standing = try #require(try await box.erp().standing(of: number))
            #expect(standing.status == status)
            #expect(standing.creditHold == (status == .creditHold))
            #expect(standing.balanceDue?.amountText == balance)
            #expect(standing.overdue?.amountText == overdue)
            #expect(standing.balanceDue?.currency == currency)
            #expect(standing.source == SourceName("sap"))
            #expect(try await box.requests("erp").count == 3)
        }
    }

    @Test(arguments: [("Blocked", AccountStanding.Status.blocked), ("Closed", .closed)])
    func blockedAndClosed(_ word: String, _ status: AccountStanding.Status) async throws {
        try await SandboxBox.open { box in
            try await box.control(
                "POST",
                "people",
                """
                {"numbers":["+12025550188"],"accounts":[{"id":"600","name":"A B","kind":"personal","erp":"777",
                "status":"\(word)","balanceDue":"10.00","overdue":"3.00","currency":"EUR"}]}
                """
            )
            let number = try #require(ERPAccountNumber("777"))
            let standing = try #require(try await box.erp().standing(of: number))
            #expect(standing.status == status)
            #expect(standing.overdue == Money(amount: 3, currency: "EUR"))
        }
    }

    @Test func anAccountThatIsNotThere() async throws {
        try await SandboxBox.open { box in
            let erp = box.erp()
            for text in ["99999999", ".."] {
                let account = try #require(ERPAccountNumber(text))
                #expect(try await erp.standing(of: account) == nil)
            }
            #expect(erp.health().state == .up)
        }
    }

    @Test func `a service that is not there is no account that is not there`() async throws {
        try await SandboxBox.open { box in
            var configuration = SAPConfiguration(
                baseURL: box.origin,
                user: SandboxCredentials.sapUser,
                password: Secret(SandboxCredentials.sapPassword)
            )
            configuration.businessPartnerPath = "/sap/opu/odata/sap/API_BUSINESS_PARTNERS"
            let (erp, number) = (SAPERP(configuration, box.parts()), try account("10100001"))
            let refusal = await failure { () throws(SourceFailure) in try await erp.standing(of: number) }
            #expect(refusal == .rejected(status: 404))
        }
    }

    @Test func anotherAccountsAnswerIsNonsense() async throws {
        try await SandboxBox.open { box in
            try await box.fault("erp", "wrong-account")
            let (erp, number) = (box.erp(), try #require(ERPAccountNumber("10100001")))
            #expect(await failure { () throws(SourceFailure) in try await erp.standing(of: number) } == .malformed)
        }
    }
}
