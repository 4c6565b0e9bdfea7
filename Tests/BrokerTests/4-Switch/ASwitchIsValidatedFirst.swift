import Broker
import Foundation
import Identity
import Testing

@Suite struct ASwitchIsValidatedFirst {
    private func world() throws -> World {
        let world = try Guide.world()
        try world.lookUp("a")
        world.settle()
        return world
    }

    private func failure(_ result: Result<Call, SwitchContext.Failure>) -> SwitchContext.Failure? {
        if case .failure(let failure) = result { failure } else { nil }
    }

    private func expectUnchanged(
        _ world: World,
        since before: Call,
        butForARefusal isRefused: Bool = false,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        world.settle()
        let call = try world.call("a")
        #expect(isRefused ? call.isAsBeforeButForARefusal(before) : call == before, sourceLocation: location)
        #expect(try world.override(of: Guide.johnsNumber) == nil, sourceLocation: location)
        #expect(try world.record(of: "a")?.externalID.text == Guide.john, sourceLocation: location)
        #expect(try !world.told("a").contains(.switched), sourceLocation: location)
    }

    static let hostile = [
        "", "CRM:", "CRM:1' OR '1'='1", "../", "CRM:../../x", String(repeating: "A", count: 10_240), "crm:500999999",
        "CRM:500999999\n", "SN:500999999", "ERP:10100003", "PHONE:00", "UNKNOWN:a", "CRM:\u{FF15}00999999",
    ]

    @Test(arguments: hostile) func `4.2 text that is no ID of a configured CRM is refused and nobody asked`(
        text: String
    ) throws {
        let world = try world()
        let (before, requests) = (try world.call("a"), world.crm.source.requests)
        #expect(failure(try world.put("a", on: text)) == .badExternalID(current: try externalID(Guide.john)))
        #expect(world.crm.source.requests == requests)
        try expectUnchanged(world, since: before, butForARefusal: true)
    }

    @Test func `4.2 an account that the CRM does not have is refused`() throws {
        let world = try world()
        let (before, nobody) = (try world.call("a"), try externalID("CRM:1"))
        #expect(
            failure(try world.put("a", on: "CRM:1")) == .unknownAccount(nobody, current: before.identity.externalID)
        )
        try expectUnchanged(world, since: before, butForARefusal: true)
    }

    @Test func `4.2 an answer that carries another ID is refused`() throws {
        let world = try world()
        let (before, jane) = (try world.call("a"), try externalID(Guide.jane))
        world.crm.answer(with: try Guide.hisBusiness())
        #expect(
            failure(try world.put("a", on: Guide.jane)) == .unknownAccount(jane, current: before.identity.externalID)
        )
        try expectUnchanged(world, since: before, butForARefusal: true)
    }

    @Test func `4.2 a CRM that fails is said, and no refusal is counted`() throws {
        let world = try world()
        let before = try world.call("a")
        world.crm.source.fail(.timedOut)
        for _ in 0..<10 {
            #expect(
                failure(try world.put("a", on: Guide.jane))
                    == .sourceUnavailable(.timedOut, current: before.identity.externalID)
            )
        }
        try expectUnchanged(world, since: before)
        world.crm.source.fail(nil)
        #expect(failure(try world.put("a", on: Guide.jane)) == nil)
    }

    @Test func `4.2 a call that nobody knows, or that the viewer may not see, does not exist`() throws {
        let world = try world()
        #expect(failure(try world.put("nobody", on: Guide.jane)) == .unknownCall)
        #expect(failure(try world.put("a", on: Guide.jane, viewer: Desks.lee)) == .unknownCall)
        try world.happens(.callAnswered, to: "a", user: "u3")
        #expect(failure(try world.put("a", on: Guide.jane, viewer: Desks.lee)) == nil)
    }

    @Test func `4.6 another identity than expected is a conflict, before anybody is asked`() throws {
        let world = try world()
        let (before, requests) = (try world.call("a"), world.crm.source.requests)
        let result = try world.put("a", on: Guide.jane, expecting: Guide.business)
        #expect(failure(result) == .conflict(current: before.identity.externalID))
        #expect(world.crm.source.requests == requests)
        try expectUnchanged(world, since: before)
        #expect(failure(try world.put("a", on: Guide.jane, expecting: Guide.john)) == nil)
    }

    /// A switch to Jane and phase 2, both held by the CRM and then let go at once.
    private func switchBesidePhaseTwo(_ world: World) throws -> Result<Call, SwitchContext.Failure> {
        world.crm.source.hang()
        let proxy = try world.lookUp("a").call.proxy
        let chosen = try world.asksToSwitch("a", to: Guide.jane, expecting: proxy.text)
        world.settle()
        world.crm.source.release()
        return try world.finish(chosen)
    }

    @Test func `4.6 and at commit, where it changed while the CRM was asked`() throws {
        let world = try Guide.world { $0.grace = .zero }
        let result = try switchBesidePhaseTwo(world)
        if let failure = failure(result) {
            #expect(failure == .conflict(current: try externalID(Guide.john)))
        } else {
            #expect(try world.call("a").identity.externalID.text == Guide.jane)
        }
    }

    @Test(arguments: 0..<40) func `4.6 whichever comes first, machine or person, nothing is half done`(seed: Int) throws
    {
        let world = try Guide.world(seed: UInt64(seed)) { $0.grace = .zero }
        let result = try switchBesidePhaseTwo(world)
        world.settle()
        let current = failure(result) == nil ? Guide.jane : Guide.john
        #expect(try world.call("a").identity.externalID.text == current)
        #expect(try world.record(of: "a")?.externalID.text == current)
        #expect((try world.override(of: Guide.johnsNumber) == nil) == (current == Guide.john))
    }

    @Test func `4.6 a second switch while one is in flight is a conflict`() throws {
        let world = try world()
        world.crm.source.hang()
        let first = try world.asksToSwitch("a", to: Guide.jane)
        world.settle()
        #expect(failure(try world.put("a", on: Guide.business)) == .conflict(current: try externalID(Guide.john)))
        world.crm.source.release()
        #expect(try world.finish(first).get().identity.externalID.text == Guide.jane)
        #expect(failure(try world.put("a", on: Guide.business)) == nil, "and then the next may come")
    }

    @Test func `4.3 the account that the call is on already: nothing happens`() throws {
        let world = try world()
        let (before, commits) = (try world.call("a"), world.commits.count)
        #expect(try world.put("a", on: Guide.john).get() == before)
        #expect(world.commits.count == commits)
        try expectUnchanged(world, since: before)
    }

    @Test func `4.3 nor where the machine came to the same while the CRM was asked`() throws {
        let world = try Guide.world { $0.grace = .zero }
        world.crm.source.become { $0.latency = .seconds(1) }
        try world.lookUp("a")
        world.crm.source.become { $0.latency = .seconds(3) }
        let chosen = try world.asksToSwitch("a", to: Guide.john)
        #expect(try world.finish(chosen).get().identity.resolvedBy == .crm)
        #expect(try world.override(of: Guide.johnsNumber) == nil)
    }

    @Test func `4.1 five refusals by one on one call within ten minutes are enough`() throws {
        let world = try world()
        let john = try externalID(Guide.john)
        for target in ["x", "CRM:1", "CRM:2", "../", "CRM:3"] {
            #expect(failure(try world.put("a", on: target)) != .tooManyRefusals(current: john))
        }
        #expect(failure(try world.put("a", on: Guide.jane)) == .tooManyRefusals(current: john))
        let other = Actor(id: "u3", name: "K. Lee", role: .agent)
        #expect(
            failure(try world.put("a", on: "CRM:1", by: other))
                == .unknownAccount(try externalID("CRM:1"), current: john)
        )
        try world.lookUp("b")
        #expect(failure(try world.put("b", on: "x")) == .badExternalID(current: john), "another call")
        world.pass(.seconds(600))
        #expect(failure(try world.put("a", on: Guide.jane)) == nil)
    }

    @Test func `4.1 conflicts are no refusals`() throws {
        let world = try world()
        for _ in 0..<10 { try world.put("a", on: Guide.jane, expecting: Guide.business) }
        #expect(failure(try world.put("a", on: Guide.jane)) == nil)
    }

    @Test func `4.6 a call that ended longer ago than its undo time is past switching`() throws {
        let world = try world()
        try world.happens(.callAnswered, to: "a", at: 1, user: "u2")
        try world.happens(.callEnded, to: "a", at: 10)
        world.pass(.seconds(70))
        #expect(failure(try world.put("a", on: Guide.jane)) == nil)
        world.pass(.milliseconds(1))
        let requests = world.crm.source.requests
        #expect(failure(try world.put("a", on: Guide.business)) == .tooLate(current: try externalID(Guide.jane)))
        #expect(world.crm.source.requests == requests)
    }

    @Test func `4.2 a journal that can't be written is said, and the way is free again`() throws {
        let world = try world()
        world.memory.refuseWrites(.cannotWrite)
        #expect(failure(try world.put("a", on: Guide.jane)) == .journal(.cannotWrite))
        world.memory.refuseWrites(nil)
        #expect(failure(try world.put("a", on: Guide.jane)) == nil)
    }
}

extension Call {
    fileprivate func isAsBeforeButForARefusal(_ before: Call) -> Bool {
        identity == before.identity && crm == before.crm && erp == before.erp && candidates == before.candidates
            && sync == before.sync && timeline.dropLast() == before.timeline[...] && timeline.last?.kind == "refused"
    }
}
