import Broker
import Foundation
import Identity
import Testing

@Suite struct ASwitchIsUndone {
    private func world() throws -> World {
        let world = try Guide.world()
        try world.lookUp("a")
        world.settle()
        return world
    }

    private func failure(_ result: Result<Call, UndoSwitch.Failure>) -> UndoSwitch.Failure? {
        if case .failure(let failure) = result { failure } else { nil }
    }

    @Test func `4.5 identity, context, memory and platform record are what they were`() throws {
        let world = try world()
        let before = try world.call("a")
        let (link, key) = (try world.link(of: Guide.johnsNumber), world.platform.key(of: before.id))
        try world.put("a", on: Guide.business)
        world.settle()
        let call = try world.undo("a").get()
        #expect(call.identity == before.identity)
        #expect(call.crm == before.crm)
        #expect(call.erp == before.erp)
        #expect(call.undo == nil)
        world.settle()
        #expect(try world.override(of: Guide.johnsNumber) == nil)
        #expect(try world.link(of: Guide.johnsNumber) == link)
        #expect(world.platform.key(of: before.id) == key)
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.told("a").suffix(2) == [.undone, .synced])
    }

    @Test func `4.5 both steps stay in the journal, with who took them`() throws {
        let world = try world()
        try world.put("a", on: Guide.business)
        try world.undo("a", by: Desks.everywhere)
        let steps = try world.history("a").suffix(2)
        #expect(steps.map(\.identity.externalID.text) == [Guide.business, Guide.john])
        #expect(steps.map(\.identity.actor?.name) == ["R. Ortiz", "root"])
    }

    @Test func `4.5 once, and only the latest`() throws {
        let world = try world()
        try world.put("a", on: Guide.business)
        try world.put("a", on: Guide.jane)
        #expect(try world.undo("a").get().identity.externalID.text == Guide.business)
        #expect(try world.override(of: Guide.johnsNumber)?.account.id.text == Guide.business)
        #expect(failure(try world.undo("a")) == .nothingToUndo(current: try externalID(Guide.business)))
        #expect(try world.call("a").identity.externalID.text == Guide.business)
    }

    @Test func `4.5 not where there was no switch, nor on a call that the viewer may not see`() throws {
        let world = try world()
        #expect(failure(try world.undo("a")) == .nothingToUndo(current: try externalID(Guide.john)))
        #expect(failure(try world.undo("nobody")) == .unknownCall)
        try world.put("a", on: Guide.business)
        #expect(failure(try world.undo("a", by: Desks.lee)) == .unknownCall)
    }

    @Test func `4.5 until a minute after the call's end`() throws {
        for (late, isDone) in [(Duration.zero, true), (.milliseconds(1), false)] {
            let world = try world()
            try world.put("a", on: Guide.business)
            try world.happens(.callAnswered, to: "a", at: 1)
            world.pass(.seconds(3600))
            try world.happens(.callEnded, to: "a")
            world.pass(.seconds(60) + late)
            #expect((failure(try world.undo("a")) == nil) == isDone)
        }
    }

    @Test func `4.5 the memory before the switch comes back`() throws {
        let world = try world()
        try world.put("a", on: Guide.business)
        let first = try world.override(of: Guide.johnsNumber)
        try world.lookUp("b")
        world.settle()
        try world.put("b", on: Guide.john)
        #expect(try world.override(of: Guide.johnsNumber) != first)
        let call = try world.undo("b").get()
        #expect(try world.override(of: Guide.johnsNumber) == first)
        #expect(call.identity.resolvedBy == .override)
    }

    @Test func `4.5 but not over a memory that another call has made since`() throws {
        let world = try world()
        try world.lookUp("b")
        try world.put("a", on: Guide.business)
        try world.put("b", on: Guide.jane)
        try world.undo("a")
        #expect(try world.override(of: Guide.johnsNumber)?.account.id.text == Guide.jane)
    }

    @Test func `4.5 nor is one revived that was revoked since`() throws {
        let world = try world()
        try world.put("a", on: Guide.business)
        try world.put("a", on: Guide.jane)
        let id = try #require(try world.override(of: Guide.johnsNumber)?.id)
        let memory = world.memory
        _ = try world.result { try? await memory.revoke(id) }
        try world.undo("a")
        #expect(try world.override(of: Guide.johnsNumber) == nil)
    }

    @Test func `4.5 one that was not remembered leaves the memory alone`() throws {
        let world = try world()
        try world.put("a", on: Guide.business)
        let kept = try world.override(of: Guide.johnsNumber)
        try world.put("a", on: Guide.jane, by: Desks.flow)
        try world.undo("a")
        #expect(try world.override(of: Guide.johnsNumber) == kept)
    }

    @Test func `4.5 back on a proxy, the platform's call points at the proxy's record`() throws {
        let world = try Guide.world { $0.grace = .zero }
        world.crm.put([], under: try number(Guide.johnsNumber))
        let proxy = try world.lookUp("a").call.proxy
        world.settle()
        try world.put("a", on: Guide.jane)
        world.settle()
        #expect(try world.record(of: "a")?.externalID.text == Guide.jane)
        #expect(world.platform.externalIDs.contains(proxy.text), "a person's switch renames nobody's proxy")
        try world.undo("a")
        world.settle()
        #expect(try world.record(of: "a")?.externalID == proxy)
    }

    @Test func `4.5 an ERP that had not answered is asked again`() throws {
        let world = try Guide.world { $0.grace = .zero }
        world.erp.source.hang()
        try world.lookUp("a")
        world.settle()
        try world.put("a", on: Guide.business)
        try world.undo("a")
        world.erp.source.release()
        world.settle()
        #expect(try world.call("a").erp.standing?.status == .active)
        #expect(try world.record(of: "a")?.data["erpAccountStatus"]?.text == "Active")
    }
}
