import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct FaultsBecomeFailures {
    static let faults: [(mode: String, failure: SourceFailure)] = [
        ("hang", .timedOut), ("drip", .timedOut), ("refuse", .unreachable), ("reset", .unreachable),
        ("error", .unavailable(status: 500, retryAfter: nil)), ("ratelimit", .rateLimited(retryAfter: .seconds(1))),
        ("html", .malformed), ("garbage", .malformed), ("huge", .malformed), ("gzip-bomb", .malformed),
        ("redirect", .malformed),
    ]

    @Test(arguments: faults) func ofTheCRM(_ mode: String, _ expected: SourceFailure) async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (box.crm(read: Self.time(mode)), try number("+12025550143"))
            _ = try await crm.people(with: jane)
            try await box.fault("crm", mode)
            // Salesforce's limit is a 403 and does not say for how long.
            let wanted = mode == "ratelimit" ? .rateLimited(retryAfter: nil) : expected
            #expect(await failure { () throws(SourceFailure) in try await crm.people(with: jane) } == wanted)
            try await Self.check(box)
            try await box.fault("crm", "ok")
            try await until { await failure { () throws(SourceFailure) in try await crm.people(with: jane) } == nil }
        }
    }

    @Test(arguments: faults) func ofATokenRequest(_ mode: String, _ expected: SourceFailure) async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (box.crm(read: Self.time(mode)), try number("+12025550143"))
            try await box.fault("crm", mode)
            let got = await failure { () throws(SourceFailure) in try await crm.people(with: jane) }
            #expect(got == (mode == "ratelimit" ? .unauthorised : expected))
            try await Self.check(box)
        }
    }

    @Test(arguments: faults) func ofTheERP(_ mode: String, _ expected: SourceFailure) async throws {
        try await SandboxBox.open { box in
            let (erp, account) = (box.erp(read: Self.time(mode)), try #require(ERPAccountNumber("10100001")))
            try await box.fault("erp", mode)
            #expect(await failure { () throws(SourceFailure) in try await erp.standing(of: account) } == expected)
            try await Self.check(box)
        }
    }

    @Test(arguments: faults) func ofThePlatform(_ mode: String, _ expected: SourceFailure) async throws {
        try await SandboxBox.open { box in
            let (platform, id) = (box.platform(read: Self.time(mode)), try external("CRM:1"))
            try await box.fault("genesys", mode)
            #expect(await failure { () throws(SourceFailure) in try await platform.customer(with: id) } == expected)
            let record = CustomerRecord(externalID: id, name: nil, email: nil, data: [:])
            if mode != "ratelimit" {
                await #expect(throws: PlatformFailure.source(expected)) { try await platform.write(record, to: nil) }
            }
            try await Self.check(box)
        }
    }

    @Test func nothingListening() async throws {
        try await SandboxBox.open { box in
            var configuration = GenesysConfiguration(baseURL: "http://127.0.0.1:1")
            configuration.limits.requestsPerMinute = nil
            let platform = GenesysGuidePlatform(configuration, http: box.http, ambience: .real)
            let id = try external("CRM:1")
            #expect(await failure { () throws(SourceFailure) in try await platform.customer(with: id) } == .unreachable)
        }
    }

    @Test func aSlowAnswerIsAnAnswer() async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (box.crm(), try number("+12025550143"))
            _ = try await crm.people(with: jane)
            try await box.fault("crm", "slow", latency: 150)
            #expect(try await crm.people(with: jane).accounts.count == 1)
            #expect(crm.health().p99 ?? .zero >= .milliseconds(150))
        }
    }

    /// Long enough where the fault answers, short where it does not.
    private static func time(_ mode: String) -> Duration {
        mode == "hang" || mode == "drip" ? .milliseconds(400) : .seconds(5)
    }

    private static func check(_ box: SandboxBox) async throws {
        #expect(try await box.requests("redirected").isEmpty, "no redirect is followed")
    }
}
