import BrokerAPI
import BrokerClient
import Identity
import Testing

extension EndToEnd {
    @Suite struct ASickCRMCostsACallerNothing {
        @Test(arguments: ["hang", "error", "html"])
        func `a call stays on its number, says why, and is enriched when the CRM is well`(mode: String) async throws {
            try await RunningBroker.open { broker in
                try await broker.fault(mode)
                try await FeedWitness.listen(to: broker) { feed in
                    let answer = try await broker.platform.lookUp(
                        LookupRequest(fromNumber: "+15550199999", toNumber: "+15550190000", callId: "sick-1")
                    )
                    #expect(answer.externalId.hasPrefix("PHONE:") && answer.data.degraded == nil)
                    let failed = try await feed.call("sick-1") { $0.crm.state == .failed }
                    #expect(failed.identity.externalId == answer.externalId && failed.identity.phase == 1)
                    #expect(failed.crm.error?.isEmpty == false && failed.crm.nextRetryAt != nil)
                    // What the platform gives its middleware, far above what we promise, for machines that are busy.
                    #expect((failed.phase1Ms ?? .max) < 450)
                    try await broker.fault("ok")
                    let mended = try await feed.call("sick-1") { $0.isWhole }
                    #expect(mended.identity.externalId == "CRM:500245678" && mended.identity.phase == 2)
                }
            }
        }

        @Test func `the ERP fails alone`() async throws {
            try await RunningBroker.open { broker in
                try await broker.fault("error", on: "erp")
                try await FeedWitness.listen(to: broker) { feed in
                    _ = try await broker.platform.lookUp(
                        LookupRequest(fromNumber: "+15550199999", toNumber: "+15550190000", callId: "sick-2")
                    )
                    let call = try await feed.call("sick-2") { $0.crm.state == .ready && $0.erp.state == .failed }
                    #expect(call.identity.name == "John Doe" && call.erp.accountStatus == nil)
                    try await broker.fault("ok", on: "erp")
                    let mended = try await feed.call("sick-2") { $0.erp.state == .ready }
                    #expect(mended.erp.accountStatus == "Active")
                }
            }
        }
    }
}
