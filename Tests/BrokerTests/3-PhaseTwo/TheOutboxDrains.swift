import Broker
import Foundation
import Identity
import Testing

@Suite struct TheOutboxDrains {
    /// 300 requests a minute.
    private static let pace = Duration.milliseconds(200)

    private func world() throws -> World { try Guide.world { $0.grace = .zero } }

    private func person(_ index: Int) throws -> Account {
        Account(id: try externalID("CRM:\(700_000 + index)"), name: PersonalText("Caller \(index)"))
    }

    private func goDown(_ world: World) {
        world.platform.source.become { $0.state = .down }
        world.tell(world.platform.health())
    }

    private func comeUp(_ world: World, pace: Duration?) {
        world.platform.source.become { ($0.state, $0.pace) = (.up, pace) }
        world.tell(world.platform.health())
    }

    @Test func `3.5 at 300 requests a minute, with switches first, then live calls, then the rest`() throws {
        let world = try world()
        goDown(world)
        for index in 0..<200 {
            let caller = "+1202556\(1000 + index)"
            world.crm.put([try person(index)], under: try number(caller))
            try world.lookUp("call-\(index)", from: caller)
            if index < 100 { try world.happens(.callEnded, to: "call-\(index)") }
            world.pass(.milliseconds(20))
        }
        world.pass(.seconds(1))
        comeUp(world, pace: Self.pace)
        world.pass(.seconds(20))
        let before = world.time.elapsed
        try world.put("call-199", on: Guide.jane)
        while try world.call("call-199").sync.state != .confirmed, world.time.elapsed - before < .seconds(60) {
            world.pass(.milliseconds(100))
        }
        #expect(world.time.elapsed - before < .seconds(4), "an agent's switch waits for no backlog")
        world.pass(.seconds(200))
        #expect(try (0..<200).allSatisfy { try world.call("call-\($0)").sync.state == .confirmed })
        let order = world.commits.filter { $0.kind == .synced || $0.call.sync.state == .confirmed }.map(\.call.id.text)
        let firsts = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
        let live = try (100..<199).map { try #require(firsts["call-\($0)"]) }
        let ended = try (0..<100).map { try #require(firsts["call-\($0)"]) }
        let overtaken = ended.filter { $0 < live.sorted()[80] }.count
        #expect(overtaken < 40, "\(overtaken) ended calls before most of those that live")
    }

    @Test func `3.5 twenty calls of one customer are hardly more than one write`() throws {
        let world = try world()
        goDown(world)
        for index in 0..<20 {
            try world.lookUp("call-\(index)", from: Guide.janesNumber)
            world.pass(.milliseconds(10))
        }
        world.pass(.seconds(1))
        world.platform.source.become { $0.latency = .milliseconds(20) }
        let before = world.platform.writes.count
        comeUp(world, pace: nil)
        world.pass(.seconds(10))
        #expect(try (0..<20).allSatisfy { try world.call("call-\($0)").sync.state == .confirmed })
        let janes = world.platform.writes.dropFirst(before).filter { $0.after.externalID.text == Guide.jane }
        #expect((1...3).contains(janes.count), "\(janes.count) writes")
        #expect(try world.record(of: "call-0")?.data["previousInteractionCount"]?.text == "19", "the latest decision")
    }

    @Test func `3.5 an older decision that comes late does not overwrite a newer one`() throws {
        let world = try world()
        world.platform.source.fail(.unavailable(status: 503, retryAfter: .seconds(100)))
        try world.lookUp("a", from: Guide.janesNumber)
        world.settle()
        #expect(try world.call("a").sync.state == .retrying)
        world.platform.source.fail(nil)
        world.pass(.seconds(61))
        try world.lookUp("b", from: Guide.janesNumber)
        world.pass(.seconds(1))
        #expect(try world.record(of: "b")?.data["previousInteractionCount"]?.text == "1")
        world.pass(.seconds(60))
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.record(of: "a")?.data["previousInteractionCount"]?.text == "1")
    }

    @Test func `3.4 what is read back has to be what was written, not only its ID`() throws {
        let world = try world()
        world.platform.keepNames(false)
        try world.lookUp("a", from: Guide.janesNumber)
        world.settle()
        #expect(try world.record(of: "a")?.externalID.text == Guide.jane)
        #expect(try world.call("a").sync.state == .retrying)
        #expect(try world.call("a").sync.failure == .malformed)
        world.platform.keepNames(true)
        world.pass(.seconds(5))
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.record(of: "a")?.name?.text == "Jane Smith")
    }

    @Test func `3.5 a customer whose record the call points at already costs three requests`() throws {
        let world = try world()
        try world.lookUp("a", from: Guide.janesNumber)
        world.pass(.seconds(61))
        let asked = world.platform.source.requests
        try world.lookUp("b", from: Guide.janesNumber)
        world.settle()
        #expect(try world.call("b").sync.state == .confirmed)
        #expect(world.platform.source.requests - asked <= 6, "twice: with the CRM's answer, and with the ERP's")
    }
}
