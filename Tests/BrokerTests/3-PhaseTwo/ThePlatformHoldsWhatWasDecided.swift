import Broker
import Foundation
import Identity
import Testing

@Suite struct ThePlatformHoldsWhatWasDecided {
    private func world(_ edit: (inout Policy) -> Void = { _ in }) throws -> World {
        try Guide.world { policy in
            policy.grace = .zero
            edit(&policy)
        }
    }

    /// Records of a person that became another's: must never be.
    private func renamed(_ world: World) -> [FakePlatform.Write] {
        world.platform.writes.filter { write in
            guard let before = write.before?.externalID else { return false }
            return !before.isProxy && before != write.after.externalID
        }
    }

    @Test func `3.4 the record of an external ID is updated, and the call points at it`() throws {
        let world = try world()
        world.platform.take(try externalID(Guide.john), for: try callID("long-ago"))
        let key = world.platform.key(of: try callID("long-ago"))
        try world.lookUp("a")
        world.settle()
        #expect(world.platform.key(of: try callID("a")) == key)
        let data = try #require(try world.record(of: "a")).data
        #expect(data["crmCaseId"]?.text == "CASE-99812")
        #expect(data["loyaltyTier"]?.text == "Gold")
        #expect(data["erpAccountStatus"]?.text == "Active")
        #expect(data["previousInteractionCount"]?.text == "4")
        #expect(data.count == 4)
        #expect(world.platform.externalIDs.count == 2, "the proxy is left where somebody has the ID already")
    }

    @Test func `3.4 the proxy becomes the person where a machine is certain or nearly so`() throws {
        for caller in [Guide.johnsNumber, Guide.janesNumber] {
            let world = try world()
            let proxy = try world.lookUp("a", from: caller).call.proxy
            let key = world.platform.key(of: try callID("a"))
            world.settle()
            #expect(world.platform.key(of: try callID("a")) == key)
            #expect(!world.platform.externalIDs.contains(proxy.text))
        }
    }

    @Test func `3.4 not where it is a guess, nor a person's choice`() throws {
        let world = try world()
        let shared = try world.lookUp("a", from: Guide.switchboard).call.proxy
        world.settle()
        #expect(try !world.call("a").isOrphan)
        #expect(world.platform.externalIDs.contains(shared.text))
        world.crm.source.fail(.timedOut)
        let own = try world.lookUp("b").call.proxy
        world.settle()
        world.crm.source.fail(nil)
        try world.put("b", on: Guide.jane)
        world.settle()
        #expect(world.platform.externalIDs.contains(own.text))
        #expect(try world.record(of: "b")?.externalID.text == Guide.jane)
    }

    @Test func `3.4 a person's record never becomes another's`() throws {
        let world = try world()
        try world.lookUp("a")
        world.settle()
        for target in [Guide.business, Guide.jane, Guide.john, Guide.business] {
            try world.put("a", on: target)
            world.settle()
            #expect(try world.record(of: "a")?.externalID.text == target)
        }
        #expect(renamed(world).isEmpty)
        #expect(world.platform.externalIDs == [Guide.john, Guide.business, Guide.jane])
    }

    @Test func `3.4 an ID that somebody took meanwhile is read again`() throws {
        let world = try world()
        let rival = CustomerRecord(externalID: try externalID(Guide.john), name: "J. Doe", email: nil, data: [:])
        world.platform.race(with: rival)
        try world.lookUp("a")
        world.settle()
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.record(of: "a")?.name?.text == "John Doe")
        #expect(world.platform.externalIDs.filter { $0 == Guide.john }.count == 1)
    }

    @Test func `3.4 what was answered and not kept is written again`() throws {
        let world = try world()
        world.platform.lose(1)
        try world.lookUp("a")
        world.settle()
        #expect(try world.call("a").sync.state == .retrying)
        #expect(try world.call("a").sync.failure == .malformed)
        world.pass(.seconds(1))
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.call("a").sync.confirmedAt != nil)
        #expect(try world.record(of: "a")?.externalID.text == Guide.john)
    }

    @Test func `3.5 equal writes are skipped`() throws {
        let world = try world()
        try world.lookUp("a")
        world.pass(.seconds(1))
        let writes = world.platform.writes.count
        try world.lookUp("b", from: Guide.janesNumber)
        world.pass(.seconds(1))
        let more = world.platform.writes.count
        try world.put("a", on: Guide.jane)
        world.pass(.seconds(1))
        #expect(more > writes)
        #expect(world.platform.writes.count == more, "Jane's record holds all that this call knows of her")
        #expect(try world.call("a").sync.state == .confirmed)
    }

    @Test func `3.5 a decision that changes during the write is written after it`() throws {
        let world = try world()
        world.platform.source.hang()
        try world.lookUp("a")
        #expect(world.platform.source.waiting == 1)
        try world.put("a", on: Guide.jane)
        world.platform.source.release()
        world.settle()
        #expect(try world.record(of: "a")?.externalID.text == Guide.jane)
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.jobs(.platform).isEmpty)
        #expect(renamed(world).isEmpty)
    }

    @Test func `3.5 and does not wait as long as a write that failed`() throws {
        let world = try world { ($0.retry.base, $0.retry.cap) = (1000, 1000) }
        world.platform.source.hang()
        try world.lookUp("a")
        try world.put("a", on: Guide.jane)
        world.platform.source.become { $0.nextFailure = .timedOut }
        world.platform.source.release()
        world.settle()
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.record(of: "a")?.externalID.text == Guide.jane)
    }

    @Test func `3.5 it is tried again until it is given up, and says so`() throws {
        #expect(Policy(phoneHash: .sha256).syncGiveUp == 72 * 3600)
        let world = try world { $0.syncGiveUp = 120 }
        world.platform.source.fail(.unavailable(status: 502, retryAfter: nil))
        try world.lookUp("a")
        world.pass(.seconds(80))
        #expect(try world.call("a").sync.state == .retrying)
        #expect(try world.call("a").sync.nextRetryAt != nil)
        world.pass(.seconds(80))
        #expect(try world.call("a").sync.state == .failed)
        #expect(try world.call("a").sync.nextRetryAt == nil)
        #expect(try world.jobs(.platform).isEmpty)
        world.platform.source.fail(nil)
        try world.put("a", on: Guide.jane)
        world.settle()
        #expect(try world.call("a").sync.state == .confirmed, "the next decision is written all the same")
    }

    @Test(arguments: 0..<30) func `3.5 writes to one customer go one at a time`(seed: Int) throws {
        let world = try Guide.world(seed: UInt64(seed)) { $0.grace = .zero }
        world.platform.source.become { $0.latency = .milliseconds(5) }
        world.crm.source.hang()
        for index in 0..<5 { try world.lookUp("call-\(index)") }
        world.settle()
        world.crm.source.release()
        world.pass(.seconds(5))
        for index in 0..<5 {
            #expect(try world.record(of: "call-\(index)")?.externalID.text == Guide.john)
            #expect(try world.call("call-\(index)").sync.state == .confirmed)
        }
        #expect(renamed(world).isEmpty)
        #expect(world.platform.externalIDs == [Guide.john])
    }

    @Test func `3.4 a proxy that becomes a person is not made a proxy again by another call of the number`() throws {
        let world = try world()
        let proxy = PhoneHash.sha256.externalID(of: try number(Guide.johnsNumber))
        world.platform.put(CustomerRecord(externalID: proxy, name: "Caller 7", email: nil, data: [:]))
        world.platform.source.become { $0.latency = .milliseconds(10) }
        world.crm.source.fail(.timedOut)
        try world.lookUp("a")
        world.pass(.milliseconds(25))
        world.platform.source.hang()
        world.pass(.milliseconds(10))
        #expect(world.platform.source.waiting == 1, "it has read the proxy's record and is about to write it")
        world.platform.source.letOthersPass()
        world.crm.source.fail(nil)
        try world.lookUp("b")
        world.pass(.milliseconds(100))
        world.platform.source.release()
        world.pass(.seconds(60))
        #expect(renamed(world).isEmpty)
        for id in ["a", "b"] { #expect(try world.record(of: id)?.externalID.text == Guide.john) }
    }

    @Test func `3.4 a record confirmed when its call is long off the feed bothers no desk`() throws {
        let world = try world()
        world.platform.source.fail(.timedOut)
        try world.lookUp("a")
        try world.happens(.callEnded, to: "a", at: 1)
        world.pass(.seconds(500))
        #expect(try world.told("a").last == .removed)
        world.platform.source.fail(nil)
        world.pass(.seconds(60))
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.told("a").last == .removed)
    }
}
