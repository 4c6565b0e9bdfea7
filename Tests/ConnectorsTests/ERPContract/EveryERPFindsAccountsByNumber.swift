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
            #expect([Set(john).count, jane.count, nobody.count] == [2, 1, 0])
            #expect(Set(john).isDisjoint(with: jane))
            for number in jane {
                #expect(try await erp.standing(of: number)?.balanceDue?.amountText == "0.00")
            }
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

    @Test func `an ERP that can't be asked by number has nobody, unasked`() async throws {
        try await SandboxBox.open { box in
            let found = try await ERPUnderTest.fusion.open(box).accounts(with: number("+15550199999"))
            #expect(found.isEmpty)
            #expect(try await box.requests("erp").isEmpty)
        }
    }
}
