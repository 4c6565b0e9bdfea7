import Broker
import Foundation
import Identity
import Testing

@Suite struct ASwitchIsRemembered {
    private func world(_ edit: (inout Policy) -> Void = { _ in }) throws -> World {
        let world = try Guide.world(edit)
        try world.lookUp("a")
        world.settle()
        return world
    }

    @Test func `4.3 by number, with who, why and until when`() throws {
        let world = try world()
        let call = try world.put("a", on: Guide.business).get()
        let override = try #require(try world.override(of: Guide.johnsNumber))
        #expect(override == call.identity.override)
        #expect(override.account.id.text == Guide.business)
        #expect(override.actor == Desks.agent)
        #expect(override.reason == "the caller said so")
        #expect(override.at == world.time.now)
        #expect(override.expires == world.time.now.addingTimeInterval(30 * 86_400))
        #expect(!override.isSwitchboard)
    }

    @Test func `4.3 and the number's link is dropped`() throws {
        let world = try world()
        #expect(try world.link(of: Guide.johnsNumber) != nil)
        try world.put("a", on: Guide.business)
        #expect(try world.link(of: Guide.johnsNumber) == nil)
    }

    @Test func `5 the guide's edge case: the next call from there is for the business`() throws {
        let world = try world()
        try world.put("a", on: Guide.business)
        world.pass(.seconds(3600))
        try world.lookUp("b")
        world.settle()
        let call = try world.call("b")
        #expect(call.identity.externalID.text == Guide.business)
        #expect(call.identity.resolvedBy == .override)
        #expect(call.identity.confidence == .likely)
        #expect(call.identity.asOf == world.time.now)
        #expect(call.identity.runnerUp?.externalID.text == Guide.john)
    }

    @Test func `4.3 at once on the call, on every desk, and then on the platform`() throws {
        let world = try world()
        world.platform.source.hang()
        let call = try world.put("a", on: Guide.business).get()
        #expect(call.identity.resolvedBy == .switch)
        #expect(call.identity.confidence == .certain)
        #expect(call.identity.runnerUp?.externalID.text == Guide.john)
        #expect(call.crm.account?.tier == "Platinum")
        #expect(call.sync.state == .pending)
        #expect(try world.told("a").contains(.switched))
        world.platform.source.release()
        world.settle()
        #expect(try world.call("a").erp.standing?.status == .creditHold)
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.record(of: "a")?.externalID.text == Guide.business)
    }

    @Test func `4.1 a flow's choice is not`() throws {
        let world = try world()
        let call = try world.put("a", on: Guide.business, by: Desks.flow).get()
        #expect(call.identity.externalID.text == Guide.business)
        #expect(call.identity.override == nil)
        #expect(try world.override(of: Guide.johnsNumber) == nil)
        #expect(try world.link(of: Guide.johnsNumber) != nil)
    }

    @Test func `4.1 unless the configuration says so`() throws {
        let world = try world { $0.remembersFlows = true }
        try world.put("a", on: Guide.business, by: Desks.flow)
        #expect(try world.override(of: Guide.johnsNumber)?.actor.role == .flow)
    }

    @Test func `4.4 on a switchboard only when asked for, and then it ranks first and stays ambiguous`() throws {
        let world = try world()
        let fifth = "CRM:500310006"
        try world.lookUp("b", from: Guide.switchboard)
        world.settle()
        try world.put("b", on: fifth)
        #expect(try world.override(of: Guide.switchboard) == nil)
        try world.put("b", on: "CRM:500310007")
        try world.put("b", on: fifth, remember: true)
        #expect(try world.override(of: Guide.switchboard)?.isSwitchboard == true)
        #expect(try world.lookUp("c", from: Guide.switchboard).call.identity.confidence == .ambiguous)
        world.settle()
        let call = try world.call("c")
        #expect(call.identity.externalID.text == fifth)
        #expect(call.identity.confidence == .ambiguous)
        #expect(call.candidates.first?.account.id.text == fifth)
        #expect(try world.link(of: Guide.switchboard) == nil)
    }

    @Test func `4.4 three people are no switchboard`() throws {
        let world = try world()
        world.crm.put(
            [try Guide.johnHimself(), try Guide.hisBusiness(), try Guide.janeHerself()],
            under: try number("+15550100003")
        )
        try world.lookUp("b", from: "+15550100003")
        world.settle()
        try world.put("b", on: Guide.jane)
        #expect(try world.override(of: "+15550100003")?.account.id.text == Guide.jane)
    }

    @Test func `5 listed newest first, to supervisors all, to agents their own`() throws {
        let world = try world()
        try world.put("a", on: Guide.business)
        world.pass(.seconds(1))
        try world.lookUp("b", from: Guide.janesNumber)
        try world.put("b", on: Guide.john, by: Desks.lee.actor)
        func listed(_ viewer: Viewer) throws -> [String] {
            let parts = world.parts
            return try world.result {
                await attempt { () throws(JournalFailure) in try await ManageOverrides.list(for: viewer, with: parts) }
            }.get().map(\.account.id.text)
        }
        #expect(try listed(Desks.everywhere) == [Guide.john, Guide.business])
        #expect(try listed(Desks.ortiz) == [Guide.business])
        #expect(try listed(Desks.lee) == [Guide.john])
    }

    @Test func `5 and revoked by those who may`() throws {
        let world = try world()
        let id = try #require(try world.put("a", on: Guide.business).get().identity.override?.id)
        func revokes(_ viewer: Viewer) throws -> Bool {
            let parts = world.parts
            return try world.result {
                await attempt { () throws(JournalFailure) in
                    try await ManageOverrides.revoke(id, by: viewer, with: parts)
                }
            }.get()
        }
        #expect(try !revokes(Desks.lee))
        #expect(try world.override(of: Guide.johnsNumber) != nil)
        #expect(try revokes(Desks.ortiz))
        #expect(try world.override(of: Guide.johnsNumber) == nil)
        #expect(try !revokes(Desks.everywhere), "once only")
        #expect(try world.lookUp("b").call.identity.externalID.text == Guide.john)
    }
}
