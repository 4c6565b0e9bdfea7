import Broker
import Foundation
import Identity
import Testing

@Suite struct ASourceThatFailsIsAskedAgain {
    private func world(_ edit: (inout Policy) -> Void = { _ in }) throws -> World {
        try Guide.world { policy in
            policy.grace = .zero
            edit(&policy)
        }
    }

    /// Seconds until the next try.
    private func wait(_ failure: SourceFailure, attempts: Int, chance: Double) -> Double {
        RetryPolicy().next(after: failure, attempts: attempts, at: VirtualTime.nine, chance: chance)
            .timeIntervalSince(VirtualTime.nine)
    }

    @Test func `3.6 with full jitter: 100 ms at first, doubled, 30 s at most`() {
        let bounds = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30]
        for (index, bound) in bounds.enumerated() {
            #expect(wait(.timedOut, attempts: index + 1, chance: 0) == 0)
            #expect(abs(wait(.timedOut, attempts: index + 1, chance: 0.5) - bound / 2) < 1e-6)
            #expect(wait(.timedOut, attempts: index + 1, chance: 0.999) < bound)
        }
        #expect(wait(.timedOut, attempts: 1_000_000, chance: 0.5) == 15)
    }

    @Test func `3.6 as late as it asks for`() {
        #expect(abs(wait(.rateLimited(retryAfter: .seconds(7)), attempts: 1, chance: 0.5) - 7.05) < 1e-6)
        #expect(wait(.rateLimited(retryAfter: .seconds(7)), attempts: 1, chance: 0) == 7, "never earlier")
        #expect(
            abs(wait(.unavailable(status: 503, retryAfter: .seconds(120)), attempts: 1, chance: 0.5) - 120.05) < 1e-6
        )
        #expect(abs(wait(.rateLimited(retryAfter: nil), attempts: 1, chance: 0.5) - 0.05) < 1e-6)
        let until = VirtualTime.nine.addingTimeInterval(4)
        #expect(abs(wait(.breakerOpen(until: until), attempts: 1, chance: 0.5) - 4.05) < 1e-6)
    }

    @Test func `3.6 meanwhile the call says what is wrong, and the platform has the proxy`() throws {
        let world = try world()
        world.crm.source.fail(.unavailable(status: 500, retryAfter: nil))
        try world.lookUp("a")
        world.settle()
        let call = try world.call("a")
        #expect(call.crm.progress.failure?.sentence == "down (500)")
        #expect(call.identity.resolvedBy == .phone)
        #expect(call.identity.phase == 1)
        #expect(call.sync.state == .confirmed)
        #expect(try world.record(of: "a")?.externalID == call.proxy)
    }

    @Test func `3.6 and when it heals the proxy becomes the person`() throws {
        let world = try world()
        world.crm.source.fail(.timedOut)
        try world.lookUp("a")
        world.pass(.seconds(60))
        let key = world.platform.key(of: try callID("a"))
        world.crm.source.fail(nil)
        world.pass(.seconds(31))
        #expect(try world.call("a").identity.externalID.text == Guide.john)
        #expect(try world.record(of: "a")?.externalID.text == Guide.john)
        #expect(world.platform.key(of: try callID("a")) == key, "the same record, renamed")
        let told = try world.call("a").timeline.filter { $0.text.text.hasPrefix("CRM") }
        #expect(told.count == 2, "said once, and healed once")
    }

    @Test func `3.6 until its call has ended for fifteen minutes`() throws {
        let world = try world()
        world.crm.source.fail(.timedOut)
        try world.lookUp("a")
        try world.happens(.callEnded, to: "a", at: 10)
        world.pass(.seconds(10 + 15 * 60 - 32))
        #expect(try world.jobs(.crm).count == 1)
        world.pass(.seconds(64))
        #expect(try world.jobs(.crm).isEmpty)
        #expect(try world.call("a").crm.progress.nextRetryAt == nil)
        #expect(try world.call("a").crm.progress.state == .failed)
    }

    @Test func `3.6 a call whose end was never told is over too`() throws {
        let world = try world()
        world.crm.source.fail(.unauthorised)
        try world.lookUp("a")
        world.pass(.seconds(10 * 60 + 15 * 60 + 31))
        #expect(try world.jobs(.crm).isEmpty)
    }

    @Test func `3.6 a refusal that repeating will not mend is repeated rarely`() throws {
        let world = try world()
        world.crm.source.fail(.rejected(status: 403))
        try world.lookUp("a")
        world.pass(.seconds(300))
        #expect((9...11).contains(world.crm.source.requests))
    }

    @Test func `3.7 for a call that was switched, the failure is not told as its account's`() throws {
        let world = try world()
        world.crm.source.become { $0.latency = .seconds(1) }
        try world.lookUp("a")
        world.crm.source.become { $0.latency = .zero }
        try world.put("a", on: Guide.jane)
        world.crm.source.fail(.timedOut)
        world.pass(.seconds(2))
        #expect(try world.call("a").crm.progress.state == .ready)
        #expect(try world.jobs(.crm).count == 1, "the other people of the number are still wanted")
        world.crm.source.fail(nil)
        world.pass(.seconds(31))
        #expect(try world.call("a").candidates.count == 3)
    }
}
