import Broker
import Identity
import Testing

@Suite("Calls come and go on the feed, and stay in the journal")
struct CallsComeAndGo {
    @Test("Live calls are listed newest first", arguments: Kind.allCases)
    func newestFirst(_ kind: Kind) async throws {
        try await kind.with { journal in
            for (id, start) in [("b", 2.0), ("a", 1), ("d", 4), ("c", 3), ("e", 4)] {
                try await journal.keep(People.call(id, at: minutes(start)))
            }
            #expect(try await journal.liveCalls(limit: 10).map(\.id.text) == ["e", "d", "c", "b", "a"])
            #expect(try await journal.liveCalls(limit: 2).map(\.id.text) == ["e", "d"])
        }
    }

    @Test("Those whose time is over are named, the longest over first", arguments: Kind.allCases)
    func leaving(_ kind: Kind) async throws {
        try await kind.with { journal in
            #expect(try await journal.nextLeaving() == nil)
            for (id, end) in [("a", 3.0), ("b", 1), ("c", 5)] {
                try await journal.keep(People.call(id), leavesAt: minutes(end))
            }
            #expect(try await journal.leaving(at: minutes(3), limit: 10).map(\.text) == ["b", "a"])
            #expect(try await journal.leaving(at: minutes(3), limit: 1).map(\.text) == ["b"])
            #expect(try await journal.nextLeaving() == minutes(1))
        }
    }

    @Test("An event gives a call more time; a change without a time leaves it", arguments: Kind.allCases)
    func stays(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await journal.keep(People.call("a"), leavesAt: minutes(1))
            try await journal.keep(People.call("a"), leavesAt: minutes(9))
            #expect(try await journal.nextLeaving() == minutes(9))
            try await journal.keep(People.call("a"), leavesAt: nil)
            #expect(try await journal.nextLeaving() == minutes(9))
        }
    }

    @Test("A removed call is off the feed and in the journal; an event brings it back", arguments: Kind.allCases)
    func removed(_ kind: Kind) async throws {
        let witness = Witness()
        try await kind.with(witness) { journal in
            try await journal.keep(People.call("a"))
            try await journal.write(.only { $0.kind = .removed }, about: "a")
            #expect(try await journal.liveCalls(limit: 10).isEmpty)
            #expect(try await journal.nextLeaving() == nil)
            #expect(try await journal.known(about: Subject(call: People.id("a"))).call != nil)
            try await journal.write(.call(People.call("a"), .removed), about: "a")
            #expect(try await journal.liveCalls(limit: 10).isEmpty)
            try await journal.keep(People.call("a"))
            #expect(try await journal.liveCalls(limit: 10).count == 1)
        }
        #expect(witness.changes.map(\.kind) == [.identified, .removed, .removed, .identified])
    }

    @Test("Every identification is kept, oldest first, those not applied too", arguments: Kind.allCases)
    func history(_ kind: Kind) async throws {
        try await kind.with { journal in
            let late = IdentityStep(at: minutes(3), identity: People.step(People.john).identity, superseded: true)
            let steps = [People.step(People.john), People.step(People.jane, at: minutes(1)), late]
            try await journal.write(.call(People.call("a")) { $0.steps = Array(steps.prefix(2)) }, about: "a")
            try await journal.write(.only { $0.steps = [late] }, about: "a")
            #expect(try await journal.history(of: People.id("a")) == steps)
            #expect(try await journal.history(of: People.id("b")).isEmpty)
        }
    }
}
