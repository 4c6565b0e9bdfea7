import Broker
import Identity
import Testing

/// An agent switches before the CRM has said how many people have the number.
@Suite struct ASwitchboardIsLearnedOfLate {
    private let fifth = "CRM:500310006"

    private func switched(remember: Bool = false, earlier: Bool = false) throws -> World {
        let world = try Guide.world { $0.grace = .zero }
        if earlier {
            try world.lookUp("earlier", from: Guide.switchboard)
            world.settle()
            try world.put("earlier", on: Guide.john, remember: true)
            world.pass(.seconds(61))
        }
        world.crm.source.hang()
        try world.lookUp("a", from: Guide.switchboard)
        world.crm.source.letOthersPass()
        try world.put("a", on: fifth, remember: remember)
        #expect(try world.override(of: Guide.switchboard)?.account.id.text == fifth)
        world.crm.source.release()
        world.pass(.seconds(1))
        #expect(try world.call("a").identity.externalID.text == fifth, "the switch stands")
        #expect(try world.call("a").identity.confidence == .ambiguous)
        return world
    }

    @Test func `4.4 nobody asked for the memory: it is not kept, and the call says so`() throws {
        let world = try switched()
        #expect(try world.override(of: Guide.switchboard) == nil)
        let said = try world.call("a").timeline.map(\.text.text)
        #expect(said.contains("8 people have this number: the choice is not remembered"))
        #expect(try world.lookUp("b", from: Guide.switchboard).call.identity.externalID.text != fifth)
        #expect(try world.undo("a").get().identity.externalID.text != fifth)
    }

    @Test func `4.4 who asked for it keeps it, as a switchboard's`() throws {
        let world = try switched(remember: true)
        #expect(try world.override(of: Guide.switchboard)?.isSwitchboard == true)
        #expect(try world.lookUp("b", from: Guide.switchboard).call.identity.confidence == .ambiguous)
        try world.undo("a")
        #expect(try world.override(of: Guide.switchboard) == nil, "an undo takes it back all the same")
    }

    @Test func `4.4 the memory before it comes back`() throws {
        let world = try switched(earlier: true)
        #expect(try world.override(of: Guide.switchboard)?.account.id.text == Guide.john)
    }
}
