import Broker
import FoundationEssentials
import Identity
import Testing

@Suite("10.5 The audit keeps what was done, without saying who or what")
struct TheAuditKeepsWhatWasDone {
    private let lee = Actor(id: "u3", name: "K. Lee", role: .agent)

    private func entry(
        _ kind: AuditEntry.Kind,
        _ actor: Actor = People.ortiz,
        at: Double,
        _ field: String? = nil
    )
        -> AuditEntry
    {
        AuditEntry(at: minutes(at), actor: actor, kind: kind, field: field)
    }

    @Test("Entries come newest first, those of decisions and those of their own", arguments: Kind.allCases)
    func newestFirst(_ kind: Kind) async throws {
        try await kind.with { journal in
            try await journal.record(entry(.search, at: 1, "name"))
            let reveal = entry(.reveal, at: 2, "number")
            try await journal.write(.call(People.call("a")) { $0.audit = [reveal] }, about: "a")
            let rows = try await journal.audit(since: noon, limit: 10)
            #expect(rows.map(\.kind) == [.reveal, .search])
            #expect(rows.map(\.field) == ["number", "name"])
            #expect(rows.map(\.at) == [minutes(2), minutes(1)])
            #expect(try await journal.audit(since: minutes(2), limit: 10).count == 1)
            #expect(try await journal.audit(since: noon, limit: 1).map(\.kind) == [.reveal])
        }
    }

    @Test("An actor has one pseudonym, and no name", arguments: Kind.allCases)
    func pseudonyms(_ kind: Kind) async throws {
        try await kind.with { journal in
            for actor in [People.ortiz, lee, People.ortiz] { try await journal.record(entry(.reveal, actor, at: 1)) }
            let names = try await journal.audit(since: noon, limit: 10).map(\.pseudonym)
            #expect(names[0] == names[2] && names[0] != names[1])
            #expect(names.allSatisfy { !$0.contains("u2") && !$0.contains("u3") && !$0.contains("Ortiz") })
        }
    }

    @Test("Every kind of thing can be kept", arguments: Kind.allCases)
    func kinds(_ kind: Kind) async throws {
        try await kind.with { journal in
            for done in AuditEntry.Kind.allCases { try await journal.record(entry(done, at: 1)) }
            let kept = try await journal.audit(since: noon, limit: 100).map(\.kind)
            #expect(Set(kept) == Set(AuditEntry.Kind.allCases))
        }
    }
}
