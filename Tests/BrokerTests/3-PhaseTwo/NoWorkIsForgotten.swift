import Broker
import Foundation
import Identity
import Testing

@Suite struct NoWorkIsForgotten {
    private func world() throws -> World { try Guide.world { $0.grace = .zero } }

    private func goDown(_ world: World, for seconds: Double) {
        let probe = world.time.now.addingTimeInterval(seconds)
        world.crm.source.become { ($0.state, $0.nextProbeAt) = (.down, probe) }
        world.tell(world.crm.health())
    }

    private func comeUp(_ world: World) {
        world.crm.source.become { ($0.state, $0.nextProbeAt, $0.failure) = (.up, nil, nil) }
        world.tell(world.crm.health())
    }

    @Test func `3.5 what was begun is done again by the next broker`() throws {
        let world = try world()
        world.crm.source.hang()
        world.platform.source.hang()
        for index in 0..<40 { try world.lookUp("call-\(index)", from: "+1555020\(1000 + index)") }
        world.settle()
        world.restart()
        #expect(try world.jobs(.crm).count == 40)
        world.crm.source.release()
        world.settle()
        world.restart()
        world.platform.source.release()
        world.pass(.seconds(5))
        for index in 0..<40 { #expect(try world.call("call-\(index)").sync.state == .confirmed) }
        #expect(try Job.Lane.allCases.allSatisfy { try world.jobs($0).isEmpty })
    }

    @Test func `3.5 32 at once, four places kept for switches, most urgent first`() throws {
        let world = try world()
        world.platform.source.hang()
        for index in 0..<40 { try world.lookUp("call-\(index)", from: nil) }
        world.settle()
        #expect(world.platform.source.waiting == 28)
        try world.put("call-39", on: Guide.jane)
        #expect(world.platform.source.waiting == 29, "a switch waits for nobody")
        world.platform.source.release()
        world.settle()
        #expect(try (0..<40).allSatisfy { try world.call("call-\($0)").sync.state == .confirmed })
        let order = world.commits.filter { $0.kind == .synced }.map(\.call.id.text)
        #expect(try #require(order.firstIndex(of: "call-39")) < 39)
    }

    @Test func `3.6 while the source is down it is left alone but for one probe`() throws {
        let world = try world()
        world.crm.source.fail(.timedOut)
        for index in 0..<40 { try world.lookUp("call-\(index)", from: "+1555020\(1000 + index)") }
        world.settle()
        goDown(world, for: 20)
        world.settle()
        let asked = world.crm.source.requests
        world.pass(.milliseconds(19_900))
        #expect(world.crm.source.requests == asked)
        world.crm.source.hang()
        world.pass(.seconds(10))
        #expect(world.crm.source.requests == asked + 1, "one probe, however many wait")
        comeUp(world)
        world.crm.source.release()
        world.pass(.seconds(61))
        #expect(try world.jobs(.crm).isEmpty)
        #expect(try (0..<40).allSatisfy { try world.call("call-\($0)").crm.progress.state == .missing })
    }

    @Test func `3.6 those that nobody has told of the outage are told at once, and no request is made`() throws {
        let world = try world()
        world.crm.source.hang()
        for index in 0..<40 { try world.lookUp("call-\(index)", from: "+1555020\(1000 + index)") }
        world.settle()
        let asked = world.crm.source.requests
        #expect(asked == 28)
        goDown(world, for: 20)
        world.crm.source.fail(.timedOut)
        world.crm.source.release()
        world.pass(.seconds(1))
        for index in 0..<40 {
            let call = try world.call("call-\(index)")
            #expect(call.crm.progress.state == .failed)
            #expect(call.sync.state == .confirmed, "and the platform has the proxy")
        }
        #expect(world.crm.source.requests == asked)
    }

    @Test func `3.6 a source that is down with nothing to do is not looked at all the time`() throws {
        let world = try world()
        goDown(world, for: -1)
        let before = world.steps
        world.pass(.seconds(600))
        #expect(world.steps - before < 15_000, "steps in ten idle minutes")
    }

    @Test func `3.5 a job that could not be journalled is done when the disk has room`() throws {
        let world = try world()
        world.crm.source.hang()
        try world.lookUp("a")
        world.settle()
        world.memory.refuseWrites(.cannotWrite)
        world.crm.source.release()
        world.pass(.seconds(10))
        #expect(try world.call("a").identity.phase == 1)
        world.memory.refuseWrites(nil)
        world.pass(.seconds(6))
        #expect(try world.call("a").identity.externalID.text == Guide.john)
    }

    @Test func `3.5 a job without a call, or for a call without a number, ends`() throws {
        let world = try world()
        try world.happens(.callOffered, to: "a", at: 0)
        let (memory, id, now) = (world.memory, try callID("a"), world.time.now)
        _ = try world.result {
            try? await memory.decide(about: Subject(call: id)) { _ in
                var changes = Changes()
                changes.jobs = Job.Lane.allCases.map { Job(call: id, lane: $0, due: now, since: now) }
                return (changes, ())
            }
        }
        world.pass(.seconds(6))
        #expect(try Job.Lane.allCases.allSatisfy { try world.jobs($0).isEmpty })
    }
}
