import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite("Platform contract: faults") struct APlatformFailsInKnownWays {
    /// Each fault on each platform.
    @Test(arguments: PlatformFace.allCases, FaultsBecomeFailures.faults)
    func `a fault is told for what it is`(
        _ face: PlatformFace,
        _ fault: (mode: String, failure: SourceFailure)
    ) async throws {
        try await SandboxBox.open { box in
            let read: Duration = ["hang", "drip"].contains(fault.mode) ? .milliseconds(400) : .seconds(5)
            let (platform, id) = (face.platform(box, read: read), try external("CRM:1"))
            _ = try await platform.customer(with: id)
            try await box.fault("genesys", fault.mode)
            #expect(
                await failure { () throws(SourceFailure) in try await platform.customer(with: id) } == fault.failure
            )
            #expect(try await box.requests("redirected").isEmpty, "no redirect is followed")
            try await box.fault("genesys", "ok")
            try await until {
                await failure { () throws(SourceFailure) in try await platform.customer(with: id) } == nil
            }
        }
    }

    @Test(arguments: PlatformFace.allCases) func `a failing platform fails every write`(
        _ face: PlatformFace
    ) async throws {
        try await SandboxBox.open { box in
            let (platform, call) = (face.platform(box), try await box.begin("abc-123"))
            let made = try await platform.write(try person("CRM:1"), to: nil)
            try await box.fault("genesys", "error")
            let expected = SourceFailure.unavailable(status: 500, retryAfter: nil)
            let record = try person("CRM:1")
            await #expect(throws: PlatformFailure.source(expected)) { try await platform.write(record, to: made.id) }
            #expect(
                await failure { () throws(SourceFailure) in try await platform.attach(call, to: made.id) } == expected
            )
            #expect(
                await failure { () throws(SourceFailure) in try await platform.write(["note": "x"], to: call) }
                    == expected
            )
        }
    }

    @Test(arguments: PlatformFace.allCases) func `a pause that the platform asks for is kept`(
        _ face: PlatformFace
    ) async throws {
        try await SandboxBox.open { box in
            let (platform, id) = (face.platform(box, perMinute: 6_000), try external("CRM:1"))
            _ = try await platform.customer(with: id)
            try await box.fault("genesys", "ratelimit")
            let start = ContinuousClock.now
            #expect(
                await failure { () throws(SourceFailure) in try await platform.customer(with: id) }
                    == .rateLimited(retryAfter: .seconds(1))
            )
            try await box.fault("genesys", "ok")
            _ = try await platform.customer(with: id)
            #expect(ContinuousClock.now - start >= .seconds(1))
        }
    }

    @Test(arguments: PlatformFace.allCases) func `nobody is taken for somebody else`(_ face: PlatformFace) async throws
    {
        try await SandboxBox.open { box in
            let (platform, call) = (face.platform(box), try await box.begin("abc-123"))
            let made = try await platform.write(try person("CRM:1"), to: nil)
            _ = try await platform.write(try person("CRM:2"), to: nil)
            try await platform.attach(call, to: made.id)
            try await box.fault("genesys", "wrong-account")
            for ask in [0, 1] {
                let found: PlatformCustomer?
                do throws(SourceFailure) {
                    found =
                        ask == 0
                        ? try await platform.customer(with: made.record.externalID)
                        : try await platform.customer(of: call)
                } catch {
                    #expect(error == .malformed)
                    continue
                }
                #expect(found == made)
            }
        }
    }
}
