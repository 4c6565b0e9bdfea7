@testable import Broker
import Foundation
import Identity
import Testing

@Suite struct ALookupIsJournalledBeforeItsAnswer {
    @Test func `2.2 with its job: a broker that dies right after it still enriches the call`() throws {
        let world = try Guide.world { $0.grace = .zero }
        world.crm.source.hang()
        try world.lookUp("a")
        #expect(try world.jobs(.crm).map(\.call.text) == ["a"])
        world.restart()
        world.crm.source.release()
        world.settle()
        #expect(try world.call("a").identity.externalID.text == Guide.john)
    }

    @Test func `2.3 asked again, it is the same call: no second job, no second word to the desks`() throws {
        let world = try Guide.world { $0.grace = .zero }
        world.crm.source.hang()
        let first = try world.lookUp("a").call
        #expect(try world.lookUp("a").call == first)
        #expect(try world.jobs(.crm).count == 1)
        #expect(try world.told("a") == [.identified])
        #expect(world.crm.source.requests == 1)
    }

    @Test func `2.3 asked again after phase 2 and after a switch, it has the identity that it has now`() throws {
        let world = try Guide.world { $0.grace = .zero }
        try world.lookUp("a")
        world.settle()
        #expect(try world.lookUp("a").call.identity.externalID.text == Guide.john)
        try world.put("a", on: Guide.jane)
        #expect(try world.lookUp("a", from: Guide.switchboard).call.identity.externalID.text == Guide.jane)
    }

    @Test func `2.3 two questions about one call at the same time are one call`() throws {
        let world = try Guide.world(seed: 7)
        world.crm.source.hang()
        let both = try (world.asks("a"), world.asks("a"))
        #expect(try world.finish(both.0).get().call == (try world.finish(both.1).get().call))
        #expect(try world.jobs(.crm).count == 1)
        #expect(try world.lookUp("b").call.callsBefore == 1)
    }

    @Test func `2.6 where the journal hangs the answer is degraded, and the call is journalled later as it was`() throws
    {
        let world = try Guide.world { $0.grace = .zero }
        world.journal.become(.hangs)
        let outcome = try world.lookUp("a")
        #expect(outcome.isDegraded)
        #expect(outcome.call.identity.resolvedBy == .phone)
        #expect(world.parts.spool.count == 1)
        #expect(try world.known("a").call == nil)
        world.pass(.seconds(60))
        world.journal.become(.willing)
        world.pass(.seconds(1))
        #expect(world.parts.spool.count == 0)
        #expect(try world.call("a").identity.externalID.text == Guide.john)
        #expect(try world.call("a").life.startedAt == outcome.call.life.startedAt)
        #expect(try world.told("a").first == .identified)
    }

    @Test func `2.6 a write that outlasts the deadline and is done after all is one call`() throws {
        let world = try Guide.world { $0.grace = .zero }
        world.memory.refuseWrites(.cannotWrite)
        try world.lookUp("a")
        try world.lookUp("a")
        #expect(world.parts.spool.count == 1)
        world.memory.refuseWrites(nil)
        #expect(try !world.lookUp("a").isDegraded)
        world.pass(.seconds(1))
        #expect(world.parts.spool.count == 0)
        #expect(try world.told("a").filter { $0 == .identified }.count == 1)
    }

    @Test func `2.6 a full disk can still be read: memories and earlier answers count`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        try world.put("a", on: Guide.business)
        world.memory.refuseWrites(.cannotWrite)
        let again = try world.lookUp("a")
        #expect(again.call.identity.externalID.text == Guide.business)
        let other = try world.lookUp("b")
        #expect(other.isDegraded)
        #expect(other.call.identity.resolvedBy == .override)
    }

    @Test func `2.6 ten thousand are kept, then lookups are refused`() throws {
        let world = try Guide.world { $0.grace = .zero }
        world.memory.refuseWrites(.cannotWrite)
        for index in 1..<Spool.capacity {
            let request = LookUp.Request(call: try callID("call-\(index)"), direction: .inbound, number: nil)
            #expect(world.parts.spool.keep(Spool.Entry(request: request, at: world.time.now, took: .zero)))
        }
        #expect(try world.lookUp("the-last").isDegraded)
        #expect(throws: LookUp.Failure.overloaded) { try world.lookUp("one-too-many") }
        #expect(try world.lookUp("call-5", from: nil).isDegraded, "one that is kept already needs no room")
        #expect(world.parts.spool.count == Spool.capacity)
    }

    @Test func `2.6 and are journalled in their order`() throws {
        let world = try Guide.world { $0.grace = .zero }
        world.memory.refuseWrites(.cannotWrite)
        for index in 0..<50 { try world.lookUp("call-\(index)") }
        world.memory.refuseWrites(nil)
        world.pass(.seconds(1))
        #expect(world.parts.spool.count == 0)
        let journalled = world.commits.filter { $0.kind == .identified }.map(\.call.id.text)
        #expect(journalled == (0..<50).map { "call-\($0)" })
        #expect(try world.call("call-49").callsBefore == 49)
    }
}
