import Broker
import Foundation
import Identity
import Testing

@Suite struct OrphansAreHealed {
    private static let newcomer = "+15550160000"

    /// A call of somebody whom the CRM did not know, over for good.
    private func orphan(_ world: World, _ id: String = "a", from caller: String? = newcomer) throws {
        try world.lookUp(id, from: caller)
        try world.happens(.callAnswered, to: id, user: "u2")
        world.pass(.seconds(60))
        try world.happens(.callEnded, to: id)
        try world.happens(.wrapUpEnded, to: id, user: "u2")
        world.pass(.seconds(600))
        #expect(try world.call(id).isOrphan)
    }

    /// The CRM has come to know somebody.
    private func learn(_ world: World, _ accounts: [Account], under text: String = newcomer) throws {
        world.crm.put(accounts, under: try number(text))
    }

    private func run(_ world: World, isDryRun: Bool = false) throws -> Reconcile.Outcome {
        let (parts, request) = (world.parts, Reconcile.Request(since: VirtualTime.nine, isDryRun: isDryRun))
        return try world.finish(
            world.begin {
                await attempt { () throws(JournalFailure) in try await Reconcile.run(request, with: parts) }
            },
            within: .seconds(7200)
        ).get()
    }

    private func counts(_ outcome: Reconcile.Outcome) -> [Int] {
        let progress = outcome.progress
        return [progress.found, progress.healed, progress.unknown, progress.ambiguous, progress.failed]
    }

    private func past(_ world: World, _ id: String, from number: String?) throws -> PastInteraction {
        PastInteraction(
            call: try callID(id),
            direction: .inbound,
            number: number.map { PersonalText($0) },
            customer: nil,
            startedAt: VirtualTime.nine.addingTimeInterval(10),
            endedAt: VirtualTime.nine.addingTimeInterval(70)
        )
    }

    @Test func `8 a person whom the CRM knows by now is put on the platform's record`() throws {
        let world = try Guide.world()
        try orphan(world)
        try learn(world, [try Guide.janeHerself()])
        let before = try #require(world.platform.key(of: callID("a")))
        let outcome = try run(world)
        #expect(counts(outcome) == [1, 1, 0, 0, 0])
        #expect(outcome.healed.map(\.externalID.text) == [Guide.jane])
        let call = try world.call("a")
        #expect(call.identity.resolvedBy == .reconciled && call.identity.confidence == .certain)
        #expect(call.sync.state == .confirmed)
        #expect(world.platform.key(of: try callID("a")) == before, "the call's own record is renamed, as in phase 2")
        let record = try #require(try world.record(of: "a"))
        #expect(record.externalID.text == Guide.jane && record.name == "Jane Smith")
        #expect(record.data["erpAccountStatus"] == "Active")
        #expect(try world.history("a").last?.identity.externalID.text == Guide.jane)
        #expect(try world.jobs(.platform).isEmpty)
    }

    @Test func `8 no record of one person becomes another's`() throws {
        let world = try Guide.world()
        try orphan(world)
        try learn(world, [try Guide.janeHerself()])
        world.platform.put(
            CustomerRecord(externalID: try externalID(Guide.jane), name: "Jane Smith", email: nil, data: [:])
        )
        _ = try run(world)
        #expect(try world.record(of: "a")?.externalID.text == Guide.jane)
        for write in world.platform.writes {
            guard let before = write.before, !before.externalID.isProxy else { continue }
            #expect(before.externalID == write.after.externalID)
        }
    }

    @Test func `8 a dry run says what would be healed and writes nothing`() throws {
        let world = try Guide.world()
        try orphan(world)
        try learn(world, [try Guide.janeHerself()])
        let (before, writes) = (try world.call("a"), world.platform.writes)
        let outcome = try run(world, isDryRun: true)
        #expect(counts(outcome) == [1, 1, 0, 0, 0])
        #expect(outcome.healed.map(\.externalID.text) == [Guide.jane])
        #expect(try world.call("a") == before)
        #expect(world.platform.writes == writes)
    }

    @Test func `8 nobody, several people and an unusable number are told apart`() throws {
        let world = try Guide.world()
        try orphan(world, "nobody", from: "+15550160001")
        try orphan(world, "several", from: "+15550160002")
        try orphan(world, "withheld", from: nil)
        let twins = try ["CRM:1", "CRM:2"].map { Account(id: try externalID($0), name: "A Twin") }
        try learn(world, twins, under: "+15550160002")
        #expect(counts(try run(world)) == [3, 0, 2, 1, 0])
        #expect(try world.call("several").isOrphan)
    }

    @Test func `8 what a person has said of the number is not contradicted`() throws {
        let world = try Guide.world()
        try orphan(world)
        try world.lookUp("later", from: Self.newcomer)
        world.pass(.seconds(5))
        _ = try world.put("later", on: Guide.john)
        world.pass(.seconds(5))
        try learn(world, [try Guide.janeHerself()])
        #expect(counts(try run(world)) == [1, 0, 0, 1, 0])
        #expect(try world.call("a").isOrphan)
    }

    @Test func `8 a second run does only what is left`() throws {
        let world = try Guide.world()
        try orphan(world, "a", from: "+15550160001")
        try orphan(world, "b", from: "+15550160002")
        try learn(world, [try Guide.janeHerself()], under: "+15550160001")
        #expect(counts(try run(world)) == [2, 1, 1, 0, 0])
        let asked = world.crm.source.requests
        #expect(counts(try run(world)) == [1, 0, 1, 0, 0])
        #expect(world.crm.source.requests == asked + 1)
    }

    @Test func `8 the platform's interactions tell of calls that the journal never heard of`() throws {
        let world = try Guide.world()
        world.pass(.seconds(3 * 3600))
        world.platform.remember(try (1...5).map { try past(world, "missed-\($0)", from: Guide.janesNumber) })
        world.platform.remember([try past(world, "strange", from: "anonymous"), try past(world, "none", from: nil)])
        let asked = world.crm.source.requests
        #expect(counts(try run(world)) == [7, 5, 2, 0, 0])
        #expect(world.crm.source.requests == asked + 1, "calls of one number are one question")
        #expect(try world.record(of: "missed-5")?.externalID.text == Guide.jane)
        let call = try world.call("missed-5")
        #expect(call.life.startedAt == VirtualTime.nine.addingTimeInterval(10))
        #expect(call.life.endedAt == VirtualTime.nine.addingTimeInterval(70))
        #expect(try world.told("missed-5").isEmpty, "no desk is bothered")
        #expect(counts(try run(world)) == [2, 0, 2, 0, 0])
    }

    @Test func `8 a record whose write was given up is written again`() throws {
        let world = try Guide.world { $0.syncGiveUp = 60 }
        world.platform.source.fail(.rejected(status: 400))
        try world.lookUp("a", from: Guide.janesNumber)
        try world.happens(.callEnded, to: "a")
        world.pass(.seconds(600))
        #expect(try world.call("a").sync.state == .failed)
        world.platform.source.fail(nil)
        world.platform.take(try world.call("a").proxy, for: try callID("a"))
        world.platform.remember([try past(world, "a", from: Guide.janesNumber)])
        #expect(counts(try run(world)) == [1, 1, 0, 0, 0])
        #expect(try world.record(of: "a")?.externalID.text == Guide.jane)
    }

    @Test func `8 a summary that had nobody to go to is written`() throws {
        let world = try Guide.world()
        try orphan(world)
        #expect(try world.call("a").summary == .nowhere)
        try learn(world, [try Guide.janeHerself()])
        _ = try run(world)
        world.pass(.seconds(60))
        #expect(world.crm.summaries.map(\.account.text) == [Guide.jane])
        #expect(try world.call("a").summary == .written)
    }

    @Test func `8 a source that fails fails its calls, and the next run heals them`() throws {
        let world = try Guide.world()
        try orphan(world)
        try learn(world, [try Guide.janeHerself()])
        world.crm.source.fail(.timedOut)
        #expect(counts(try run(world)) == [1, 0, 0, 0, 1])
        world.crm.source.fail(nil)
        world.platform.source.fail(.timedOut)
        let outcome = try run(world)
        #expect(counts(outcome) == [1, 0, 0, 0, 1])
        #expect(outcome.platformFailure == .timedOut)
        world.platform.source.fail(nil)
        world.pass(.seconds(3600))
        #expect(try world.call("a").sync.state == .confirmed, "what failed stays in the outbox")
        #expect(counts(try run(world)) == [0, 0, 0, 0, 0])
    }

    @Test func `8 a rate limit is waited for`() throws {
        let world = try Guide.world()
        try orphan(world)
        try learn(world, [try Guide.janeHerself()])
        world.crm.source.become { $0.nextFailure = .rateLimited(retryAfter: .seconds(30)) }
        world.platform.source.become { $0.nextFailure = .rateLimited(retryAfter: .seconds(30)) }
        let start = world.time.elapsed
        #expect(counts(try run(world)) == [1, 1, 0, 0, 0])
        #expect(world.time.elapsed - start >= .seconds(60))
    }

    @Test func `8 a run that is cut short after its decision is finished by the outbox`() throws {
        let world = try Guide.world()
        try orphan(world)
        try learn(world, [try Guide.janeHerself()])
        world.platform.remember([])
        let (parts, request) = (world.parts, Reconcile.Request(since: VirtualTime.nine))
        _ = world.begin { await attempt { () throws(JournalFailure) in try await Reconcile.run(request, with: parts) } }
        while try world.call("a").isOrphan { world.settle() }
        world.restart()
        world.pass(.seconds(3600))
        #expect(try world.call("a").sync.state == .confirmed)
        #expect(try world.record(of: "a")?.externalID.text == Guide.jane)
    }

    @Test func `8 calls at desks go first`() throws {
        let world = try Guide.world()
        for index in 0..<20 { try orphan(world, "o\(index)", from: "+155501600\(10 + index)") }
        for index in 0..<20 {
            let account = Account(id: try externalID("CRM:\(index)"), name: "Somebody")
            try learn(world, [account], under: "+155501600\(10 + index)")
        }
        world.platform.source.become { $0.pace = .seconds(1) }
        let (parts, request) = (world.parts, Reconcile.Request(since: VirtualTime.nine))
        let run = world.begin {
            await attempt { () throws(JournalFailure) in try await Reconcile.run(request, with: parts) }
        }
        world.pass(.seconds(5))
        try world.lookUp("live")
        world.pass(.seconds(8))
        #expect(try world.call("live").sync.state == .confirmed)
        #expect(run.value == nil)
        #expect(counts(try world.finish(run, within: .seconds(3600)).get()) == [20, 20, 0, 0, 0])
    }

    @Test func `8 a journal that can't be written fails the call and not the run`() throws {
        let world = try Guide.world()
        try orphan(world)
        try learn(world, [try Guide.janeHerself()])
        world.memory.refuseWrites(.cannotWrite)
        #expect(counts(try run(world)) == [1, 0, 0, 0, 1])
        world.memory.refuseWrites(nil)
        #expect(counts(try run(world)) == [1, 1, 0, 0, 0])
    }
}
