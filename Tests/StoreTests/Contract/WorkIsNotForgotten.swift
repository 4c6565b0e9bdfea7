import Broker
import FoundationEssentials
import Identity
import Testing

@Suite("Work is not forgotten")
struct WorkIsNotForgotten {
    @Test("Due jobs come by priority, then by time, without those of other lanes or times", arguments: Kind.allCases)
    func ordered(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await keep(
                [
                    job("late", due: 3), job("soon", due: 1), job("switch", due: 4, priority: 0),
                    job("rest", due: 0, priority: 2),
                    job("erp", .erp, due: 0), job("future", due: 9, priority: 0),
                ],
                in: journal
            )
            let due = try await journal.due(.crm, at: minutes(5), limit: 10, except: [])
            #expect(due.map(\.call.text) == ["switch", "soon", "late", "rest"])
            #expect(due[1] == job("soon", due: 1))
            #expect(
                try await journal.due(.crm, at: minutes(5), limit: 2, except: []).map(\.call.text) == [
                    "switch", "soon",
                ]
            )
            #expect(try await journal.due(.platform, at: minutes(5), limit: 2, except: []).isEmpty)
        }
    }

    @Test("A job is due at its very moment, and not before", arguments: Kind.allCases)
    func exact(_ kind: Kind) async throws {
        try await kind.with { journal in
            let moment = noon.addingTimeInterval(0.0004)
            try await keep([Job(call: People.id("a"), lane: .crm, due: moment, since: noon)], in: journal)
            #expect(try await journal.due(.crm, at: noon, limit: 1, except: []).isEmpty)
            let next = try #require(try await journal.nextDue(.crm))
            #expect(next >= moment)
            #expect(try await journal.due(.crm, at: next, limit: 1, except: []).count == 1)
        }
    }

    @Test("Busy calls are left out, and do not hide the others", arguments: Kind.allCases)
    func busy(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await keep((0..<6).map { job("a\($0)", due: Double($0)) }, in: journal)
            let busy: Set = [People.id("a0"), People.id("a1"), People.id("a3"), People.id("never")]
            let due = try await journal.due(.crm, at: minutes(9), limit: 2, except: busy)
            #expect(due.map(\.call.text) == ["a2", "a4"])
        }
    }

    @Test("The next time is that of the lane's first job, whatever its priority", arguments: Kind.allCases)
    func next(_ kind: Kind) async throws {
        try await kind.with { journal in
            #expect(try await journal.nextDue(.crm) == nil)
            try await keep([job("a", due: 7, priority: 0), job("b", due: 3, priority: 2)], in: journal)
            #expect(try await journal.nextDue(.crm) == minutes(3))
            #expect(try await journal.nextDue(.erp) == nil)
        }
    }

    @Test("A job replaces that of the same call and lane; a finished one is gone", arguments: Kind.allCases)
    func replaced(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await keep([job("a", due: 1), job("a", .erp, due: 1)], in: journal)
            let again = Job(call: People.id("a"), lane: .crm, due: minutes(2), attempts: 3, since: noon, priority: 0)
            try await journal.write(.only { $0.jobs = [again] }, about: "a")
            #expect(try await journal.due(.crm, at: minutes(9), limit: 9, except: []) == [again])
            try await journal.write(.only { $0.finished = [.crm, .platform] }, about: "a")
            #expect(try await journal.due(.crm, at: minutes(9), limit: 9, except: []).isEmpty)
            #expect(try await journal.due(.erp, at: minutes(9), limit: 9, except: []).count == 1)
        }
    }

    @Test("A lane finished and asked for again in one decision has the new job", arguments: Kind.allCases)
    func finishedAndAsked(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await keep([job("a", due: 1)], in: journal)
            let changes = Changes.only {
                $0.finished = [.crm]
                $0.jobs = [job("a", due: 5)]
            }
            try await journal.write(changes, about: "a")
            #expect(try await journal.due(.crm, at: minutes(9), limit: 9, except: []) == [job("a", due: 5)])
        }
    }

    @Test("Every lane has work of its own", arguments: Kind.allCases)
    func lanes(_ kind: Kind) async throws {
        try await kind.with { journal in
            for lane in Job.Lane.allCases { try await keep([job("a", lane, due: 1)], in: journal) }
            for lane in Job.Lane.allCases {
                #expect(try await journal.due(lane, at: minutes(2), limit: 9, except: []) == [job("a", lane, due: 1)])
            }
        }
    }

    private func job(_ call: String, _ lane: Job.Lane = .crm, due: Double, priority: Int = 1) -> Job {
        Job(call: People.id(call), lane: lane, due: minutes(due), since: noon, priority: priority)
    }

    private func keep(_ jobs: [Job], in journal: any Journal) async throws {
        for job in jobs {
            try await journal.write(.call(People.call(job.call.text)) { $0.jobs = [job] }, about: job.call.text)
        }
    }
}
