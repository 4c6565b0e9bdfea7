import Broker
import Foundation
import Identity
import Testing

@Suite struct PhaseTwoAsksTheCRM {
    private func world(_ people: [Account]? = nil, hasMore: Bool = false) throws -> World {
        let world = try Guide.world { $0.grace = .zero }
        if let people { world.crm.put(people, under: try number(Guide.johnsNumber), hasMore: hasMore) }
        return world
    }

    @Test func `3.4 the guide's caller is the guide's answer`() throws {
        let world = try world()
        try world.lookUp("abc-123-def-456")
        world.settle()
        let call = try world.call("abc-123-def-456")
        #expect(call.identity.externalID.text == "CRM:500245678")
        #expect(call.identity.name?.text == "John Doe")
        #expect(call.identity.email?.text == "john.doe@example.com")
        #expect(call.crm.account?.supportCase?.id == "CASE-99812")
        #expect(call.crm.account?.tier == "Gold")
        #expect(call.erp.standing?.status == .active)
        #expect(call.previousInteractionCount == 4)
        #expect(call.identity.rule == .openCase)
        #expect(call.sync.state == .confirmed)
        #expect(try world.told("abc-123-def-456") == [.identified, .enriched, .enriched, .synced])
    }

    @Test func `3.3 CRM context is told before the ERP has answered`() throws {
        let world = try world()
        world.erp.source.hang()
        try world.lookUp("a")
        world.settle()
        #expect(try world.call("a").crm.progress.state == .ready)
        #expect(try world.call("a").erp.progress.state == .pending)
        #expect(try world.record(of: "a")?.externalID.text == Guide.john)
        world.erp.source.release()
        world.settle()
        #expect(try world.call("a").erp.standing?.status == .active)
        #expect(try world.record(of: "a")?.data["erpAccountStatus"]?.text == "Active")
    }

    @Test func `3.2 the only one is certain, and remembered`() throws {
        let world = try world()
        try world.lookUp("a", from: Guide.janesNumber)
        world.settle()
        #expect(try world.call("a").identity.confidence == .certain)
        #expect(try world.link(of: Guide.janesNumber)?.account.id.text == Guide.jane)
    }

    @Test func `2.1 a likely one is remembered too, an ambiguous one is not`() throws {
        let world = try world()
        try world.lookUp("a")
        try world.lookUp("b", from: Guide.switchboard)
        world.settle()
        #expect(try world.link(of: Guide.johnsNumber)?.account.id.text == Guide.john)
        #expect(try world.call("b").identity.confidence == .ambiguous)
        #expect(try world.link(of: Guide.switchboard) == nil)
    }

    @Test func `2.1 a link goes when the match turns ambiguous or nobody is left`() throws {
        for people in [[], try (1...4).map { Account(id: try externalID("CRM:\($0)"), name: "Somebody") }] {
            let world = try world()
            try world.lookUp("a")
            world.pass(.seconds(61))
            world.crm.put(people, under: try number(Guide.johnsNumber))
            #expect(try world.lookUp("b").call.identity.resolvedBy == .recent)
            world.settle()
            #expect(try world.link(of: Guide.johnsNumber) == nil)
            #expect(try world.call("b").isOrphan == people.isEmpty)
        }
    }

    @Test func `3.8 nobody: an orphan in phase 2, and the platform has the proxy`() throws {
        let world = try world([])
        try world.lookUp("a")
        world.settle()
        let call = try world.call("a")
        #expect(call.isOrphan)
        #expect(call.identity.phase == 2)
        #expect(call.crm.progress.state == .missing)
        #expect(call.erp.progress.state == .missing)
        #expect(call.sync.state == .confirmed)
        #expect(try world.record(of: "a")?.externalID == call.proxy)
        #expect(try world.jobs(.erp).isEmpty)
    }

    @Test func `3.1 more than were read are reported, and the only one read is not certain`() throws {
        let world = try world([try Guide.johnHimself()], hasMore: true)
        try world.lookUp("a")
        world.settle()
        #expect(try world.call("a").identity.confidence == .ambiguous)
        #expect(try world.link(of: Guide.johnsNumber) == nil)
    }

    @Test func `3.2 a verified address decides`() throws {
        let world = try world()
        try world.lookUp("a", verifiedEmail: "accounts@doe.example.com")
        world.settle()
        #expect(try world.call("a").identity.externalID.text == Guide.business)
        #expect(try world.call("a").identity.rule == .verifiedEmail)
    }

    @Test func `3.1 look-ups of one number are one request, and its answer serves a minute`() throws {
        let world = try world()
        world.crm.source.hang()
        for index in 0..<20 { try world.lookUp("call-\(index)") }
        world.settle()
        #expect(world.crm.source.requests == 1)
        world.crm.source.release()
        world.settle()
        #expect(try (0..<20).allSatisfy { try world.call("call-\($0)").identity.externalID.text == Guide.john })
        world.pass(.milliseconds(59_999))
        try world.lookUp("within")
        world.settle()
        #expect(world.crm.source.requests == 1)
        world.pass(.milliseconds(1))
        try world.lookUp("after")
        world.settle()
        #expect(world.crm.source.requests == 2)
    }

    @Test func `3.2 an override stands, its account among the number's people or not`() throws {
        let world = try world()
        try world.lookUp("a")
        try world.put("a", on: Guide.jane)
        try world.lookUp("b")
        world.settle()
        let call = try world.call("b")
        #expect(call.identity.externalID.text == Guide.jane)
        #expect(call.identity.resolvedBy == .override)
        #expect(call.identity.phase == 2)
        #expect(call.candidates.map(\.account.id.text) == [Guide.jane, Guide.john, Guide.business])
        #expect(try world.record(of: "b")?.externalID.text == Guide.jane)
    }

    @Test func `5 one whose record has vanished is dropped, and the call is matched again and says so`() throws {
        let world = try world()
        try world.lookUp("a")
        try world.put("a", on: Guide.jane)
        world.crm.remove(try externalID(Guide.jane))
        #expect(try world.lookUp("b").call.identity.externalID.text == Guide.jane)
        world.settle()
        let call = try world.call("b")
        #expect(call.identity.externalID.text == Guide.john)
        #expect(call.timeline.contains { $0.kind == "override" })
        #expect(try world.override(of: Guide.johnsNumber) == nil)
        #expect(try world.lookUp("c").call.identity.externalID.text == Guide.john)
    }

    @Test func `5 a newer memory than the one that vanished is kept`() throws {
        let world = try world()
        try world.lookUp("a")
        try world.put("a", on: Guide.jane)
        world.crm.remove(try externalID(Guide.jane))
        world.pass(.seconds(61))
        try world.lookUp("b")
        world.settle()
        try world.lookUp("c")
        #expect(try world.override(of: Guide.johnsNumber) == nil)

        try world.put("a", on: Guide.john)
        try world.put("a", on: Guide.business)
        world.crm.remove(try externalID(Guide.business))
        world.pass(.seconds(61))
        world.crm.source.hang()
        try world.lookUp("d")
        let chosen = try world.asksToSwitch("d", to: Guide.john)
        world.settle()
        world.crm.source.release()
        #expect(try world.finish(chosen).get().identity.externalID.text == Guide.john)
        world.settle()
        #expect(try world.call("d").identity.resolvedBy == .switch)
        #expect(try world.override(of: Guide.johnsNumber)?.account.id.text == Guide.john)
    }

    /// Switched to Jane while the CRM still has a second to go.
    private func switchedWhileAsked() throws -> World {
        let world = try world()
        world.crm.source.become { $0.latency = .seconds(2) }
        try world.lookUp("a")
        world.pass(.seconds(1))
        world.crm.source.become { $0.latency = .zero }
        try world.put("a", on: Guide.jane)
        return world
    }

    @Test func `3.7 late for a call that was switched meanwhile, it is a step not taken`() throws {
        let world = try switchedWhileAsked()
        world.pass(.seconds(2))
        let call = try world.call("a")
        #expect(call.identity.externalID.text == Guide.jane)
        #expect(call.crm.account?.id.text == Guide.jane)
        #expect(try world.history("a").last?.superseded == true)
        #expect(try world.history("a").last?.identity.externalID.text == Guide.john)
        #expect(try world.record(of: "a")?.externalID.text == Guide.jane)
        #expect(call.candidates.count == 3)
        #expect(try world.link(of: Guide.johnsNumber) == nil)
    }

    @Test func `3.7 late for a switch that was undone meanwhile, it counts`() throws {
        let world = try switchedWhileAsked()
        try world.undo("a")
        #expect(try world.call("a").identity.phase == 1)
        world.pass(.seconds(2))
        #expect(try world.call("a").identity.externalID.text == Guide.john)
        #expect(try world.record(of: "a")?.externalID.text == Guide.john)
        #expect(try world.override(of: Guide.johnsNumber) == nil)
    }

    @Test func `3.7 superseded while switched, it is asked for again after an undo`() throws {
        let world = try switchedWhileAsked()
        world.pass(.seconds(2))
        try world.undo("a")
        world.settle()
        #expect(try world.call("a").identity.externalID.text == Guide.john)
        #expect(try world.call("a").identity.phase == 2)
        #expect(try world.record(of: "a")?.externalID.text == Guide.john)
    }
}
