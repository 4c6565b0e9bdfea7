import Broker
import Foundation
import Identity
import Testing

@Suite("7 Conversation data is merged, and reaches the platform's interaction")
struct ConversationDataReachesThePlatform {
    private typealias Failure = EditInteraction.Failure

    @discardableResult private func edit(
        _ values: [String: PersonalText?],
        _ world: World,
        by viewer: Viewer = Desks.everywhere
    ) throws -> Result<Call, EditInteraction.Failure> {
        let (parts, call) = (world.parts, try callID("a"))
        return try world.result {
            await attempt { () throws(EditInteraction.Failure) in
                try await EditInteraction.run(values, of: call, by: viewer, with: parts)
            }
        }
    }

    private func world(_ edit: (inout Policy) -> Void = { _ in }) throws -> World {
        let world = try Guide.world(edit)
        try world.lookUp("a")
        world.settle()
        return world
    }

    @Test("merged, and null deletes") func merged() throws {
        let world = try world()
        try edit(["topic": "bill", "callbackRequested": "true"], world)
        world.settle()
        let call = try edit(["topic": nil, "note": "at noon"], world).get()
        #expect(call.interaction.mapValues(\.text) == ["callbackRequested": "true", "note": "at noon"])
        world.settle()
        #expect(world.platform.attributes(of: call.id) == ["callbackRequested": "true", "note": "at noon"])
        #expect(try world.told("a").suffix(2) == [.updated, .updated])
        #expect(try world.jobs(.interaction).isEmpty)
    }

    @Test("a key of the person's is refused, and nothing is changed") func wrongSide() throws {
        let world = try world()
        let refusal = DataRefusal.wrongSide(key: "loyaltyTier")
        #expect(throws: Failure.refused(refusal)) { try edit(["note": "x", "loyaltyTier": "Gold"], world).get() }
        world.settle()
        #expect(try world.call("a").interaction.isEmpty)
        #expect(world.platform.attributeWrites == 0)
    }

    @Test("keys that the configuration adds are taken") func added() throws {
        let world = try world { $0.data = DataTable(adding: ["campaign"]) }
        try edit(["campaign": "spring"], world)
        world.settle()
        #expect(world.platform.attributes(of: try callID("a")) == ["campaign": "spring"])
    }

    @Test("what changes nothing is told to nobody") func unchanged() throws {
        let world = try world()
        try edit(["topic": "bill"], world)
        world.settle()
        let told = try world.told("a")
        try edit(["topic": "bill", "note": nil], world)
        world.settle()
        #expect(try world.told("a") == told)
        #expect(world.platform.attributeWrites == 1)
    }

    @Test("person data is never in it, conversation data never on the customer") func sides() throws {
        let world = try world()
        try edit(["note": "call back"], world)
        world.settle()
        let record = try #require(try world.record(of: "a"))
        #expect(Set(record.data.keys).isSubset(of: DataTable.recordKeys))
        #expect(Set(world.platform.attributes(of: try callID("a")).keys) == ["note"])
    }

    @Test("a platform that fails gets it later, the latest of it") func retried() throws {
        let world = try world()
        world.platform.source.fail(.unavailable(status: 503, retryAfter: nil))
        try edit(["topic": "bill"], world)
        world.pass(.seconds(60))
        try edit(["topic": "router"], world)
        world.pass(.seconds(60))
        world.platform.source.fail(nil)
        world.pass(.seconds(60))
        #expect(world.platform.attributes(of: try callID("a")) == ["topic": "router"])
        #expect(try world.jobs(.interaction).isEmpty)
    }

    @Test("after a restart, too, deletions included") func restarted() throws {
        let world = try world()
        try edit(["topic": "bill", "note": "n"], world)
        world.settle()
        world.platform.source.fail(.timedOut)
        try edit(["topic": nil], world)
        world.pass(.seconds(5))
        world.restart()
        world.platform.source.fail(nil)
        world.pass(.seconds(60))
        #expect(world.platform.attributes(of: try callID("a")) == ["note": "n"])
    }

    @Test("what is changed while it is written is written after it") func meanwhile() throws {
        let world = try world()
        world.platform.source.hang()
        try edit(["topic": "bill"], world)
        world.settle()
        try edit(["topic": "router"], world)
        world.platform.source.release()
        world.pass(.seconds(10))
        #expect(world.platform.attributes(of: try callID("a")) == ["topic": "router"])
    }

    @Test("a platform that never takes it is given up, and that is said") func givenUp() throws {
        let world = try world { $0.syncGiveUp = 600 }
        world.platform.source.fail(.rejected(status: 404))
        try edit(["topic": "bill"], world)
        world.pass(.seconds(1_200))
        #expect(try world.jobs(.interaction).isEmpty)
        #expect(try world.call("a").timeline.contains { $0.kind == "interaction" })
        world.platform.source.fail(nil)
        try edit(["note": "n"], world)
        world.settle()
        #expect(world.platform.attributes(of: try callID("a")) == ["topic": "bill", "note": "n"])
    }

    @Test("a call that a viewer may not see is not known to them") func unseen() throws {
        let world = try world()
        #expect(throws: Failure.unknownCall) { try edit(["note": "x"], world, by: Desks.lee).get() }
    }

    @Test("a lookup after it keeps it") func lookedUpLater() throws {
        let world = try Guide.world()
        try world.happens(.callAnswered, to: "a", user: "u2")
        try edit(["topic": "bill"], world)
        world.settle()
        try world.lookUp("a")
        try edit(["topic": nil], world)
        world.settle()
        #expect(world.platform.attributes(of: try callID("a")) == [:])
    }
}
