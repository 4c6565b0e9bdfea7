import Broker
import Foundation
import Identity
import Testing

@Suite("The board has its numbers") struct TheBoardHasItsNumbers {
    private func statistics(_ world: World) throws -> Statistics {
        let parts = world.parts
        return try world.result {
            await attempt { () throws(JournalFailure) in try await ReadStatistics.run(with: parts) }
        }.get()
    }

    /// Taken for `talk` seconds, wrapped up for ten.
    private func handle(_ id: String, _ world: World, from caller: String, talk: Int64) throws {
        try world.lookUp(id, from: caller)
        try world.happens(.callAnswered, to: id, user: "u2")
        world.pass(.seconds(talk))
        try world.happens(.callEnded, to: id)
        world.pass(.seconds(10))
        try world.happens(.wrapUpEnded, to: id, user: "u2")
    }

    @Test("nothing yet") func nothing() throws {
        let numbers = try statistics(try Guide.world())
        #expect(numbers.calls == 0 && numbers.handled == 0 && numbers.waiting == 0)
        #expect(numbers.longestWait == nil && numbers.averageHandle == nil && numbers.byTier.isEmpty)
    }

    @Test("calls that wait, and the longest wait") func waiting() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        world.pass(.seconds(30))
        try world.lookUp("b")
        world.pass(.seconds(5))
        #expect(try statistics(world).waiting == 2)
        #expect(try statistics(world).longestWait == .seconds(35))
        try world.happens(.callOffered, to: "a", user: "u2")
        #expect(try statistics(world).waiting == 1)
        #expect(try statistics(world).longestWait == .seconds(5))
        world.pass(.seconds(700))
        #expect(try statistics(world).waiting == 0, "off the feed, nobody waits")
    }

    @Test("handled legs and their average, by tier") func handled() throws {
        let world = try Guide.world()
        try handle("a", world, from: Guide.johnsNumber, talk: 50)
        try handle("b", world, from: Guide.johnsNumber, talk: 70)
        try handle("c", world, from: Guide.janesNumber, talk: 30)
        let numbers = try statistics(world)
        #expect(numbers.calls == 3 && numbers.handled == 3)
        #expect(numbers.averageHandle == .seconds(60))
        #expect(numbers.byTier.map(\.tier) == ["Gold", "Silver"])
        #expect(numbers.byTier.map(\.times.averageHandle) == [.seconds(70), .seconds(40)])
    }

    /// The record of `handle-time-vector.json` as events: it rang out at one agent, who has after-call work all the same.
    @Test("6.3 the platform's own timings win, for each agent's leg") func measured() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        world.pass(.seconds(500))
        func event(
            _ kind: CallEvent.Kind,
            _ second: Double,
            _ user: String?,
            _ talk: Int = 0,
            acw: Int? = nil
        )
            throws -> ApplyEvents.Item
        {
            let metrics = acw.map { acw in
                LegMetrics(
                    talk: .milliseconds(talk),
                    held: .zero,
                    afterCall: .milliseconds(acw),
                    dialing: nil,
                    contacting: nil
                )
            }
            let at = VirtualTime.nine.addingTimeInterval(second)
            return ApplyEvents.Item(
                call: try callID("a"),
                event: CallEvent(kind: kind, at: at, userID: user, metrics: metrics)
            )
        }
        let outcome = try world.apply([
            try event(.wrapUpEnded, 460, "u2", acw: 57_000), try event(.callEnded, 451, nil),
            try event(.callOffered, 1, "u2"), try event(.callOffered, 12, "u3"), try event(.callAnswered, 13, "u3"),
            try event(.wrapUpEnded, 455, "u3", 374_894, acw: 3_000),
        ])
        #expect(outcome.accepted == 6)
        let numbers = try statistics(world)
        #expect(numbers.handled == 2)
        #expect(numbers.averageHandle == .milliseconds(217_447))
        #expect(numbers.times.averageHold == nil)
        #expect(numbers.byTier.map(\.tier) == ["Gold"])
    }

    @Test("how calls were put on people") func identified() throws {
        let world = try Guide.world()
        try world.lookUp("phase1")
        let slow = { (temper: inout FakeSource.Temper) in temper.median = .seconds(2) }
        world.crm.source.become(slow)
        try world.lookUp("phase2", from: Guide.janesNumber)
        try world.lookUp("ambiguous", from: Guide.switchboard)
        try world.lookUp("orphan", from: "+15550160000")
        world.settle()
        try world.happens(.callAnswered, to: "orphan", user: "u2")
        try world.put("orphan", on: Guide.jane)
        try world.undo("orphan")
        let found = try statistics(world).identified
        #expect(found.phase1 == 1 && found.phase2 == 2)
        #expect(found.ambiguous == 1 && found.orphans == 1)
        #expect(found.switched == 1 && found.undone == 1)
    }

    @Test("how many records the platform does not have yet") func sync() throws {
        let world = try Guide.world { $0.syncGiveUp = 3600 }
        world.platform.source.hang()
        try world.lookUp("a")
        world.settle()
        #expect(try statistics(world).sync.pending == 1)
        world.platform.source.release()
        world.platform.source.fail(.timedOut)
        try world.lookUp("b", from: Guide.janesNumber)
        world.pass(.seconds(5))
        #expect(try statistics(world).sync.retrying == 2)
        world.pass(.seconds(4_000))
        #expect(try statistics(world).sync.failed == 2)
        #expect(try statistics(world).sync.retrying == 0)
    }

    @Test("the same after a restart") func restarted() throws {
        let world = try Guide.world()
        try handle("a", world, from: Guide.johnsNumber, talk: 50)
        try world.lookUp("b", from: "+15550160000")
        world.settle()
        let before = try statistics(world)
        world.restart()
        #expect(try statistics(world) == before)
        try world.happens(.callHeld, to: "a", at: 20, user: "u2")
        try world.happens(.callResumed, to: "a", at: 30, user: "u2")
        let after = try statistics(world)
        #expect(after.calls == 2 && after.handled == 1)
        #expect(after.times.averageHold == .seconds(10))
    }

    @Test("of the last 24 hours, by the hour in which calls began") func window() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        world.pass(.seconds(23 * 3600 + 3599))
        #expect(try statistics(world).calls == 1)
        try world.lookUp("b")
        world.pass(.seconds(1))
        let numbers = try statistics(world)
        #expect(numbers.calls == 1)
        #expect(numbers.since == VirtualTime.nine.addingTimeInterval(3600))
    }
}
