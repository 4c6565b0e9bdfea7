import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite("6.4 A CRM keeps one entry of each call") struct ACRMKeepsCallSummaries {
    @Test("however often it is asked to, after a restart too", arguments: CRMUnderTest.all)
    func once(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let (crm, john) = (kind.crm(box), try kind.id("500245678"))
            let (first, second) = (try CallSummary.made(to: john), try CallSummary.made("abc-124", to: john))
            for _ in 0..<3 { #expect(try await crm.keep(first) == .kept) }
            #expect(try await kind.crm(box).keep(first) == .kept)
            #expect(try await crm.keep(second) == .kept)
            #expect(try await kind.entries(box) == ["abc-123", "abc-124"])
        }
    }

    @Test("an answer that never came makes no second one", arguments: CRMUnderTest.all)
    func lostAnswer(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let crm = kind.crm(box, read: .milliseconds(200))
            let first = try CallSummary.made(to: try kind.id("500245678"))
            try await box.fault("crm", "slow", latency: 1_000)
            #expect(await failure { () throws(SourceFailure) in try await crm.keep(first) } == .timedOut)
            try await box.fault("crm", "ok")
            #expect(try await kind.crm(box).keep(first) == .kept)
            #expect(try await kind.entries(box).count == 1)
        }
    }

    @Test("an account that is gone is said to be gone", arguments: CRMUnderTest.all)
    func gone(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            let missing = try CallSummary.made(to: try kind.id("500000000"))
            let foreign = try CallSummary.made(to: try external("XX:500245678"))
            #expect(try await kind.crm(box).keep(missing) == .noSuchAccount)
            #expect(try await kind.crm(box).keep(foreign) == .noSuchAccount)
            #expect(try await kind.entries(box).isEmpty)
        }
    }

    @Test("what the vendor refuses is a failure, and nothing is kept", arguments: CRMUnderTest.all)
    func refused(_ kind: CRMUnderTest) async throws {
        try await SandboxBox.open { box in
            try await box.fault("crm", "error")
            let (crm, first) = (kind.crm(box), try CallSummary.made(to: try kind.id("500245678")))
            let found = await failure { () throws(SourceFailure) in try await crm.keep(first) }
            #expect(found?.isTransient == true)
            #expect(try await kind.entries(box).isEmpty)
        }
    }
}

extension CallSummary {
    /// Of a call of 23 November 2026 that John Doe made, 95 s long, wrapped up after 20 s more.
    static func made(
        _ id: String = "abc-123",
        to account: ExternalID,
        topic: String? = "router",
        direction: Direction = .inbound
    ) throws -> CallSummary {
        let start = Date(timeIntervalSince1970: 1_795_424_400)
        let number = try number("+15550199999")
        let call = try #require(CallID(id))
        var made = Call(id: call, direction: direction, number: number, phoneHash: .sha256, at: start)
        let john = Account(id: account, name: "John Doe")
        let link = RecentLink(number: number, account: john, source: SourceName("crm"), at: start)
        made.recall(link, at: start)
        for (kind, second) in [(CallEvent.Kind.callAnswered, 5.0), (.callEnded, 100.4), (.wrapUpEnded, 120.4)] {
            let at = start.addingTimeInterval(second)
            _ = made.record(CallEvent(kind: kind, at: at, userID: "u2"))
        }
        let values = ["note": PersonalText("sends a new one"), "topic": topic.map { PersonalText($0) }]
        _ = try made.merge(values, by: DataTable())
        return try #require(CallSummary(made, agent: "R. Ortiz"))
    }
}
