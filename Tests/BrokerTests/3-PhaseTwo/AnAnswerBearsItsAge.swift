import Broker
import Foundation
import Identity
import Testing

@Suite struct AnAnswerBearsItsAge {
    private func later(_ seconds: Double) -> Date { VirtualTime.nine.addingTimeInterval(seconds) }

    @Test func `3.1 an answer that serves a second call is as old as its reading`() throws {
        let world = try Guide.world { $0.grace = .zero }
        try world.lookUp("a", from: Guide.switchboard)
        world.settle()
        world.pass(.seconds(40))
        let asked = world.crm.source.requests
        let call = try world.lookUp("b", from: Guide.switchboard).call
        world.settle()
        #expect(world.crm.source.requests == asked)
        #expect(call.identity.resolvedBy == .crm)
        #expect(call.identity.asOf == VirtualTime.nine)
        #expect(call.crm.progress.asOf == VirtualTime.nine)
        #expect(try world.history("b").last?.at == later(40), "that is when it was taken")
    }

    @Test func `3.1 so is one that phase 2 takes, and the link that comes of it`() throws {
        let world = try Guide.world { policy in
            policy.grace = .zero
            policy.recentLink = 30
        }
        try world.lookUp("a")
        world.settle()
        world.pass(.seconds(20))
        #expect(try world.lookUp("b").call.identity.resolvedBy == .recent)
        world.settle()
        let call = try world.call("b")
        #expect(call.identity.resolvedBy == .crm)
        #expect(call.identity.phase == 2)
        #expect(call.identity.asOf == VirtualTime.nine)
        #expect(call.crm.progress.asOf == VirtualTime.nine)
        #expect(try world.link(of: Guide.johnsNumber)?.at == VirtualTime.nine)
        world.pass(.seconds(15))
        #expect(try world.lookUp("c").call.identity.resolvedBy == .crm, "a link does not grow younger by being used")
    }

    @Test func `3.1 an override's account that is read by ID is as young as that`() throws {
        let world = try Guide.world { $0.grace = .zero }
        try world.lookUp("a")
        world.settle()
        try world.put("a", on: Guide.jane)
        world.pass(.seconds(30))
        try world.lookUp("b")
        world.settle()
        let call = try world.call("b")
        #expect(call.identity.resolvedBy == .override)
        #expect(call.identity.asOf == later(30))
    }

    @Test func `3.1 after a minute the CRM is asked again`() throws {
        let world = try Guide.world { $0.grace = .zero }
        try world.lookUp("a", from: Guide.switchboard)
        world.settle()
        world.pass(.seconds(61))
        try world.lookUp("b", from: Guide.switchboard)
        world.settle()
        #expect(try world.call("b").identity.asOf == later(61))
    }

    @Test func `3.1 a switch reads the record now, whatever was read a minute ago`() throws {
        let world = try Guide.world { $0.grace = .zero }
        try world.lookUp("a")
        world.settle()
        world.pass(.seconds(10))
        let asked = world.crm.source.requests
        try world.put("a", on: Guide.business)
        #expect(world.crm.source.requests == asked + 1)
        #expect(try world.call("a").crm.progress.asOf == later(10))
    }
}
