import Broker
import BrokerAPI
import BrokerClient
import FoundationEssentials
import Glibc
import Identity
import NIOHTTP1
import Testing

@testable import BrokerHTTP

/// Each route, asked by an agent for a call of another agent: it does not exist.
@Suite(.timeLimit(.minutes(1)))
struct AnAgentIsKeptFromOtherAgentsCalls {
    /// Two agents of one queue; the other one took the call, which has ended meanwhile or not.
    private func bench() async throws -> Bench {
        let other = Viewer(uid: getuid() + 1, agentID: "u2", name: "J. Doe", role: .agent, scope: .own, queues: ["q1"])
        let bench = try Bench(staff: Staff([.agent, other], queues: ["q1": "Billing"]))
        try await bench.lookUp("theirs", queue: "q1")
        try await bench.event(.callAnswered, of: "theirs", user: "u2", second: 1)
        try await bench.lookUp("untied", queue: nil)
        try await bench.lookUp("elsewhere", queue: "q2")
        let request = SwitchContext.Request(
            call: try #require(CallID("theirs")),
            target: "CRM:500245678",
            reason: "caller asked",
            expected: nil,
            actor: other.actor,
            viewer: other
        )
        _ = try await SwitchContext.run(request, with: bench.parts)
        return bench
    }

    struct Attempt: Sendable, CustomTestStringConvertible {
        let method: HTTPMethod
        let path: @Sendable (String) -> String
        var body: String?
        var testDescription: String { "\(method) \(path("{callId}"))" }
    }

    static let attempts = [
        Attempt(method: .GET, path: { Paths.call($0) }), Attempt(method: .GET, path: { Paths.history($0) }),
        Attempt(method: .GET, path: { Paths.customer($0) }),
        Attempt(method: .POST, path: { Paths.review($0) }, body: #"{"externalId":"CRM:500245679"}"#),
        Attempt(
            method: .POST,
            path: { Paths.context($0) },
            body: #"{"newExternalId":"CRM:500245679","reason":"asked","expectedExternalId":"CRM:500245678"}"#
        ),
        Attempt(
            method: .POST,
            path: { Paths.context($0) },
            body: #"{"newExternalId":"nonsense","reason":"asked","expectedExternalId":"CRM:500245678"}"#
        ),
        Attempt(method: .POST, path: { Paths.undo($0) }, body: "{}"),
        Attempt(method: .PUT, path: { Paths.interaction($0) }, body: #"{"note":"mine"}"#),
        Attempt(method: .POST, path: { Paths.reveal($0) }, body: #"{"field":"number","reason":"asked"}"#),
        Attempt(method: .POST, path: { Paths.reveal($0) }, body: #"{"field":"email","reason":"asked"}"#),
    ]

    @Test("A call that is not theirs is told as one that nobody knows", arguments: attempts)
    func oneCall(_ attempt: Attempt) async throws {
        let bench = try await bench()
        let before = try await bench.journal.liveCalls(limit: 10)
        try await bench.withDesks { desk in
            let unheard = try await desk.raw(attempt.method, attempt.path("unheard-of"), attempt.body)
            #expect(unheard.status == 404)
            for id in ["theirs", "untied", "elsewhere"] {
                let answer = try await desk.raw(attempt.method, attempt.path(id), attempt.body)
                #expect(answer.status == 404, "\(id)")
                #expect(answer.text == unheard.text, "\(id): nothing tells it from one that does not exist")
            }
        }
        #expect(try await bench.journal.liveCalls(limit: 10) == before)
        let audit = try await bench.journal.audit(since: .distantPast, limit: 10)
        #expect(!audit.contains { $0.kind == .reveal }, "nothing was revealed")
    }

    @Test("No list shows them: calls, the feed, the memory of switches")
    func lists() async throws {
        let bench = try await bench()
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let (calls, memories) = (try await client.calls(), try await client.overrides())
                #expect(calls.calls.isEmpty)
                #expect(memories.overrides.isEmpty)
            }
            var feed = try await desk.feed()
            guard case .snapshot(let snapshot) = try await feed.nextRead() else { throw Unexpected("no snapshot") }
            #expect(snapshot.calls.isEmpty)
            try await bench.event(.callHeld, of: "theirs", user: "u2", second: 2)
            try await bench.lookUp("queued", queue: "q1")
            guard case .call(let change) = try await feed.nextRead() else { throw Unexpected("no call") }
            #expect(change.call.callId == "queued", "what happened to the other call was not told")
        }
    }

    @Test("The memory of another agent's switch can't be revoked")
    func overrides() async throws {
        let bench = try await bench()
        let memory = try #require(try await bench.journal.overrides(at: Moment.start, limit: 1).first)
        try await bench.withDesks { desk in
            let answer = try await desk.raw(.DELETE, Paths.override(memory.id))
            #expect(answer.status == 404)
            #expect(answer.text == (try await desk.raw(.DELETE, Paths.override("unheard-of"))).text)
        }
        #expect(try await bench.journal.overrides(at: Moment.start, limit: 1).map(\.id) == [memory.id])
    }

    @Test("Their own call is theirs: the same attempts succeed or fail by its state alone", arguments: attempts)
    func ownCall(_ attempt: Attempt) async throws {
        let bench = try Bench(.agent)
        try await bench.lookUp("mine", queue: "q1")
        try await bench.event(.callAnswered, of: "mine", user: "u1", second: 1)
        try await bench.withDesks { desk in
            let answer = try await desk.raw(attempt.method, attempt.path("mine"), attempt.body)
            #expect(answer.problem?.slug != .unknownCall)
        }
    }
}
