import Broker
import FoundationEssentials
import Identity
import Testing

@Suite("The journal is reported on")
struct TheJournalIsReportedOn {
    private func event(_ kind: CallEvent.Kind, _ minute: Double, user: String, queue: String) -> CallEvent {
        CallEvent(kind: kind, at: minutes(minute), userID: user, queueID: queue)
    }

    /// A call of five minutes, wrapped up in one, that goes on to a second agent where one is given.
    private func handled(
        _ id: String,
        at start: Double,
        on account: Account? = People.john,
        by agents: [String] = ["u1"]
    ) -> Call {
        var call = People.call(id, number: People.number(), at: minutes(start))
        if let account { call.recall(People.override("o", account: account), at: minutes(start)) }
        for (index, agent) in agents.enumerated() {
            let (from, queue) = (start + Double(index) * 2, "q\(index + 1)")
            _ = call.record(event(.callAnswered, from, user: agent, queue: queue))
            guard index + 1 < agents.count else { continue }
            _ = call.record(event(.callTransferred, from + 2, user: agent, queue: queue))
        }
        let last = agents[agents.count - 1]
        _ = call.record(event(.callEnded, start + 5, user: last, queue: "q\(agents.count)"))
        _ = call.record(event(.wrapUpEnded, start + 6, user: last, queue: "q\(agents.count)"))
        return call
    }

    private func all(_ journal: any ReportReading, since: Date, tier: String? = nil) async throws -> [ReportedCall] {
        var (calls, place) = ([ReportedCall](), Int64?.none)
        while true {
            let page = try await journal.reportedCalls(since: since, tier: tier, after: place, limit: 3)
            #expect(page.calls.count <= 3)
            calls += page.calls
            guard let next = page.next else { return calls }
            place = next
        }
    }

    @Test("9 Calls are listed page by page, since a moment and by tier", arguments: Kind.allCases)
    func calls(_ kind: Kind) async throws {
        try await kind.with { journal in
            for index in 0..<20 {
                let account = index % 2 == 0 ? People.john : nil
                try await journal.keep(handled("c\(index)", at: Double(index), on: account))
            }
            try await journal.keep(People.call("open", at: minutes(20)))
            let since = try await all(journal, since: minutes(13))
            #expect(since.map(\.call.text) == (13..<20).map { "c\($0)" } + ["open"])
            #expect(since.map(\.duration) == Array(repeating: .seconds(300), count: 7) + [nil])
            let gold = try await all(journal, since: minutes(13), tier: "Gold")
            #expect(gold.map(\.call.text) == ["c14", "c16", "c18"])
            #expect(
                gold.allSatisfy { $0.externalID == People.john.id && $0.caseID == "CASE-99812" && $0.tier == "Gold" }
            )
            #expect(try await all(journal, since: minutes(0), tier: "Silver").isEmpty)
            #expect(try await journal.tiers() == ["Gold"])
        }
    }

    @Test("9 A call that is heard of late is listed by when it began, and hides no other", arguments: Kind.allCases)
    func late(_ kind: Kind) async throws {
        try await kind.with { journal in
            for index in 0..<30 { try await journal.keep(handled("c\(index)", at: Double(index))) }
            for index in 0..<30 { try await journal.keep(handled("late\(index)", at: -120 + Double(index))) }
            for index in 30..<60 { try await journal.keep(handled("c\(index)", at: Double(index))) }
            #expect(try await all(journal, since: minutes(0)).count == 60)
            #expect(try await all(journal, since: minutes(-100)).count == 70)
            #expect(try await all(journal, since: minutes(-121)).count == 90)
            let told = try await journal.tallies(since: minutes(-100))
            #expect(told.reduce(0) { $0 + $1.tally.calls } == 70)
            let times = try await journal.handleTimes(since: minutes(-100), by: .tier, limit: 9)
            #expect(times.map(\.times.handled) == [70])
        }
    }

    @Test("9 Handle time is told by tier, account, queue and agent, each leg with its own", arguments: Kind.allCases)
    func handleTimes(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await journal.keep(handled("before", at: -30))
            try await journal.keep(handled("a", at: 0, by: ["u1", "u2"]))
            try await journal.keep(handled("b", at: 1, by: ["u2"]))
            try await journal.keep(handled("c", at: 2, on: nil, by: ["u2"]))
            func told(_ grouping: ReportGrouping) async throws -> [ReportedTimes.Group: [Int]] {
                let times = try await journal.handleTimes(since: minutes(0), by: grouping, limit: 9)
                return Dictionary(
                    uniqueKeysWithValues: times.map {
                        ($0.group, [$0.times.handled, Int($0.times.handle / .seconds(1))])
                    }
                )
            }
            let orphan = try #require(handled("c", at: 2, on: nil).identity.externalID)
            #expect(try await told(.tier) == [.named("Gold"): [3, 720], .named(nil): [1, 360]])
            #expect(try await told(.account) == [.account(People.john.id): [3, 720], .account(orphan): [1, 360]])
            #expect(try await told(.agent) == [.named("u1"): [1, 120], .named("u2"): [3, 960]])
            #expect(try await told(.queue) == [.named("q1"): [3, 840], .named("q2"): [1, 240]])
            #expect(
                try await journal.handleTimes(since: minutes(0), by: .agent, limit: 1).map(\.group) == [.named("u2")]
            )
        }
    }

    @Test("9 What is told by tier is what the board counts", arguments: Kind.allCases)
    func asTheBoard(_ kind: Kind) async throws {
        try await kind.with { journal in
            for index in 0..<12 {
                let account = [People.john, People.jane][index % 2]
                try await journal.keep(handled("c\(index)", at: Double(index) * 9, on: account, by: ["u1", "u2"]))
            }
            let board = try await journal.tallies(since: minutes(0)).reduce(into: CallTally()) { $0 += $1.tally }
            let times = try await journal.handleTimes(since: minutes(0), by: .tier, limit: 9)
            #expect(times.count == board.byTier.count)
            for row in times {
                guard case .named(let tier) = row.group else { continue }
                #expect(board.byTier[tier] == row.times)
            }
        }
    }

    @Test("8 Orphans are finished calls without a person that phase 2 has given up", arguments: Kind.allCases)
    func orphans(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await journal.keep(handled("known", at: 0))
            try await journal.keep(handled("orphan", at: 0, on: nil))
            try await journal.keep(handled("before", at: -30, on: nil))
            try await journal.keep(People.call("goes-on", at: minutes(1)))
            try await journal.keep(People.call("left", number: People.number(1), at: minutes(1)))
            try await journal.write(.only { $0.kind = .removed }, about: "left")
            let asked = handled("asked", at: 0, on: nil)
            try await journal.write(
                .call(asked) { $0.jobs = [Job(call: asked.id, lane: .crm, due: noon, since: noon)] },
                about: "asked"
            )
            let found = try await journal.orphans(since: minutes(0), limit: 9)
            #expect(found.map(\.call.text) == ["orphan", "left"])
            #expect(found.map(\.number) == [People.number(), People.number(1)])
            #expect(try await journal.orphans(since: minutes(-60), limit: 2).map(\.call.text) == ["orphan", "before"])
        }
    }
}
