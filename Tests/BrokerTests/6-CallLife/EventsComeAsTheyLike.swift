import Broker
import Foundation
import Identity
import Testing

@Suite struct EventsComeAsTheyLike {
    @Test func `6.2 a call that was never looked up becomes known by its events`() throws {
        let world = try Guide.world()
        #expect(try world.happens(.callOffered, to: "a", at: 1, user: "u2", queue: "billing").accepted == 1)
        world.settle()
        let call = try world.call("a")
        #expect(call.identity.externalID.text == "UNKNOWN:a")
        #expect(call.life.state == .ringing)
        #expect(call.life.userID == "u2")
        #expect(call.sync.state == .confirmed)
        #expect(try world.record(of: "a")?.externalID.text == "UNKNOWN:a")
        #expect(try world.told("a") == [.offered, .synced])
    }

    @Test func `6.2 looked up later, it is enriched and has its events`() throws {
        let world = try Guide.world { $0.grace = .zero }
        try world.happens(.callAnswered, to: "a", at: 0, user: "u2", queue: "billing")
        world.settle()
        let outcome = try world.lookUp("a", direction: .outbound)
        #expect(!outcome.isDegraded)
        #expect(outcome.call.identity.resolvedBy == .phone)
        world.settle()
        let call = try world.call("a")
        #expect(call.life.state == .connected)
        #expect(call.life.direction == .outbound)
        #expect(call.life.userID == "u2")
        #expect(call.identity.externalID.text == Guide.john)
        #expect(try world.record(of: "a")?.externalID.text == Guide.john)
        #expect(try world.lookUp("b").call.callsBefore == 1)
    }

    @Test func `6.2 looked up later, an account that an agent has chosen stays chosen`() throws {
        let world = try Guide.world()
        try world.happens(.callAnswered, to: "a", at: 0, user: "u2")
        try world.put("a", on: Guide.jane)
        let call = try world.lookUp("a").call
        #expect(call.identity.externalID.text == Guide.jane)
        #expect(call.number?.e164 == Guide.johnsNumber)
        world.settle()
        #expect(try world.call("a").identity.externalID.text == Guide.jane)
        #expect(try world.record(of: "a")?.externalID.text == Guide.jane)
        try world.undo("a")
        world.settle()
        #expect(try world.call("a").identity.externalID.text == Guide.john)
        #expect(try world.record(of: "a")?.externalID.text == Guide.john)
    }

    @Test func `6.1 delivered twice they count once, and unknown ones are only counted`() throws {
        let world = try Guide.world()
        let event = CallEvent(kind: .callAnswered, at: world.time.now, userID: "u2")
        let items = [
            ApplyEvents.Item(call: try callID("a"), event: event), ApplyEvents.Item(call: try callID("a"), event: nil),
            ApplyEvents.Item(call: try callID("a"), event: event),
            ApplyEvents.Item(call: try callID("b"), event: event),
        ]
        let outcome = try world.apply(items)
        #expect(outcome.accepted == 2)
        #expect(outcome.duplicates == 1)
        #expect(outcome.ignored == 1)
        #expect(try world.apply(items).duplicates == 3)
        #expect(try world.call("a").life.events == [event])
    }

    @Test func `6.1 idempotent per call, type, time and agent: one that differs in any of them counts`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        for _ in 0..<2 {
            try world.happens(.callHeld, to: "a", at: 5, user: "u2")
            try world.happens(.callHeld, to: "b", at: 5, user: "u2")
            try world.happens(.callResumed, to: "a", at: 5, user: "u2")
            try world.happens(.callHeld, to: "a", at: 6, user: "u2")
            try world.happens(.callHeld, to: "a", at: 5, user: "u3")
            try world.happens(.callHeld, to: "a", at: 5)
        }
        #expect(try world.call("a").life.events.count == 5)
        #expect(try world.call("b").life.events.count == 1)
    }

    @Test func `6.1 a transfer keeps the identity, whoever has the call next`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        try world.happens(.callAnswered, to: "a", at: 0, user: "u2")
        try world.put("a", on: Guide.jane)
        try world.happens(.callTransferred, to: "a", at: 5, user: "u3")
        try world.happens(.callAnswered, to: "a", at: 6, user: "u3")
        world.settle()
        let call = try world.call("a")
        #expect(call.identity.externalID.text == Guide.jane)
        #expect(call.life.userID == "u3" && call.life.state == .connected)
        #expect(try world.record(of: "a")?.externalID.text == Guide.jane)
        #expect(try world.lookUp("a").call.identity.externalID.text == Guide.jane, "asked again, the same call")
    }

    @Test func `6.1 after the end they change times, and wake nothing that has ended`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        try world.happens(.callAnswered, to: "a", at: 0, user: "u2")
        try world.happens(.callEnded, to: "a", at: 10)
        try world.happens(.wrapUpEnded, to: "a", at: 20, user: "u2")
        let identity = try world.call("a").identity.externalID
        for kind in [CallEvent.Kind.callOffered, .callAnswered, .callHeld, .callTransferred] {
            try world.happens(kind, to: "a", at: 30, user: "u3")
        }
        let call = try world.call("a")
        #expect(call.life.state == .ended && call.life.userID == "u2")
        #expect(call.identity.externalID == identity)
        #expect(HandleTimes(call.life.legs).handled == 1)
    }

    @Test func `6.1 one of a call that left the feed long ago is journalled`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        world.pass(.seconds(3600))
        #expect(try world.happens(.callOffered, to: "a", at: 1, user: "u2").accepted == 1)
        #expect(try world.call("a").life.events.count == 1)
        #expect(try world.told("a").last == .removed, "and tells no desk")
    }

    @Test func `6.1 an unknown one makes no call known`() throws {
        let world = try Guide.world()
        #expect(try world.apply([ApplyEvents.Item(call: try callID("a"), event: nil)]).ignored == 1)
        #expect(try world.known("a").call == nil)
    }

    @Test func `6.1 late and out of order they end where they would have ended`() throws {
        let kinds: [(CallEvent.Kind, Double)] = [
            (.callOffered, 1), (.callAnswered, 2), (.callEnded, 3), (.wrapUpEnded, 4),
        ]
        let (early, late) = (try Guide.world(), try Guide.world())
        for (world, order) in [(early, kinds), (late, kinds.reversed())] {
            try world.lookUp("a")
            world.pass(.seconds(10))
            for (kind, second) in order { try world.happens(kind, to: "a", at: second, user: "u2") }
            world.settle()
        }
        #expect(try early.call("a").life == (try late.call("a").life))
        #expect(try late.call("a").life.state == .ended)
    }

    @Test func `6.1 what happens is told as it is called`() throws {
        let world = try Guide.world()
        try world.happens(.callOffered, to: "a", at: 0, user: "u2")
        for kind in CallEvent.Kind.allCases.dropFirst() { try world.happens(kind, to: "a", user: "u2") }
        let words: [ChangeKind] = [.offered, .answered, .held, .resumed, .transferred, .ended, .wrapped]
        #expect(try world.told("a").filter { $0 != .synced } == words)
    }

    @Test func `6.1 what can't be journalled is no success`() throws {
        let world = try Guide.world()
        world.memory.refuseWrites(.cannotWrite)
        #expect(throws: JournalFailure.cannotWrite) { try world.happens(.callOffered, to: "a", at: 0) }
    }

    @Test func `6.4 queue and agent on the lookup or an event say whose call it is`() throws {
        let world = try Guide.world()
        let request = LookUp.Request(
            call: try callID("a"),
            direction: .inbound,
            number: try number(Guide.johnsNumber),
            queueID: "billing",
            userID: nil
        )
        let parts = world.parts
        _ = try world.result {
            await attempt { () throws(LookUp.Failure) in try await LookUp.run(request, with: parts) }
        }
        #expect(try world.call("a").life.queueID == "billing")
        #expect(world.parts.staff.may(Desks.ortiz, see: try world.call("a")))
        #expect(!world.parts.staff.may(Desks.lee, see: try world.call("a")))
        try world.happens(.callOffered, to: "a", user: "u3", queue: "sales")
        let life = try world.call("a").life
        #expect(life.userID == "u3" && life.queueID == "sales")
        #expect(world.parts.staff.may(Desks.lee, see: try world.call("a")))
    }

    @Test func `6.4 an outbound call is dialing until answered, and its agent's`() throws {
        let world = try Guide.world()
        let request = LookUp.Request(
            call: try callID("a"),
            direction: .outbound,
            number: try number(Guide.johnsNumber),
            userID: "u2"
        )
        let parts = world.parts
        _ = try world.result {
            await attempt { () throws(LookUp.Failure) in try await LookUp.run(request, with: parts) }
        }
        #expect(try world.call("a").life.state == .dialing)
        world.pass(.seconds(8))
        try world.happens(.callAnswered, to: "a")
        let life = try world.call("a").life
        #expect(life.state == .connected && life.userID == "u2")
        #expect(life.legs.first?.dialing == .seconds(8))
        #expect(world.parts.staff.may(Desks.ortiz, see: try world.call("a")))
    }
}
