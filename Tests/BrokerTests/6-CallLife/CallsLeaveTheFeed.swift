import Broker
import Foundation
import Identity
import Testing

@Suite struct CallsLeaveTheFeed {
    private func live(_ world: World) throws -> [String] {
        let parts = world.parts
        return try world.result {
            await attempt { () throws(JournalFailure) in try await ReadCalls.live(for: Desks.everywhere, with: parts) }
        }.get().map(\.id.text)
    }

    @Test func `6.5 when their time is over, and stay in the journal`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        try world.happens(.callAnswered, to: "a", at: 0, user: "u2")
        try world.happens(.callEnded, to: "a", at: 60)
        try world.happens(.wrapUpEnded, to: "a", at: 70, user: "u2")
        world.pass(.seconds(369))
        #expect(try live(world) == ["a"])
        world.pass(.seconds(62))
        #expect(try live(world) == [])
        #expect(try world.told("a").filter { $0 == .removed }.count == 1)
        #expect(try world.call("a").identity.externalID.text == Guide.john)
    }

    @Test func `6.5 an event gives them a longer stay`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        world.pass(.seconds(590))
        try world.happens(.callAnswered, to: "a", user: "u2")
        world.pass(.seconds(3600))
        #expect(try live(world) == ["a"])
    }

    /// What is the last that is heard of a call, and for how long it stays then.
    static let stays: [([CallEvent.Kind], Double)] = [
        ([], 600), ([.callOffered], 600), ([.callAnswered], 12 * 3600), ([.callAnswered, .callHeld], 12 * 3600),
        ([.callAnswered, .callEnded], 1800), ([.callAnswered, .callEnded, .wrapUpEnded], 300),
        ([.callOffered, .callEnded], 300),
    ]

    @Test(arguments: stays) func `6.5 after their time-out without further events`(
        kinds: [CallEvent.Kind],
        seconds: Double
    ) throws {
        let world = try Guide.world()
        try world.lookUp("a")
        for kind in kinds { try world.happens(kind, to: "a", user: "u2") }
        world.pass(.seconds(seconds - 1))
        #expect(try live(world) == ["a"])
        world.pass(.seconds(62))
        #expect(try live(world) == [])
    }

    @Test func `6.5 an outbound one that nobody answers after ten minutes`() throws {
        let world = try Guide.world()
        try world.lookUp("a", direction: .outbound)
        world.pass(.seconds(599))
        #expect(try live(world) == ["a"])
        world.pass(.seconds(62))
        #expect(try live(world) == [])
    }

    @Test func `6.5 never before their undo time ends, and as configured`() throws {
        let world = try Guide.world { policy in
            policy.undoWindow = 3600
            policy.stay.unanswered = 60
        }
        try world.lookUp("a")
        try world.happens(.callAnswered, to: "a", user: "u2")
        try world.happens(.callEnded, to: "a")
        try world.happens(.wrapUpEnded, to: "a", user: "u2")
        try world.lookUp("b")
        world.pass(.seconds(130))
        #expect(try live(world) == ["a"])
        world.pass(.seconds(3600))
        #expect(try live(world) == [])
    }

    @Test func `6.5 newest first`() throws {
        let world = try Guide.world()
        for id in ["a", "b", "c"] {
            try world.lookUp(id)
            world.pass(.seconds(1))
        }
        #expect(try live(world) == ["c", "b", "a"])
    }

    @Test func `6.5 one that an event brings back is back`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        world.pass(.seconds(700))
        #expect(try live(world) == [])
        try world.happens(.callAnswered, to: "a", user: "u2")
        #expect(try live(world) == ["a"])
    }

    @Test func `6.5 a journal that can't be written keeps them until it can`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        world.pass(.seconds(550))
        world.memory.refuseWrites(.cannotWrite)
        world.pass(.seconds(200))
        world.memory.refuseWrites(nil)
        world.pass(.seconds(61))
        #expect(try live(world) == [])
    }
}
