import Broker
import BrokerAPI
import BrokerClient
import Feed
import FoundationEssentials
import Glibc
import Identity
import Synchronization
import Testing

@testable import BrokerHTTP

@Suite("10 Persons are looked after through the socket", .timeLimit(.minutes(1)))
struct PersonsAreLookedAfterThroughTheSocket {
    private static let number = "+15550199999"

    private func bench() throws -> Bench { try Bench(.supervisor, staff: Staff([.supervisor], owner: getuid())) }

    /// Somebody calls and rings off.
    private func happens(_ id: String, on bench: Bench) async throws {
        try await bench.lookUp(id)
        try await bench.event(.callEnded, of: id, user: nil, second: 1)
    }

    private func lines<Line: Sendable>(
        _ ask: (@escaping @Sendable (Line) -> Void) async throws -> Void
    ) async throws -> [Line] {
        let lines = Mutex<[Line]>([])
        try await ask { line in lines.withLock { $0.append(line) } }
        return lines.withLock { $0 }
    }

    private func refusal(_ ask: () async throws(ClientFailure) -> Void) async throws -> Problem {
        do throws(ClientFailure) { try await ask() } catch {
            guard case .problem(let problem) = error else { throw error }
            return problem
        }
        throw NotRefused()
    }

    private struct NotRefused: Error {}

    @Test("A purge ends with its counts; a dry run counts and leaves all there; one at a time")
    func purge() async throws {
        let bench = try bench()
        let old = AuditEntry(at: .distantPast, actor: Viewer.supervisor.actor, kind: .reveal)
        for _ in 0..<3 { try await bench.journal.record(old) }
        try await bench.parts.backups.backUp(to: "/b/old", at: .distantPast, expires: .distantPast) { _ in }
        try await bench.parts.backups.backUp(to: "/b/new", at: .distantPast, expires: .distantFuture) { _ in }
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let dry = try await lines { try await client.purge(PurgeRequest(dryRun: true), $0) }
                #expect(dry.last?.result?.counts == PurgeCounts(calls: 0, links: 0, overrides: 0, audit: 3))
                #expect(dry.last?.result?.dryRun == true && dry.last?.result?.backups == 1)
                #expect(try await bench.parts.backups.backups().count == 2)
                let done = try await lines { try await client.purge(PurgeRequest(dryRun: false), $0) }
                #expect(done.last?.result?.counts.audit == 3 && done.last?.result?.logEmptied == true)
                #expect(done.last?.result?.problem == nil && done.last?.result?.backups == 1)
                #expect(try await bench.parts.backups.backups().map(\.path) == ["/b/new"])
                #expect(try await bench.journal.audit(since: .distantPast, limit: 9).isEmpty)
                #expect(bench.parts.purging.take(), "it is free again")
                let busy = try await refusal { () throws(ClientFailure) in
                    try await client.purge(PurgeRequest(dryRun: false)) { _ in }
                }
                #expect(busy.status == 409)
                bench.parts.purging.giveBack()
            }
        }
    }

    @Test("An erasure ends with its certificate, masked, and a second one finds nothing")
    func forget() async throws {
        let bench = try bench()
        try await happens("c1", on: bench)
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let request = PersonRequest(person: Self.number)
                let first = try await lines { try await client.forget(request, $0) }
                let certificate = try #require(first.last?.result)
                #expect(certificate.erased.calls == 1 && certificate.erased.identifications == 1)
                #expect(certificate.person == "+1•••••••999" && certificate.backups.isEmpty && certificate.logEmptied)
                let second = try await lines { try await client.forget(request, $0) }
                #expect(second.last?.result.erased.calls == 0)
                #expect(second.last?.result.certificate != certificate.certificate)
                #expect(
                    try await bench.journal.audit(since: .distantPast, limit: 9).map(\.kind) == [.erasure, .erasure]
                )
            }
        }
    }

    @Test("While a call goes on it is refused, and so is whoever is nobody")
    func refused() async throws {
        let bench = try bench()
        try await bench.lookUp("c1")
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let live = try await refusal { () throws(ClientFailure) in
                    try await client.forget(PersonRequest(person: Self.number)) { _ in }
                }
                #expect(live.status == 409 && live.detail.contains("nothing was erased"))
                for text in ["", "5550160016", "John Doe", "XY:", "+0155501"] {
                    let bad = try await refusal { () throws(ClientFailure) in
                        try await client.export(PersonRequest(person: text)) { _ in }
                    }
                    #expect(bad.status == 400 && bad.field == "person")
                    #expect(text.isEmpty || !bad.detail.contains(text), "what was typed is not said again")
                }
            }
        }
    }

    @Test("A desk is told that an erased call is gone, and one that comes back is told nothing else of it")
    func feed() async throws {
        let bench = try bench()
        try await bench.withDesks { desk in
            var feed = try await desk.feed()
            let start = try #require(try await feed.next()?.id)
            try await happens("c1", on: bench)
            for _ in 0..<2 { #expect(try await feed.next()?.name == "call") }
            try await desk.withClient { client in
                try await client.forget(PersonRequest(person: Self.number)) { _ in }
            }
            let removal = try #require(try await feed.next())
            #expect(try removal.read() == .erased(callId: "c1"))
            try await bench.lookUp("c2")
            let next = try #require(try await feed.next())
            var again = try await desk.feed(after: "\(start)")
            #expect(try await again.next() == removal, "a desk of this user may have it on its screen")
            #expect(try await again.next() == next)
            #expect(bench.parts.news.remove { $0.isOf("c1") }.isEmpty)
        }
    }

    @Test("An export says all that is held, in clear, and the audit keeps that it did")
    func export() async throws {
        let bench = try bench()
        try await happens("c1", on: bench)
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let all = try await lines { try await client.export(PersonRequest(person: Self.number), $0) }
                guard case .call(let call) = all.first, case .result(let result) = all.last else { throw NotRefused() }
                #expect(call.callId == "c1" && call.number == Self.number && call.endedAt != nil)
                #expect(call.identifications.count == 1 && !call.timeline.isEmpty)
                #expect(result.rows == 1 && result.person == Self.number)
                #expect(try await bench.journal.audit(since: .distantPast, limit: 9).map(\.kind) == [.export])
            }
        }
    }
}

extension Announcement {
    fileprivate func isOf(_ id: String) -> Bool {
        if case .call(_, let call) = self { call.id.text == id } else { false }
    }
}
