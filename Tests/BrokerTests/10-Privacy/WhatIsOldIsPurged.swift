import Broker
import Foundation
import Identity
import Testing

@Suite("10.3 What was kept for long enough goes, by itself and when asked")
struct WhatIsOldIsPurged {
    private static let hour = Duration.seconds(3_600)

    /// Half a day: each one that passes costs a test a second.
    private func world() throws -> World {
        try Guide.world { policy in
            policy.retention = 43_200
            policy.overrideLife = 43_200
            policy.syncGiveUp = 3_600
        }
    }

    private func purge(_ world: World) throws -> Purge.Outcome {
        let (parts, limits) = (world.parts, world.parts.policy.limits(at: world.time.now))
        return try world.result { await Purge.run(limits, in: parts.records, parts.ambience) }
    }

    private func isKnown(_ id: String, _ world: World) throws -> Bool {
        try world.known(id).call != nil
    }

    @Test("Once a day, by the broker itself")
    func daily() throws {
        let world = try world()
        try world.lookUp("a")
        try world.happens(.callEnded, to: "a")
        world.pass(Self.hour * 23)
        try world.lookUp("b")
        try world.happens(.callEnded, to: "b")
        #expect(try isKnown("a", world))
        world.pass(Self.hour * 2)
        #expect(try !isKnown("a", world) && isKnown("b", world))
    }

    @Test("When asked: calls, links, expired choices; the audit stays for its own time")
    func asked() throws {
        let world = try world()
        try world.lookUp("a")
        world.settle()
        try world.put("a", on: Guide.jane)
        try world.happens(.callEnded, to: "a")
        try world.lookUp("b", from: Guide.janesNumber)
        world.pass(Self.hour * 11)
        #expect(try purge(world).counts.sum == 0, "not an hour too early")
        world.pass(Self.hour * 2)
        let outcome = try purge(world)
        #expect(outcome.counts.calls == 2 && outcome.counts.overrides == 1 && outcome.counts.links == 1)
        #expect(outcome.counts.audit == 0 && outcome.isLogEmpty && outcome.failure == nil)
        #expect(try !isKnown("a", world) && !isKnown("b", world))
        #expect(try world.override(of: Guide.johnsNumber) == nil && world.link(of: Guide.janesNumber) == nil)
    }

    @Test("A full disk is told, and what is left goes within the hour after it")
    func fullDisk() throws {
        let world = try world()
        try world.lookUp("a")
        try world.happens(.callEnded, to: "a")
        world.pass(Self.hour * 23)
        world.memory.refuseWrites(.cannotWrite)
        world.pass(Self.hour * 2)
        let outcome = try purge(world)
        #expect(outcome.failure == .cannotWrite && outcome.counts.sum == 0 && !outcome.isLogEmpty)
        world.memory.refuseWrites(nil)
        #expect(try isKnown("a", world))
        world.pass(Self.hour)
        #expect(try !isKnown("a", world))
    }

    @Test("One at a time: while somebody's own purge goes on, the daily one leaves it alone")
    func oneAtATime() throws {
        let world = try world()
        try world.lookUp("a")
        try world.happens(.callEnded, to: "a")
        #expect(world.parts.purging.take())
        world.pass(Self.hour * 25)
        #expect(try isKnown("a", world))
    }

    @Test("Nothing goes by a clock that was just set ahead; a day later it is believed")
    func clock() throws {
        let world = try world()
        try world.lookUp("a")
        try world.happens(.callEnded, to: "a")
        world.pass(Self.hour)
        world.time.setAhead(by: 400 * 86_400)
        world.pass(Self.hour * 24)
        #expect(try isKnown("a", world))
        world.pass(Self.hour * 24)
        #expect(try !isKnown("a", world))
    }
}
