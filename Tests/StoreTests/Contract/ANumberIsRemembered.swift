import Broker
import Identity
import Testing

@Suite("A number is remembered")
struct ANumberIsRemembered {
    @Test("Memories are those of the number asked for", arguments: Kind.allCases)
    func byNumber(_ kind: Kind) async throws {
        try await kind.with { journal in
            let changes = Changes.call(People.call("a", number: People.number(1))) {
                $0.override = .set(People.override("o", number: People.number(1)))
                $0.link = .set(People.link(number: People.number(1)))
            }
            try await journal.write(changes, about: "a")
            let same = try await journal.known(about: Subject(call: People.id("b"), number: People.number(1)))
            #expect(same.override == People.override("o", number: People.number(1)))
            #expect(same.link == People.link(number: People.number(1)))
            let other = try await journal.known(about: Subject(call: People.id("b"), number: People.number(2)))
            #expect(other.override == nil && other.link == nil)
        }
    }

    @Test("Without a number in the subject, the call's counts", arguments: Kind.allCases)
    func byCall(_ kind: Kind) async throws {
        try await kind.with { journal in
            let changes = Changes.call(People.call("a", number: People.number())) {
                $0.override = .set(People.override("o"))
            }
            try await journal.write(changes, about: "a")
            #expect(try await journal.known(about: Subject(call: People.id("a"))).override?.id == "o")
            try await journal.write(.only { $0.override = .drop }, about: "a")
            #expect(try await journal.known(about: Subject(call: People.id("a"))).override == nil)
        }
    }

    @Test("A new memory replaces the number's old one", arguments: Kind.allCases)
    func replaced(_ kind: Kind) async throws {
        try await kind.with { journal in
            for (id, account) in [("o1", People.john), ("o2", People.jane), ("o1", People.john)] {
                let changes = Changes.only {
                    $0.override = .set(People.override(id, account: account))
                    $0.link = .set(People.link(account: account))
                }
                try await journal.write(changes, about: "a", number: People.number())
                let known = try await journal.known(about: Subject(call: People.id("a"), number: People.number()))
                #expect(known.override?.id == id)
                #expect(known.link?.account == account)
            }
            #expect(try await journal.overrides(at: noon, limit: 10).count == 1)
        }
    }

    @Test("Dropping forgets one memory and leaves the other", arguments: Kind.allCases)
    func dropped(_ kind: Kind) async throws {
        try await kind.with { journal in
            let both = Changes.only {
                $0.override = .set(People.override("o"))
                $0.link = .set(People.link())
            }
            try await journal.write(both, about: "a", number: People.number())
            try await journal.write(.only { $0.link = .drop }, about: "a", number: People.number())
            let known = try await journal.known(about: Subject(call: People.id("a"), number: People.number()))
            #expect(known.override?.id == "o")
            #expect(known.link == nil)
        }
    }

    @Test("Overrides that count are listed newest first; one can be revoked, once", arguments: Kind.allCases)
    func listed(_ kind: Kind) async throws {
        try await kind.with { journal in
            for (index, expires) in [5.0, 20, 30].enumerated() {
                let override = People.override(
                    "o\(index)",
                    number: People.number(index),
                    at: minutes(Double(index)),
                    expires: minutes(expires)
                )
                try await journal.write(.only { $0.override = .set(override) }, about: "a")
            }
            #expect(try await journal.overrides(at: minutes(4), limit: 10).map(\.id) == ["o2", "o1", "o0"])
            #expect(try await journal.overrides(at: minutes(5), limit: 10).map(\.id) == ["o2", "o1"])
            #expect(try await journal.overrides(at: minutes(5), limit: 1).map(\.id) == ["o2"])
            #expect(try await journal.revoke("o1")?.number == People.number(1))
            #expect(try await journal.revoke("o1") == nil)
            #expect(try await journal.overrides(at: minutes(5), limit: 10).map(\.id) == ["o2"])
        }
    }

    @Test("Calls of a number are counted, this one left out", arguments: Kind.allCases)
    func counted(_ kind: Kind) async throws {
        try await kind.with { journal in
            for index in 0..<5 { try await journal.keep(People.call("a\(index)", number: People.number())) }
            try await journal.keep(People.call("other", number: People.number(1)))
            try await journal.keep(People.call("withheld"))
            #expect(try await journal.known(about: Subject(call: People.id("a0"))).callsOfNumber == 4)
            let new = Subject(call: People.id("new"), number: People.number())
            #expect(try await journal.known(about: new).callsOfNumber == 5)
            #expect(try await journal.known(about: Subject(call: People.id("withheld"))).callsOfNumber == 0)
        }
    }

    @Test("A call whose number is learnt later is counted from then on", arguments: Kind.allCases)
    func healed(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await journal.keep(People.call("a"))
            try await journal.keep(People.call("a", number: People.number()))
            let new = Subject(call: People.id("new"), number: People.number())
            #expect(try await journal.known(about: new).callsOfNumber == 1)
        }
    }
}
