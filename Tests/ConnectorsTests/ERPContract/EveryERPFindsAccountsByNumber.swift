import Broker
import Identity
import Testing

@testable import Connectors

@Suite struct EveryERPFindsAccountsByNumber {
    static let able = ERPUnderTest.all.filter { $0.hopsByNumber != nil }

    @Test(arguments: able) func `all accounts under a number, and no others`(under: ERPUnderTest) async throws {
        try await SandboxBox.open { box in
            let erp = under.open(box)
            let john = try await erp.accounts(with: number("+15550199999"))
            let jane = try await erp.accounts(with: number("+12025550143"))
            let nobody = try await erp.accounts(with: number("+15550160000"))
            #expect([john, jane, nobody].map { Set($0.accounts).count } == [2, 1, 0])
            #expect([john, jane, nobody].map(\.isAmbiguous) == [true, false, false])
            let only = try #require(jane.only)
            #expect(john.only == nil && !john.accounts.contains(only))
            #expect(try await erp.standing(of: only)?.balanceDue?.amountText == "0.00")
        }
    }

    @Test(arguments: able) func `in as few round trips as the dialect allows`(under: ERPUnderTest) async throws {
        try await SandboxBox.open { box in
            let erp = under.open(box)
            _ = try await erp.standing(of: account("10100001"))
            let before = try await box.requests("erp").count
            _ = try await erp.accounts(with: number("+12025550143"))
            #expect(try await box.requests("erp").count == before + (under.hopsByNumber ?? 0))
        }
    }

    /// Ten rows are believed to be all of them; of eleven, the eleventh may be somebody else's.
    @Test(arguments: able.flatMap { under in [(under, 10), (under, 11)] })
    func `so many that nobody knows are none`(under: ERPUnderTest, count: Int) async throws {
        try await SandboxBox.open { box in
            for index in 0..<count { try await box.addAccount("90\(index)", phone: "+12025550177") }
            let found = try await under.open(box).accounts(with: number("+12025550177"))
            #expect(found.hasMore == (count > 10))
            #expect(found.isAmbiguous && found.only == nil)
        }
    }

    @Test func `columns of NetSuite may be written in capitals`() async throws {
        try await SandboxBox.open { box in
            let erp = ERPUnderTest.netSuite(box) {
                ($0.accountField, $0.numberFields) = ("EntityID", ["PHONE", "Phone"])
            }
            let only = try #require(try await erp.accounts(with: number("+12025550143")).only)
            #expect(try await erp.standing(of: only)?.status == .active)
        }
    }

    @Test func `an ERP that can't be asked by number has nobody, unasked`() async throws {
        try await SandboxBox.open { box in
            let found = try await ERPUnderTest.fusion.open(box).accounts(with: number("+15550199999"))
            #expect(found == NumberedAccounts())
            #expect(try await box.requests("erp").isEmpty)
        }
    }
}
