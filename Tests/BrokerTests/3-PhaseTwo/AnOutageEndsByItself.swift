import Broker
import Foundation
import Identity
import Testing

@Suite struct AnOutageEndsByItself {
    private func goDown(_ source: FakeSource, _ world: World, for seconds: Double) {
        let probe = world.time.now.addingTimeInterval(seconds)
        source.become { ($0.state, $0.nextProbeAt) = (.down, probe) }
    }

    @Test func `3.6 a source that is down with no job for it is asked when its time has come`() throws {
        let world = try Guide.world()
        let sources = [world.crm.source, world.erp.source, world.platform.source]
        for source in sources { goDown(source, world, for: 8) }
        for health in [world.crm.health(), world.erp.health(), world.platform.health()] { world.tell(health) }
        world.pass(.seconds(7))
        #expect(sources.map(\.requests) == [0, 0, 0], "not before")
        world.pass(.seconds(6))
        #expect(sources.map(\.requests) == [1, 1, 1])
        world.pass(.seconds(60))
        #expect(sources.map(\.requests) == [1, 1, 1], "who is well is not asked")
    }

    @Test func `3.6 one that hangs is asked once, not again and again`() throws {
        let world = try Guide.world()
        goDown(world.erp.source, world, for: 1)
        world.tell(world.erp.health())
        world.erp.source.hang()
        world.pass(.seconds(120))
        #expect(world.erp.source.requests == 1)
        world.erp.source.release()
        world.pass(.seconds(12))
        #expect(world.erp.health().state == .up)
        #expect(world.erp.source.requests == 1)
    }

    @Test func `3.6 where there is work, the work is the probe`() throws {
        let world = try Guide.world { $0.grace = .zero }
        world.crm.source.fail(.timedOut)
        try world.lookUp("a")
        world.settle()
        let asked = world.crm.source.requests
        goDown(world.crm.source, world, for: 10)
        world.tell(world.crm.health())
        world.pass(.seconds(9))
        #expect(world.crm.source.requests == asked)
        world.crm.source.fail(nil)
        world.pass(.seconds(6))
        #expect(world.crm.source.requests == asked + 1)
        #expect(try world.call("a").identity.externalID.text == Guide.john)
    }
}
