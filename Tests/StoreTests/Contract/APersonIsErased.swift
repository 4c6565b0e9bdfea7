import Broker
import FoundationEssentials
import Identity
import Testing

@Suite("10.4 A person is found and erased, wherever they are named")
struct APersonIsErased {
    private static let john = Person.externalID(People.john.id)

    private func held(_ person: Person, _ journal: any PersonTraces) async throws -> [HeldCall] {
        var (calls, place, isFirst) = ([HeldCall](), RowPlace?.none, true)
        while isFirst || place != nil {
            isFirst = false
            let page = try await journal.calls(of: person, after: place, limit: 2)
            (calls, place) = (calls + page.calls, page.next)
        }
        return calls
    }

    private func erase(_ person: Person, _ journal: any PersonTraces) async throws -> ErasedCounts {
        try await journal.erase(
            try await held(person, journal).map(\.call.id),
            try await journal.memories(of: person),
            audit: []
        )
    }

    /// A call whose CRM said that it is of an account.
    private func call(_ id: String, _ account: Account, number: Int) -> Call {
        var call = People.call(id, number: People.number(number))
        call.recall(People.link(account: account), at: noon)
        return call
    }

    @Test("By a number: its calls and memories, whoever they are put on, and no others", arguments: Kind.allCases)
    func byNumber(_ kind: Kind) async throws {
        try await kind.with { journal in
            for index in 0..<5 {
                let account = index == 0 ? People.jane : People.john
                try await journal.write(
                    .call(call("a\(index)", account, number: 1)) {
                        $0.steps = [People.step(account)]
                        $0.jobs = [Job(call: People.id("a\(index)"), lane: .crm, due: noon, since: noon)]
                        $0.override = .set(People.override("o", number: People.number(1)))
                        $0.link = .set(People.link(number: People.number(1)))
                    },
                    about: "a\(index)"
                )
            }
            try await journal.keep(call("other", People.john, number: 2))
            let person = Person.number(People.number(1))
            #expect(try await held(person, journal).map(\.call.id.text) == (0..<5).map { "a\($0)" })
            let erased = try await erase(person, journal)
            #expect(erased.calls == 5 && erased.steps == 5 && erased.jobs == 5)
            #expect(erased.overrides == 1 && erased.links == 1)
            #expect(try await held(person, journal).isEmpty)
            #expect(try await journal.memories(of: person) == HeldMemories())
            #expect(try await journal.backlog().isEmpty)
            #expect(try await journal.known(about: Subject(call: People.id("other"))).call != nil)
        }
    }

    @Test("By a record: also calls on somebody else that name it, now or before", arguments: Kind.allCases)
    func byRecord(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await journal.keep(call("on", People.john, number: 1))
            try await journal.write(
                .call(call("before", People.jane, number: 2)) { $0.steps = [People.step(People.john)] },
                about: "before"
            )
            try await journal.keep(call("never", People.jane, number: 3))
            #expect(try await held(Self.john, journal).map(\.call.id.text) == ["on", "before"])
            #expect(try await erase(Self.john, journal).calls == 2)
            #expect(try await journal.known(about: Subject(call: People.id("never"))).call != nil)
        }
    }

    @Test("By a record: memories that lead to it, on any number", arguments: Kind.allCases)
    func memories(_ kind: Kind) async throws {
        try await kind.with { journal in
            for (index, account) in [People.john, People.jane, People.john].enumerated() {
                let number = People.number(index)
                try await journal.write(
                    .only {
                        $0.override = .set(People.override("o\(index)", number: number, account: account))
                        $0.link = .set(People.link(number: number, account: account))
                    },
                    about: "x",
                    number: number
                )
            }
            let held = try await journal.memories(of: Self.john)
            #expect(Set(held.overrides.map(\.id)) == ["o0", "o2"])
            #expect(Set(held.links.map(\.number)) == [People.number(0), People.number(2)])
            let erased = try await erase(Self.john, journal)
            #expect(erased.overrides == 2 && erased.links == 2 && erased.calls == 0)
            #expect(try await journal.overrides(at: noon, limit: 9).map(\.id) == ["o1"])
        }
    }

    @Test("What is held says when a call leaves the feed", arguments: Kind.allCases)
    func live(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await journal.keep(call("live", People.john, number: 1), leavesAt: minutes(10))
            try await journal.keep(call("gone", People.john, number: 1), leavesAt: nil)
            let calls = try await held(.number(People.number(1)), journal)
            #expect(calls.map(\.leavesAt) == [minutes(10), nil])
            #expect(calls.map { $0.isLive(at: minutes(9)) } == [true, false])
            #expect(!calls[0].isLive(at: minutes(11)), "nobody took it off the feed in time")
        }
    }

    @Test("What was done is in the audit, and who is not", arguments: Kind.allCases)
    func audited(_ kind: Kind) async throws {
        try await kind.with { journal in
            let entry = AuditEntry(at: noon, actor: People.ortiz, kind: .erasure, field: "number")
            _ = try await journal.erase([], HeldMemories(), audit: [entry])
            let rows = try await journal.audit(since: noon, limit: 9)
            #expect(rows.map(\.kind) == [.erasure] && rows.map(\.field) == ["number"])
        }
    }

    @Test("A call that was erased is new where it is heard of again", arguments: Kind.allCases)
    func again(_ kind: Kind) async throws {
        try await kind.with { journal in
            for index in 0..<3 { try await journal.keep(call("a\(index)", People.john, number: 1)) }
            _ = try await journal.erase([People.id("a1")], HeldMemories(), audit: [])
            try await journal.keep(call("a1", People.jane, number: 2))
            let order = try await journal.reportedCalls(since: .distantPast, tier: nil, after: nil, limit: 9)
            #expect(order.calls.map(\.call.text) == ["a0", "a2", "a1"])
            let known = try await journal.known(about: Subject(call: People.id("new"), number: People.number(1)))
            #expect(known.callsOfNumber == 2)
        }
    }
}
