import Broker
import Foundation
import Identity
import Testing

@Suite struct PhaseOneKnowsWhom {
    private func johnIsKnown(_ world: World) throws {
        try world.lookUp("earlier")
        world.pass(.seconds(120))
    }

    @Test func `2.1 by number alone where nothing else answers`() throws {
        let world = try Guide.world { $0.grace = .zero }
        let call = try world.lookUp("a").call
        #expect(call.identity.externalID.text.hasPrefix("PHONE:349f1584"))
        #expect(call.identity.resolvedBy == .phone)
        #expect(call.identity.phase == 1)
    }

    @Test func `2.1 by the CRM within its grace: phase 2 at once, and no job for it`() throws {
        let world = try Guide.world()
        world.platform.source.hang()
        let call = try world.lookUp("a").call
        #expect(call.identity.externalID.text == Guide.john)
        #expect(call.identity.resolvedBy == .crm)
        #expect(call.identity.phase == 2)
        #expect(try world.jobs(.crm).isEmpty)
        #expect(try world.told("a").first == .identified)
    }

    @Test func `2.1 by the link of an earlier match before the CRM`() throws {
        let world = try Guide.world()
        try johnIsKnown(world)
        world.crm.source.hang()
        let call = try world.lookUp("a").call
        #expect(call.identity.resolvedBy == .recent)
        #expect(call.identity.externalID.text == Guide.john)
        #expect(call.identity.confidence == .likely)
        #expect(call.identity.phase == 1)
    }

    @Test func `2.1 by that link even where the CRM's answer of a minute ago is at hand`() throws {
        let world = try Guide.world()
        try world.lookUp("earlier")
        world.pass(.seconds(1))
        #expect(try world.lookUp("a").call.identity.resolvedBy == .recent)
        world.settle()
        #expect(try world.call("a").identity.resolvedBy == .crm)
        #expect(world.crm.source.requests == 1)
    }

    @Test func `2.1 by a link younger than a day only`() throws {
        let world = try Guide.world { $0.recentLink = 300 }
        try johnIsKnown(world)
        world.pass(.seconds(181))
        world.crm.source.hang()
        #expect(try world.lookUp("a").call.identity.resolvedBy == .phone)
    }

    @Test func `2.1 by an override before everything`() throws {
        let world = try Guide.world()
        try johnIsKnown(world)
        try world.put("earlier", on: Guide.business)
        let call = try world.lookUp("a").call
        #expect(call.identity.externalID.text == Guide.business)
        #expect(call.identity.resolvedBy == .override)
        #expect(call.identity.override?.actor.name == "R. Ortiz")
    }

    @Test func `2.1 by an override until it expires`() throws {
        let world = try Guide.world { $0.overrideLife = 3600 }
        try world.lookUp("earlier")
        try world.put("earlier", on: Guide.business)
        world.pass(.seconds(3599))
        #expect(try world.lookUp("a").call.identity.resolvedBy == .override)
        world.pass(.seconds(1))
        #expect(try world.lookUp("b").call.identity.externalID.text == Guide.john)
    }

    @Test func `2.4 what a memory knows of the account is in the answer`() throws {
        let world = try Guide.world()
        try world.lookUp("earlier")
        try world.put("earlier", on: Guide.business)
        world.pass(.seconds(61))
        world.crm.source.hang()
        let call = try world.lookUp("a").call
        #expect(call.crm.account?.tier == "Platinum")
        #expect(call.crm.account?.supportCase?.id == "CASE-88120")
        #expect(call.crm.progress.state == .pending)
    }

    @Test func `1.2 a withheld number shares nothing with another`() throws {
        let world = try Guide.world()
        try world.lookUp("a", from: nil)
        try world.put("a", on: Guide.jane)
        let other = try world.lookUp("b", from: nil).call
        #expect(other.identity.externalID.text == "UNKNOWN:b")
        #expect(other.identity.resolvedBy == .unknown)
        #expect(other.identity.phase == 2)
        #expect(other.callsBefore == 0)
        #expect(world.crm.source.requests == 1, "only the switch asked the CRM, by ID")
        #expect(try world.call("a").identity.override == nil)
        world.settle()
        #expect(try world.record(of: "b")?.externalID.text == "UNKNOWN:b")
    }

    @Test func `2.4 calls of a number are counted, this one left out`() throws {
        let world = try Guide.world()
        #expect(try world.lookUp("a").call.callsBefore == 0)
        #expect(try world.lookUp("b").call.callsBefore == 1)
        #expect(try world.lookUp("c", from: Guide.janesNumber).call.callsBefore == 0)
        #expect(try world.lookUp("b").call.callsBefore == 1, "asked twice, counted once")
        #expect(try world.lookUp("d").call.callsBefore == 2)
    }

    @Test func `2.2 every identification is journalled, the first too`() throws {
        let world = try Guide.world { $0.grace = .zero }
        try world.lookUp("a")
        world.settle()
        #expect(try world.history("a").map(\.identity.resolvedBy) == [.phone, .crm])
        try world.put("a", on: Guide.jane)
        try world.undo("a")
        #expect(
            try world.history("a").map(\.identity.externalID.text).dropFirst() == [Guide.john, Guide.jane, Guide.john]
        )
    }
}
