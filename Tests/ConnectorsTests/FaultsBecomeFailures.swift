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

    @Test(arguments: faults) func ofTheERP(_ mode: String, _ expected: SourceFailure) async throws {
        try await SandboxBox.open { box in
            let (erp, account) = (box.erp(read: Self.time(mode)), try #require(ERPAccountNumber("10100001")))
            try await box.fault("erp", mode)
            #expect(await failure { () throws(SourceFailure) in try await erp.standing(of: account) } == expected)
            try await Self.check(box)
        }
    }

    @Test func nothingListening() async throws {
        try await SandboxBox.open { box in
            var configuration = GenesysConfiguration(baseURL: "http://127.0.0.1:1")
            configuration.limits.requestsPerMinute = nil
            let platform = GenesysGuidePlatform(configuration, box.parts())
            let id = try external("CRM:1")
            #expect(await failure { () throws(SourceFailure) in try await platform.customer(with: id) } == .unreachable)
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
