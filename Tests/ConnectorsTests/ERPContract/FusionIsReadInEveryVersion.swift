import Foundation
import Identity
import Sandbox
import Testing

@testable import Connectors

@Suite struct FusionIsReadInEveryVersion {
    @Test(arguments: 1...4) func `children come as a list or as a collection`(version: Int) async throws {
        try await SandboxBox.open { box in
            var configuration = OracleFusionConfiguration(
                baseURL: box.origin,
                user: SandboxCredentials.fusionUser,
                password: Secret(SandboxCredentials.fusionPassword)
            )
            configuration.frameworkVersion = version
            let erp = OracleFusionERP(configuration, box.parts())
            let number = try account("10100002")
            let standing = try #require(try await erp.standing(of: number))
            #expect(standing.overdue == Money(amount: 9_100, currency: "USD"))
        }
    }

    private static func standing(_ instalments: [FusionInstalment]?, currency: String? = nil) throws -> AccountStanding
    {
        try FusionStanding(
            account: FusionAccount(AccountNumber: "1", TotalOpenReceivablesForAccount: 30),
            instalments: instalments,
            currency: currency,
            today: 20_780
        ).standing(source: SourceName("oracle-fusion"))
    }

    private static func instalment(
        _ amount: Decimal,
        _ currency: String?,
        due: String?,
        late: Int? = nil
    ) -> FusionInstalment {
        FusionInstalment(
            TotalBalanceAmount: amount,
            EnteredCurrency: currency,
            PaymentScheduleDueDate: due,
            PaymentDaysLate: late
        )
    }

    @Test func `a total without a currency is no money`() throws {
        #expect(try Self.standing([]).balanceDue == nil)
        #expect(try Self.standing([], currency: "EUR").balanceDue == Money(amount: 30, currency: "EUR"))
        let mixed = [Self.instalment(10, "EUR", due: "2026-11-01"), Self.instalment(20, "USD", due: "2026-11-01")]
        #expect(try Self.standing(mixed).balanceDue == nil, "whose is the total?")
        #expect(try Self.standing(mixed, currency: "EUR").overdue == nil, "there are no rates here")
    }

    @Test func `due today is not overdue, and days late do where no date is told`() throws {
        let rows = [
            Self.instalment(1, "EUR", due: "2026-11-22"), Self.instalment(2, "EUR", due: "2026-11-23"),
            Self.instalment(4, "EUR", due: nil, late: 3), Self.instalment(8, "EUR", due: nil, late: 0),
        ]
        #expect(try Self.standing(rows).overdue == Money(amount: 5, currency: "EUR"))
        #expect(try Self.standing(nil, currency: "EUR").overdue == nil, "not all of them are known")
        #expect(throws: SourceFailure.malformed) { try Self.standing([Self.instalment(1, "EUR", due: "soon")]) }
    }

    @Test func `a page that has more is not all`() throws {
        let body = #"{"items":[],"hasMore":true}"#
        let page = try JSONDecoder().decode(FusionChildren<FusionInstalment>.self, from: Data(body.utf8))
        #expect(page.hasMore && page.rows.isEmpty)
    }
}
