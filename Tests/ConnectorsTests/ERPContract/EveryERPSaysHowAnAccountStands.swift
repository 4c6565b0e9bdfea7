import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct EveryERPSaysHowAnAccountStands {
    @Test(arguments: ERPUnderTest.all) func `an account is found by its number`(under: ERPUnderTest) async throws {
        try await SandboxBox.open { box in
            let number = try account("10100001")
            let standing = try #require(try await under.open(box).standing(of: number))
            #expect(standing.status == under.active, "what is not told is not made up")
            #expect(standing.creditHold == under.active.map { _ in false })
            #expect(standing.balanceDue == Money(amount: Decimal(string: "42.10") ?? 0, currency: "USD"))
            #expect(standing.overdue == Money(amount: 0, currency: "USD"))
            #expect(standing.source == SourceName(under.name))
        }
    }

    @Test(arguments: ERPUnderTest.all) func `a number that is none is nobody's`(under: ERPUnderTest) async throws {
        try await SandboxBox.open { box in
            let erp = under.open(box)
            for text in ["99999999", "..", "0", "A.B", "-"] {
                let number = try account(text)
                #expect(try await erp.standing(of: number) == nil)
            }
            #expect(erp.health().state == .up)
        }
    }

    @Test(arguments: ERPUnderTest.all) func `hold, block and end are told as the vendor can`(
        under: ERPUnderTest
    ) async throws {
        try await SandboxBox.open { box in
            try await box.addAccount("771", status: "Blocked", balance: "10.00", overdue: "3.00")
            try await box.addAccount("772", status: "Closed")
            let erp = under.open(box)
            var standings: [AccountStanding] = []
            for text in ["10100002", "771", "772"] {
                let number = try account(text)
                standings.append(try #require(try await erp.standing(of: number)))
            }
            let (held, blocked) = (standings[0], standings[1])
            #expect(standings.map(\.status) == [under.held, under.blocked, under.closed])
            #expect(held.creditHold == under.held.map { $0 == .creditHold })
            #expect(blocked.overdue == Money(amount: 3, currency: "EUR"))
        }
    }

    /// Balance, overdue, currency: several items each, a credit memo, no decimals, three of them, a sum that binary
    /// fractions miss, and the largest that the people file takes.
    static let sums = [
        ("0.30", "0.10", "EUR"), ("18250.00", "9100.00", "USD"), ("1200", "0", "JPY"), ("1200", "1200", "JPY"),
        ("1.005", "0.001", "KWD"), ("999999999999.99", "0.01", "EUR"), ("5.00", "8.50", "GBP"),
    ]

    @Test(arguments: ERPUnderTest.all) func `money is exact, and has its currency`(under: ERPUnderTest) async throws {
        try await SandboxBox.open { box in
            let erp = under.open(box)
            for (index, (balance, overdue, currency)) in Self.sums.enumerated() {
                try await box.addAccount("88\(index)", balance: balance, overdue: overdue, currency: currency)
                let standing = try #require(try await erp.standing(of: account("88\(index)")))
                #expect(
                    standing.balanceDue == Money(amount: try #require(Decimal(string: balance)), currency: currency)
                )
                #expect(standing.overdue == Money(amount: try #require(Decimal(string: overdue)), currency: currency))
            }
        }
    }

    @Test(arguments: ERPUnderTest.all) func `a name in any script changes nothing`(under: ERPUnderTest) async throws {
        try await SandboxBox.open { box in
            for (index, name) in ["山田 太郎", "O'Brien & Söhne", "😀 '; DROP", "שלום"].enumerated() {
                try await box.addAccount("66\(index)", balance: "1.50", name: name)
                let number = try account("66\(index)")
                let standing = try #require(try await under.open(box).standing(of: number))
                #expect(standing.balanceDue?.amountText == "1.50")
            }
        }
    }

    @Test(arguments: ERPUnderTest.all) func `another account's answer is nonsense`(under: ERPUnderTest) async throws {
        try await SandboxBox.open { box in
            let (erp, number) = (under.open(box), try account("10100001"))
            _ = try await erp.standing(of: number)
            try await box.fault("erp", "wrong-account")
            #expect(await failure { () throws(SourceFailure) in try await erp.standing(of: number) } == .malformed)
        }
    }

    @Test(arguments: ERPUnderTest.all) func `it takes one round trip`(under: ERPUnderTest) async throws {
        try await SandboxBox.open { box in
            let (erp, number) = (under.open(box), try account("10100002"))
            _ = try await erp.standing(of: number)
            let before = try await box.requests("erp").count
            try await box.fault("erp", "hang")
            async let standing = erp.standing(of: number)
            try await until { try await box.requests("erp").count == before + under.atOnce }
            try await box.fault("erp", "ok")
            #expect(try await standing?.balanceDue?.amountText == "18250.00")
            #expect(try await box.requests("erp").count == before + under.atOnce, "nothing was asked after that")
        }
    }
}
