import AsyncHTTPClient
import Broker
import Feed
import Foundation
import Identity
import Logging
import PhoneNumbers
import Testing

@testable import Connectors

/// Phase 1 over real connectors and a real sandbox, while CRM, ERP and platform all have the same fault.
@Suite struct SickSourcesCostACallerNothing {
    private static let lookups = 200

    /// Beyond the grace that a healthy CRM is worth, nothing is added: the margin is for machines that are busy.
    private static let margin = Duration.milliseconds(60)

    @Test(arguments: ["hang", "refuse", "drip", "huge", "error"])
    func `2.1 a lookup takes no longer with CRM, ERP and platform all sick`(mode: String) async throws {
        try await SandboxBox.open { box in
            try await box.broker { parts in
                for index in 0..<20 { _ = try await Self.lookUp(index, parts) }
                for system in ["crm", "erp", "genesys"] { try await box.fault(system, mode) }
                var took: [Duration] = []
                for index in 0..<Self.lookups { took.append(try await Self.lookUp(1_000 + index, parts)) }
                took.sort()
                let grace = parts.policy.grace
                #expect(took[Self.lookups / 2] < Self.margin, "half of them wait for nobody")
                #expect(took[Self.lookups * 9 / 10] < grace + Self.margin)
                #expect(took[Self.lookups - 1] < parts.policy.deadline + Self.margin)
                for system in ["crm", "erp", "genesys"] { try await box.fault(system, "ok") }
            }
        }
    }

    /// Every call has a number of its own: nothing is answered from memory.
    private static func lookUp(_ index: Int, _ parts: BrokerParts) async throws -> Duration {
        let request = LookUp.Request(
            call: try #require(CallID("call-\(index)")),
            direction: .inbound,
            number: try number("+1202\(5_550_000 + index)")
        )
        let start = ContinuousClock.now
        let outcome = try await LookUp.run(request, with: parts)
        #expect(!outcome.isDegraded)
        return ContinuousClock.now - start
    }
}

extension SandboxBox {
    /// A broker over this sandbox, with a journal in memory, for as long as `body` takes.
    func broker(_ body: (BrokerParts) async throws -> Void) async throws {
        let (ambience, bells, crm) = (Ambience.real, LaneBells(), crm(read: .seconds(3)))
        let journal = MemoryJournal { committed in
            for lane in Job.Lane.allCases where committed.contains(where: { $0.jobs.contains { $0.lane == lane } }) {
                bells[lane].ring()
            }
        }
        let parts = BrokerParts(
            journal: journal,
            agenda: journal,
            memory: journal,
            audit: journal,
            figures: journal,
            records: journal,
            backups: MemoryBackups(),
            keys: MemoryKeys(),
            crms: [crm],
            erp: erp(read: .seconds(10)),
            platform: platform(read: .seconds(3), perMinute: 300),
            phones: PhoneNumberLibrary(),
            staff: Staff([]),
            policy: Policy(phoneHash: .sha256),
            ambience: ambience,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            news: FeedLog(numbers: 0..<10_000_000),
            enquiries: Enquiries(crm: crm, uptime: ambience.uptime),
            bells: bells,
            tally: Tally()
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in Job.Lane.allCases { group.addTask { try await Lane(lane, parts: parts).run() } }
            group.addTask { try await parts.enquiries.run() }
            defer { group.cancelAll() }
            try await body(parts)
        }
    }
}
