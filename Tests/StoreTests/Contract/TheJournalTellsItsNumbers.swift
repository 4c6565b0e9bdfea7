import Broker
import FoundationEssentials
import Identity
import Testing

@Suite("The journal tells its numbers")
struct TheJournalTellsItsNumbers {
    private func event(_ kind: CallEvent.Kind, _ minute: Double, user: String? = nil) -> CallEvent {
        CallEvent(kind: kind, at: minutes(minute), userID: user)
    }

    /// A call by an override of John's (Gold), with a hold: handled once.
    private func handled(_ id: String, at start: Double) -> Call {
        var call = People.call(id, number: People.number(), at: minutes(start))
        call.recall(People.override("o"), at: minutes(start))
        call.answered(at: minutes(start), took: .zero)
        for (kind, minute) in [
            (CallEvent.Kind.callAnswered, 0.0), (.callHeld, 1), (.callResumed, 2), (.callEnded, 5), (.wrapUpEnded, 6),
        ] {
            _ = call.record(event(kind, start + minute, user: "u2"))
        }
        return call
    }

    @Test("Calls that wait are counted, and the longest wait is known", arguments: Kind.allCases)
    func waiting(_ kind: Kind) async throws {
        try await kind.with { journal in
            #expect(try await journal.waiting() == Waiting(count: 0, since: nil))
            try await journal.keep(People.call("a", at: minutes(2)))
            try await journal.keep(People.call("b", at: minutes(1)))
            var ringing = People.call("c", at: minutes(0))
            _ = ringing.record(event(.callOffered, 1, user: "u2"))
            try await journal.keep(ringing)
            #expect(try await journal.waiting() == Waiting(count: 2, since: minutes(1)))
            try await journal.write(.only { $0.kind = .removed }, about: "b")
            #expect(try await journal.waiting() == Waiting(count: 1, since: minutes(2)))
        }
    }

    @Test("A call that was put back into the queue waits from then on", arguments: Kind.allCases)
    func putBack(_ kind: Kind) async throws {
        try await kind.with { journal in
            var call = People.call("a")
            for (kind, minute) in [(CallEvent.Kind.callAnswered, 1.0), (.callTransferred, 9)] {
                _ = call.record(event(kind, minute))
            }
            try await journal.keep(call)
            #expect(try await journal.waiting() == Waiting(count: 1, since: minutes(9)))
        }
    }

    @Test("What adds up is told by the hour, legs by tier", arguments: Kind.allCases)
    func tallies(_ kind: Kind) async throws {
        try await kind.with { journal in
            var expected: [Date: CallTally] = [:]
            for (index, start) in [-150.0, 1, 5, 61, 62].enumerated() {
                var call =
                    index % 2 == 0 ? handled("c\(index)", at: start) : People.call("c\(index)", at: minutes(start))
                if index == 4 { call.syncFailed(.timedOut, retryAt: minutes(70)) }
                try await journal.keep(call)
                guard start >= 0 else { continue }
                expected[noon.addingTimeInterval(start < 60 ? 0 : 3600), default: CallTally()] += CallTally(call)
            }
            let told = try await journal.tallies(since: noon)
            #expect(Dictionary(told.map { ($0.hour, $0.tally) }, uniquingKeysWith: { first, _ in first }) == expected)
            let first = try #require(told.first { $0.hour == noon }).tally
            #expect(first.byTier["Gold"]?.averageHandle == .seconds(360))
            #expect(first.byTier["Gold"]?.averageHold == .seconds(60))
            #expect(first.calls == 2 && first.identified.phase1 == 1 && first.identified.orphans == 1)
        }
    }

    @Test("A call that changes is counted as it is now, its legs included", arguments: Kind.allCases)
    func changed(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await journal.keep(handled("a", at: 0))
            var call = handled("a", at: 0)
            _ = call.record(event(.callTransferred, 3))
            _ = call.record(event(.callAnswered, 4, user: "u3"))
            try await journal.keep(call)
            let told = try await journal.tallies(since: noon)
            #expect(told.map(\.tally) == [CallTally(call)])
            #expect(told.first?.tally.byTier["Gold"]?.handled == 2)
        }
    }

    @Test("Among thousands only those since then are counted", arguments: Kind.allCases)
    func many(_ kind: Kind) async throws {
        try await kind.with { journal in
            for index in 0..<400 { try await journal.keep(People.call("c\(index)", at: minutes(Double(index)))) }
            let told = try await journal.tallies(since: minutes(300))
            #expect(told.map(\.tally.calls).sorted() == [40, 60])
            #expect(try await journal.tallies(since: minutes(400)).isEmpty)
        }
    }
}
