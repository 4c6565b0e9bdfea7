import Broker
import Identity
import Testing

@Suite("A decision is kept, whole and in order")
struct ADecisionIsKept {
    @Test("What is acknowledged can be read, to the last field", arguments: Kind.allCases)
    func acknowledgedIsVisible(_ kind: Kind) async throws {
        try await kind.with { journal in
            var call = People.call("a", number: People.number(), queue: "billing")
            call.recall(People.override("o"), at: noon)
            try await journal.keep(call)
            let known = try await journal.known(about: Subject(call: call.id))
            #expect(known.call == call)
            #expect(try await journal.liveCalls(limit: 10) == [call])
        }
    }

    @Test("A call never heard of is not known", arguments: Kind.allCases)
    func unknown(_ kind: Kind) async throws {
        try await kind.with { journal in
            let known = try await journal.known(about: Subject(call: People.id("a"), number: People.number()))
            #expect(known.call == nil && known.override == nil && known.link == nil && known.callsOfNumber == 0)
        }
    }

    @Test("A decision sees the call that is there already", arguments: Kind.allCases)
    func duplicate(_ kind: Kind) async throws {
        let witness = Witness()
        try await kind.with(witness) { journal in
            for turn in 0..<2 {
                let wasThere = try await journal.decide(about: Subject(call: People.id("a"))) { known in
                    (known.call == nil ? .call(People.call("a")) : Changes(), known.call != nil)
                }
                #expect(wasThere == (turn == 1))
            }
            #expect(try await journal.liveCalls(limit: 10).count == 1)
        }
        #expect(witness.changes.count == 1)
    }

    @Test("The observer has seen a change before its decision is answered", arguments: Kind.allCases)
    func observedFirst(_ kind: Kind) async throws {
        let witness = Witness()
        try await kind.with(witness) { journal in
            let job = Job(call: People.id("a"), lane: .crm, due: noon, since: noon)
            try await journal.write(.call(People.call("a")) { $0.jobs = [job] }, about: "a")
            #expect(witness.changes.map(\.call) == [People.call("a")])
            #expect(witness.changes.map(\.kind) == [.identified])
            #expect(witness.changes.map(\.jobs) == [[job]])
        }
    }

    @Test("A change without a call of its own is told with the call as it is", arguments: Kind.allCases)
    func toldWithKnownCall(_ kind: Kind) async throws {
        let witness = Witness()
        try await kind.with(witness) { journal in
            try await journal.keep(People.call("a"))
            let job = Job(call: People.id("a"), lane: .erp, due: noon, since: noon)
            try await journal.write(.only { $0.jobs = [job] }, about: "a")
            #expect(witness.changes.map(\.call) == [People.call("a"), People.call("a")])
            #expect(witness.changes.map(\.kind) == [.identified, nil])
        }
    }

    @Test("200 decisions at once have one order, and observers see that order", arguments: Kind.allCases)
    func serial(_ kind: Kind) async throws {
        let witness = Witness()
        try await kind.with(witness) { journal in
            try await journal.keep(People.call("a"))
            let seen = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 1...200 { group.addTask { try await addEvent(index, to: journal) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(seen.sorted() == Array(0..<200))
            #expect(witness.changes.map(\.call.life.events.count) == Array(0...200))
        }
    }

    @Test("One that can't be written changes nothing, and says so", arguments: Kind.allCases)
    func refused(_ kind: Kind) async throws {
        let witness = Witness()
        try await kind.with(witness) { journal in
            let stray = Job(call: People.id("elsewhere"), lane: .crm, due: noon, since: noon)
            await #expect(throws: JournalFailure.cannotWrite) {
                try await journal.write(.call(People.call("a")) { $0.jobs = [stray] }, about: "a")
            }
            let known = try await journal.known(about: Subject(call: People.id("a")))
            #expect(known.call == nil)
            #expect(witness.changes.isEmpty)
        }
    }
}

/// How many events the call had before.
private func addEvent(_ index: Int, to journal: any Journal) async throws -> Int {
    try await journal.decide(about: Subject(call: People.id("a"))) { known in
        guard var call = known.call else { return (Changes(), -1) }
        let before = call.life.events.count
        _ = call.record(CallEvent(kind: .callHeld, at: minutes(Double(index))))
        return (.call(call, .held), before)
    }
}
