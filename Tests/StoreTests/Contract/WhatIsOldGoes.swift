import Broker
import FoundationEssentials
import Identity
import Testing

@Suite("10.3 What is old enough goes, with all that hangs on it")
struct WhatIsOldGoes {
    private static let day = 86_400.0

    /// Retention of 30 days, links of one, the audit of 365, work given up after three.
    private static let limits = RetentionLimits(
        at: noon,
        retention: 30 * day,
        syncGiveUp: 3 * day,
        recentLink: day,
        auditLife: 365 * day
    )

    private static func ago(_ days: Double) -> Date { noon.addingTimeInterval(-days * day) }

    /// All of one kind, a slice at a time.
    private func purge(_ kind: Perishable, _ journal: any Retention, slice: Int = 2) async throws -> Int {
        var (count, place, isFirst) = (0, RowPlace?.none, true)
        while isFirst || place != nil {
            isFirst = false
            let gone = try await journal.purge(kind, by: Self.limits, after: place, limit: slice)
            #expect(gone.count <= slice)
            (count, place) = (count + gone.count, gone.next)
        }
        return count
    }

    private func expired(_ kind: Perishable, _ journal: any Retention) async throws -> Int {
        var (count, place, isFirst) = (0, RowPlace?.none, true)
        while isFirst || place != nil {
            isFirst = false
            let found = try await journal.expired(kind, by: Self.limits, after: place, limit: 2)
            (count, place) = (count + found.count, found.next)
        }
        return count
    }

    /// A call that began so many days ago and has left the feed.
    private func keep(
        _ id: String,
        _ days: Double,
        in journal: any Journal,
        leavesAt: Date? = nil,
        _ more: (inout Changes) -> Void = { _ in }
    ) async throws {
        let call = People.call(id, number: People.number(), at: Self.ago(days))
        try await journal.write(.call(call, leavesAt: leavesAt, more), about: id)
    }

    @Test("Calls go by their beginning, however late they were heard of", arguments: Kind.allCases)
    func calls(_ kind: Kind) async throws {
        try await kind.with { journal in
            for index in 0..<7 { try await keep("old-\(index)", 31 + Double(index), in: journal) }
            for (id, days) in [("now", 0.0), ("yesterday", 1), ("month", 29.9)] {
                try await keep(id, days, in: journal)
            }
            #expect(try await expired(.calls, journal) == 7)
            #expect(try await purge(.calls, journal) == 7)
            #expect(try await expired(.calls, journal) == 0)
            for index in 0..<7 {
                #expect(try await journal.known(about: Subject(call: People.id("old-\(index)"))).call == nil)
            }
            let left = try await journal.known(about: Subject(call: People.id("new"), number: People.number()))
            #expect(left.callsOfNumber == 3)
        }
    }

    @Test("Identifications go with their call, and its name can be used again", arguments: Kind.allCases)
    func hanging(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await keep("a", 40, in: journal) { $0.steps = [People.step(People.john), People.step(People.jane)] }
            #expect(try await purge(.calls, journal) == 1)
            #expect(try await journal.history(of: People.id("a")).isEmpty)
            try await journal.write(
                .call(People.call("a")) { $0.steps = [People.step(People.john)] },
                about: "a"
            )
            #expect(try await journal.history(of: People.id("a")).count == 1)
        }
    }

    @Test(
        "A call on the feed stays, whatever its age; one that should have left long ago goes",
        arguments: Kind.allCases
    )
    func live(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await keep("live", 40, in: journal, leavesAt: minutes(5))
            try await keep("forgotten", 40, in: journal, leavesAt: Self.ago(39))
            #expect(try await purge(.calls, journal) == 1)
            #expect(try await journal.known(about: Subject(call: People.id("live"))).call != nil)
        }
    }

    @Test("One with work left to do stays until that is given up, and no longer", arguments: Kind.allCases)
    func unfinished(_ kind: Kind) async throws {
        try await kind.with { journal in
            for (id, days) in [("a", 32.0), ("b", 34.0)] {
                try await keep(id, days, in: journal) {
                    $0.jobs = [Job(call: People.id(id), lane: .platform, due: noon, since: noon)]
                }
            }
            #expect(try await purge(.calls, journal) == 1)
            #expect(try await journal.due(.platform, at: noon, limit: 9, except: []).map(\.call.text) == ["a"])
            try await journal.write(.only { $0.finished = [.platform] }, about: "a")
            #expect(try await purge(.calls, journal) == 1)
        }
    }

    @Test("A link goes when it answers no call any more, an override when it has expired", arguments: Kind.allCases)
    func memories(_ kind: Kind) async throws {
        try await kind.with { journal in
            for index in 0..<6 {
                let (number, isOld) = (People.number(index), index < 4)
                let at = isOld ? Self.ago(1.1) : Self.ago(0.9)
                let link = RecentLink(number: number, account: People.john, source: People.salesforce, at: at)
                let override = People.override("o\(index)", number: number, expires: minutes(isOld ? 0 : 1))
                try await journal.write(
                    .only {
                        $0.link = .set(link)
                        $0.override = .set(override)
                    },
                    about: "x",
                    number: number
                )
            }
            #expect(try await expired(.links, journal) == 4)
            #expect(try await purge(.links, journal) == 4)
            #expect(try await purge(.overrides, journal) == 4)
            for index in 0..<6 {
                let known = try await journal.known(about: Subject(call: People.id("x"), number: People.number(index)))
                #expect((known.link == nil) == (index < 4) && (known.override == nil) == (index < 4))
            }
        }
    }

    @Test("The audit is forgotten by its age, and not before", arguments: Kind.allCases)
    func audit(_ kind: Kind) async throws {
        try await kind.with { journal in
            for days in [367.0, 366, 364, 0] {
                try await journal.record(AuditEntry(at: Self.ago(days), actor: People.ortiz, kind: .reveal))
            }
            #expect(try await purge(.audit, journal, slice: 1) == 2)
            #expect(try await journal.audit(since: .distantPast, limit: 10).map(\.at) == [noon, Self.ago(364)])
        }
    }

    @Test("The log is empty when asked to be", arguments: Kind.allCases)
    func emptied(_ kind: Kind) async throws {
        try await kind.with { journal in
            for index in 0..<5 { try await keep("old-\(index)", 40, in: journal) }
            #expect(try await purge(.calls, journal) == 5)
            #expect(await journal.emptyLog())
        }
    }
}
