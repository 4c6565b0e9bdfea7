import Broker
import Foundation
import Identity
import Testing

@Suite struct PhaseOneAnswersInTime {
    /// How long a lookup takes.
    private func duration(_ world: World, _ id: String = "a") throws -> Duration {
        let before = world.time.elapsed
        try world.lookUp(id)
        return world.time.elapsed - before
    }

    @Test func `2.1 a CRM that hangs costs the grace, once: its answer is phase 2's`() throws {
        let world = try Guide.world()
        world.crm.source.hang()
        #expect(try duration(world) == .milliseconds(80))
        #expect(try world.call("a").identity.resolvedBy == .phone)
        #expect(try world.call("a").phase1 == .milliseconds(80))
        world.crm.source.release()
        world.settle()
        #expect(try world.call("a").identity.externalID.text == Guide.john)
        #expect(world.crm.source.requests == 1, "the request of phase 1 is phase 2's as well")
    }

    @Test func `2.1 a CRM that answers within the grace is waited for`() throws {
        let world = try Guide.world()
        world.crm.source.become { $0.latency = .milliseconds(79) }
        #expect(try duration(world) == .milliseconds(79))
        #expect(try world.call("a").identity.resolvedBy == .crm)
    }

    @Test func `2.1 one that fails within it costs no more than that`() throws {
        let world = try Guide.world()
        world.crm.source.fail(.unavailable(status: 500, retryAfter: nil))
        world.crm.source.become { $0.latency = .milliseconds(10) }
        #expect(try duration(world) == .milliseconds(10))
        #expect(try world.call("a").identity.resolvedBy == .phone)
    }

    @Test func `2.1 one that is slow, down or not known yet, or no grace, costs nothing`() throws {
        let tempers: [(inout FakeSource.Temper) -> Void] = [
            { $0.median = nil },
            { $0.median = .milliseconds(80) },
            { $0.median = .seconds(2) },
            { $0.state = .down },
        ]
        for temper in tempers {
            let world = try Guide.world()
            world.crm.source.hang()
            world.crm.source.become(temper)
            #expect(try duration(world) == .zero)
        }
        let world = try Guide.world { $0.grace = .zero }
        world.crm.source.hang()
        #expect(try duration(world) == .zero)
    }

    @Test func `2.1 slow with a median below the grace is waited for`() throws {
        let world = try Guide.world()
        world.crm.source.become { $0.state = .slow }
        #expect(try duration(world) == .zero)
        #expect(try world.call("a").identity.resolvedBy == .crm)
    }

    @Test func `2.1 a CRM that is down is said to be at once, and the platform gets the proxy`() throws {
        let world = try Guide.world()
        let probe = VirtualTime.nine.addingTimeInterval(20)
        world.crm.source.become { ($0.state, $0.nextProbeAt) = (.down, probe) }
        let call = try world.lookUp("a").call
        #expect(call.crm.progress.state == .failed)
        #expect(call.crm.progress.nextRetryAt == probe)
        world.settle()
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.record(of: "a")?.externalID == call.proxy)
        #expect(world.crm.source.requests == 0)
    }

    @Test func `2.1 nobody waits where a memory answers`() throws {
        let world = try Guide.world()
        try world.lookUp("earlier")
        world.pass(.seconds(120))
        world.crm.source.hang()
        #expect(try duration(world) == .zero)
    }

    @Test func `2.6 a journal that hangs is waited for until the deadline, and the grace is part of that`() throws {
        for mood in [StubbornJournal.Mood.hangsOnWrites, .hangs] {
            let world = try Guide.world()
            world.crm.source.hang()
            world.journal.become(mood)
            #expect(try duration(world) == .milliseconds(250))
            world.journal.become(.willing)
        }
    }

    @Test func `2.6 a full disk is said at once`() throws {
        let world = try Guide.world()
        world.memory.refuseWrites(.cannotWrite)
        #expect(try duration(world) == .zero)
    }
}
