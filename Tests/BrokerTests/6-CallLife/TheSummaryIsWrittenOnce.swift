import Broker
import Foundation
import Identity
import Testing

@Suite("6.4 A call's summary is written to the CRM, once") struct TheSummaryIsWrittenOnce {
    /// A call that an agent took for 90 seconds and wrapped up for 10; 50 more, and its switch can't be undone any more.
    private func finished(_ world: World, _ id: String = "a", from caller: String? = Guide.johnsNumber) throws {
        try world.lookUp(id, from: caller)
        try world.happens(.callAnswered, to: id, user: "u2")
        world.pass(.seconds(90))
        try world.happens(.callEnded, to: id)
        world.pass(.seconds(10))
        try world.happens(.wrapUpEnded, to: id, user: "u2")
    }

    private func timeline(_ world: World) throws -> [String] {
        try world.call("a").timeline.filter { $0.kind == "summary" }.map(\.text.text)
    }

    @Test("after wrap-up, when its switch can't be undone any more") func afterWrapUp() throws {
        let world = try Guide.world()
        try finished(world)
        world.pass(.seconds(49))
        #expect(world.crm.summaries.isEmpty)
        world.pass(.seconds(2))
        let summary = try #require(world.crm.summaries.first)
        #expect(summary.account.text == Guide.john)
        #expect(summary.duration == .seconds(90))
        #expect(summary.handle.averageHandle == .seconds(100))
        #expect(summary.agent == "R. Ortiz")
        #expect(try timeline(world) == ["call summary written to salesforce"])
        #expect(try world.call("a").summary == .written)
        #expect(try world.jobs(.summary).isEmpty)
    }

    @Test("or after the wrap-up's time-out") func timeOut() throws {
        let world = try Guide.world { $0.stay.wrapUp = 600 }
        try world.lookUp("a")
        try world.happens(.callAnswered, to: "a", user: "u2")
        try world.happens(.callEnded, to: "a")
        world.pass(.seconds(599))
        #expect(world.crm.summaries.isEmpty)
        world.pass(.seconds(2))
        #expect(world.crm.summaries.count == 1)
    }

    @Test("to the account that the call was switched to in the end") func switched() throws {
        let world = try Guide.world()
        try finished(world)
        world.pass(.seconds(40))
        try world.put("a", on: Guide.jane)
        world.pass(.seconds(20))
        #expect(world.crm.summaries.map(\.account.text) == [Guide.jane])
    }

    @Test("events that come late, twice or after it make no second one") func lateEvents() throws {
        let world = try Guide.world()
        try finished(world)
        try world.happens(.wrapUpEnded, to: "a", user: "u2")
        world.pass(.seconds(100))
        try world.happens(.callHeld, to: "a", at: 5, user: "u2")
        try world.happens(.wrapUpEnded, to: "a", at: 150, user: "u2")
        world.pass(.seconds(3600))
        #expect(world.crm.summaries.count == 1)
        #expect(world.crm.summaryTries == 1)
    }

    @Test("an answer that was lost makes no second one") func lostAnswer() throws {
        let world = try Guide.world()
        try finished(world)
        world.crm.lose(2)
        world.pass(.seconds(57))
        #expect(world.crm.summaryTries == 2)
        #expect(try world.call("a").summary == .open)
        world.pass(.seconds(60))
        #expect(world.crm.summaries.count == 1)
        #expect(try world.call("a").summary == .written)
        #expect(try timeline(world).count == 1)
    }

    @Test("what timed out is not tried again at once: it may still be under way") func pause() throws {
        let world = try Guide.world()
        try finished(world)
        world.crm.lose(1)
        world.pass(.seconds(50))
        let asked = world.crm.summaryTries
        world.pass(.seconds(4))
        #expect(world.crm.summaryTries == asked)
        world.pass(.seconds(60))
        #expect(world.crm.summaryTries == asked + 1)
    }

    @Test("a restart in the middle forgets none and doubles none") func restart() throws {
        let world = try Guide.world()
        try finished(world)
        world.restart()
        world.crm.source.hang()
        world.pass(.seconds(51))
        world.restart()
        world.crm.source.release()
        world.pass(.seconds(60))
        #expect(world.crm.summaries.count == 1)
        #expect(try world.call("a").summary == .written)
    }

    @Test("a CRM that is down gets it when it is back") func outage() throws {
        let world = try Guide.world()
        try finished(world)
        world.crm.source.fail(.unavailable(status: 503, retryAfter: nil))
        world.pass(.seconds(6 * 3600))
        #expect(world.crm.summaries.isEmpty)
        world.crm.source.fail(nil)
        world.pass(.seconds(60))
        #expect(world.crm.summaries.count == 1)
    }

    @Test("a CRM that never takes it is given up, and that is said") func givenUp() throws {
        let world = try Guide.world { $0.syncGiveUp = 600 }
        try finished(world)
        world.crm.source.fail(.rejected(status: 400))
        world.pass(.seconds(3600))
        #expect(try world.call("a").summary == .failed)
        #expect(try timeline(world) == ["call summary not written: the CRM refused the request (400)"])
        #expect(try world.jobs(.summary).isEmpty)
    }

    @Test("where nobody is known there is nothing to put it under") func orphan() throws {
        for caller in ["+15550160000", nil] {
            let world = try Guide.world()
            try finished(world, from: caller)
            world.pass(.seconds(120))
            #expect(world.crm.summaries.isEmpty)
            #expect(try timeline(world) == ["no call summary: nobody is known to have called"])
            #expect(try world.jobs(.summary).isEmpty)
        }
    }

    @Test("it waits for the CRM to say who called") func waitsForPhaseTwo() throws {
        let world = try Guide.world { $0.grace = .zero }
        world.crm.source.fail(.timedOut)
        try finished(world)
        world.pass(.seconds(120))
        #expect(try world.call("a").summary == .open)
        world.crm.source.fail(nil)
        world.pass(.seconds(120))
        #expect(world.crm.summaries.map(\.account.text) == [Guide.john])
    }

    @Test("an account that is gone meanwhile is said to be gone") func gone() throws {
        let world = try Guide.world()
        try finished(world)
        world.crm.remove(try externalID(Guide.john))
        world.pass(.seconds(60))
        #expect(world.crm.summaries.isEmpty)
        #expect(try timeline(world) == ["no call summary: the account is gone from salesforce"])
    }

    @Test("a call that nobody took leaves none") func abandoned() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        try world.happens(.callOffered, to: "a", user: "u2")
        try world.happens(.callEnded, to: "a")
        world.pass(.seconds(3600))
        #expect(world.crm.summaries.isEmpty)
        #expect(try world.jobs(.summary).isEmpty)
    }

    @Test("a call that was known by its events first has one, too") func knownByEvents() throws {
        let world = try Guide.world()
        try world.happens(.callAnswered, to: "a", user: "u2")
        try world.lookUp("a")
        try world.happens(.callEnded, to: "a")
        try world.happens(.wrapUpEnded, to: "a", user: "u2")
        world.pass(.seconds(61))
        #expect(world.crm.summaries.map(\.account.text) == [Guide.john])
    }
}
