import Broker
import Foundation
import Identity
import Testing

@Suite struct ReportsReadTheJournal {
    /// A call that one agent after the other took, each for so many seconds, all with the platform's own measures.
    private func finished(_ world: World, _ id: String, from caller: String, legs: [LegMetrics]) throws {
        try world.lookUp(id, from: caller)
        world.pass(.seconds(5))
        let items = try legs.enumerated().flatMap { index, metrics in
            let (agent, start) = ("agent-\(index)", world.time.now)
            return try [
                (CallEvent.Kind.callAnswered, 0.0, LegMetrics?.none), (.callEnded, 1, nil), (.wrapUpEnded, 2, metrics),
            ].map { kind, after, metrics in
                ApplyEvents.Item(
                    call: try callID(id),
                    event: CallEvent(
                        kind: kind,
                        at: start.addingTimeInterval(Double(index) * 3 + after),
                        userID: agent,
                        legID: "leg-\(index)",
                        metrics: metrics
                    )
                )
            }
        }
        _ = try world.apply(items)
    }

    /// Milliseconds.
    private func metrics(talk: Int, held: Int, afterCall: Int) -> LegMetrics {
        LegMetrics(
            talk: .milliseconds(talk),
            held: .milliseconds(held),
            afterCall: .milliseconds(afterCall),
            dialing: .zero,
            contacting: .zero
        )
    }

    private func times(_ world: World, by grouping: ReportGrouping) throws -> [ReportedTimes] {
        let memory = world.memory
        return try world.result {
            await attempt { () throws(JournalFailure) in
                try await Report.handleTimes(since: VirtualTime.nine, by: grouping, in: memory)
            }
        }.get().rows
    }

    private func page(_ world: World, tier: String?) throws -> Result<ReportedCalls, Report.Failure> {
        let memory = world.memory
        return try world.result {
            await attempt { () throws(Report.Failure) in
                try await Report.interactions(since: VirtualTime.nine, tier: tier, in: memory)
            }
        }
    }

    @Test func `9 handle time of a real record is the platform's own, each leg with its tier`() throws {
        let world = try Guide.world()
        let first = metrics(talk: 0, held: 0, afterCall: 57_000)
        let second = metrics(talk: 374_894, held: 0, afterCall: 3_000)
        try finished(world, "a", from: Guide.johnsNumber, legs: [first, second])
        let gold = try #require(try times(world, by: .tier).first)
        #expect(gold.group == .named("Gold"))
        #expect(gold.times.handled == 2)
        #expect(gold.times.averageHandle == .milliseconds(217_447))
        #expect(gold.times.averageHold == nil)
        let agents = try times(world, by: .agent)
        #expect(agents.map(\.group) == [.named("agent-0"), .named("agent-1")])
        #expect(agents.map(\.times.handle) == [.milliseconds(57_000), .milliseconds(377_894)])
    }

    @Test func `9 what a report says by tier is what the board says`() throws {
        let world = try Guide.world()
        let metrics = metrics(talk: 60_000, held: 10_000, afterCall: 5_000)
        try finished(world, "a", from: Guide.johnsNumber, legs: [metrics, metrics])
        try finished(world, "b", from: Guide.janesNumber, legs: [metrics])
        try finished(world, "c", from: "+15550160000", legs: [metrics])
        let parts = world.parts
        let board = try world.result {
            await attempt { () throws(JournalFailure) in try await ReadStatistics.run(with: parts) }
        }.get()
        let told = try times(world, by: .tier)
        #expect(told.map(\.group) == board.byTier.map { .named($0.tier) })
        #expect(told.map(\.times) == board.byTier.map(\.times))
        #expect(told.map(\.group) == [.named("Gold"), .named("Silver"), .named(nil)])
    }

    @Test func `9 a tier that no call ever had is a mistake, one without calls since then is not`() throws {
        let world = try Guide.world()
        try world.lookUp("a")
        try world.lookUp("b", from: Guide.janesNumber)
        world.pass(.seconds(5))
        let gold = try page(world, tier: "Gold").get()
        #expect(gold.calls.map(\.call.text) == ["a"])
        #expect(gold.calls.first?.externalID.text == Guide.john)
        #expect(gold.calls.first?.caseID == "CASE-99812")
        #expect(try page(world, tier: nil).get().calls.count == 2)
        #expect(try page(world, tier: "Glod") == .failure(.unknownTier(known: ["Gold", "Silver"])))
        let (memory, later) = (world.memory, VirtualTime.nine.addingTimeInterval(3600))
        let nothing = try world.result {
            await attempt { () throws(Report.Failure) in
                try await Report.interactions(since: later, tier: "Gold", in: memory)
            }
        }.get()
        #expect(nothing.calls.isEmpty)
    }
}
