import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite("What is wrong with a CRM is said, and costs no more than its time") struct ACRMFailsInItsOwnTime {
    /// Nil is the CRM's own way to say that it is asked too much.
    static let faults: [(mode: String, failure: SourceFailure?)] = [
        ("hang", .timedOut), ("drip", .timedOut), ("refuse", .unreachable), ("reset", .unreachable),
        ("error", .unavailable(status: 500, retryAfter: nil)), ("ratelimit", nil), ("html", .malformed),
        ("garbage", .malformed), ("huge", .malformed), ("gzip-bomb", .malformed), ("redirect", .malformed),
    ]

    @Test("each fault is its failure, and passes", arguments: CRMUnderTest.all, faults)
    func fault(_ kind: CRMUnderTest, _ fault: (mode: String, failure: SourceFailure?)) async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (kind.crm(box, read: Self.time(fault.mode)), try number("+12025550143"))
            _ = try await crm.people(with: jane)
            try await box.fault("crm", fault.mode)
            let found = await failure { () throws(SourceFailure) in try await crm.people(with: jane) }
            #expect(found == fault.failure ?? kind.rateLimit)
            #expect(try await box.requests("redirected").isEmpty, "no redirect is followed")
            try await box.fault("crm", "ok")
            try await until { await failure { () throws(SourceFailure) in try await crm.people(with: jane) } == nil }
        }
    }

    @Test("that of the first request of all, which may be for a session", arguments: CRMUnderTest.all, faults)
    func first(_ kind: CRMUnderTest, _ fault: (mode: String, failure: SourceFailure?)) async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (kind.crm(box, read: Self.time(fault.mode)), try number("+12025550143"))
            try await box.fault("crm", fault.mode)
            let found = await failure { () throws(SourceFailure) in try await crm.people(with: jane) }
            #expect(found == fault.failure ?? kind.rateLimit)
            #expect(try await box.requests("redirected").isEmpty, "no redirect is followed")
        }
    }

    @Test("a slow answer is an answer", arguments: CRMUnderTest.all)
    func slow(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (kind.crm(box), try number("+12025550143"))
            _ = try await crm.people(with: jane)
            try await box.fault("crm", "slow", latency: 150)
            #expect(try await crm.people(with: jane).accounts.count == 1)
            #expect(crm.health().p99 ?? .zero >= .milliseconds(150))
        }
    }

    @Test("an ended session is renewed once", arguments: CRMUnderTest.all.filter(\.hasSession))
    func ended(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (kind.crm(box), try kind.id("500999999"))
            _ = try await crm.account(jane)
            try await box.control("POST", "reset")
            #expect(try await crm.account(jane) != nil)
            let posts = try await box.requests("crm").filter { $0.hasPrefix("POST") }
            #expect(posts.count == 1)
        }
    }

    @Test("many at once open one session", arguments: CRMUnderTest.all.filter(\.hasSession))
    func oneSession(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (kind.crm(box), try number("+12025550143"))
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 { group.addTask { try await crm.people(with: jane).accounts.count } }
                for try await count in group { #expect(count == 1) }
            }
            let posts = try await box.requests("crm").filter { $0.hasPrefix("POST") }
            #expect(posts.count == 1)
        }
    }

    /// Long enough where the fault answers, short where it does not.
    private static func time(_ mode: String) -> Duration {
        mode == "hang" || mode == "drip" ? .milliseconds(400) : .seconds(5)
    }
}
