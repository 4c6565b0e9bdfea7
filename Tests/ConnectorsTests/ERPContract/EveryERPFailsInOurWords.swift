import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct EveryERPFailsInOurWords {
    /// Each ERP with each fault: before its first answer, so that a login meets it, and after.
    static let cases = ERPUnderTest.all.flatMap { under in
        FaultsBecomeFailures.faults.flatMap { fault in [true, false].map { (under, fault.mode, fault.failure, $0) } }
    }

    @Test(arguments: cases) func `a fault is a failure, and over when it is over`(
        under: ERPUnderTest,
        mode: String,
        expected: SourceFailure,
        isKnown: Bool
    ) async throws {
        try await SandboxBox.open { box in
            let read = mode == "hang" || mode == "drip" ? Duration.milliseconds(400) : .seconds(5)
            let (erp, number) = (under.open(box, read: read), try account("10100001"))
            if isKnown { _ = try await erp.standing(of: number) }
            try await box.fault("erp", mode)
            #expect(await failure { () throws(SourceFailure) in try await erp.standing(of: number) } == expected)
            #expect(try await box.requests("redirected").isEmpty, "no redirect is followed")
            try await box.fault("erp", "ok")
            try await until {
                await failure { () throws(SourceFailure) in try await erp.standing(of: number) } == nil
            }
        }
    }

    @Test(arguments: ERPUnderTest.all) func `refused credentials are told apart from trouble`(
        under: ERPUnderTest
    ) async throws {
        try await SandboxBox.open { box in
            let (erp, number) = (under.make(box, .seconds(5), "wrong"), try account("10100001"))
            #expect(await failure { () throws(SourceFailure) in try await erp.standing(of: number) } == .unauthorised)
            #expect(erp.health().state == .up, "it is there, and it answers")
        }
    }

    @Test(arguments: ERPUnderTest.all) func `a slow answer is an answer`(under: ERPUnderTest) async throws {
        try await SandboxBox.open { box in
            let (erp, number) = (under.open(box), try account("10100003"))
            try await box.fault("erp", "slow", latency: 150)
            #expect(try await erp.standing(of: number) != nil)
            #expect(erp.health().p99 ?? .zero >= .milliseconds(150))
        }
    }
}
