import NIOHTTP1
import Broker
import BrokerAPI
import BrokerClient
import FoundationEssentials
import Identity
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct ADeskReadsAndSwitches {
    private func lookUp(_ bench: Bench, _ id: String = "c1", queue: String? = "q1") async throws {
        let call = try #require(CallID(id))
        let number = CallerNumber(e164: "+15550199999")
        _ = try await LookUp.run(
            LookUp.Request(call: call, direction: .inbound, number: number, queueID: queue),
            with: bench.parts
        )
    }

    @Test("A desk knows who it is, its calls, and what was thought of them")
    func reads() async throws {
        let bench = try Bench(.agent)
        try await lookUp(bench)
        try await lookUp(bench, "hidden", queue: nil)
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let me = try await client.me()
                #expect(me.agentId == "u1" && me.role == .agent && me.scope == .own)
                #expect(me.may == [.switch, .undo, .reveal, .revoke])
                let call = try await client.call("c1")
                #expect(call.number == "+1•••••••999")
                #expect(call.queueName == "Billing")
                #expect(call.orphan)
                #expect(try await client.calls().calls == [call])
                #expect(try await client.history("c1").steps.map(\.resolvedBy) == [.phone])
                await #expect(throws: ClientFailure.problem(.unknownCall)) { try await client.call("hidden") }
                await #expect(throws: ClientFailure.problem(.unknownCall)) { try await client.history("hidden") }
            }
        }
    }

    @Test("A desk reviews, switches, undoes and forgets")
    func switches() async throws {
        let bench = try Bench()
        try await lookUp(bench)
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let before = try await client.call("c1").identity.externalId
                let review = try await client.review("c1", ReviewRequest(externalId: "CRM:500245678"))
                #expect(review.name == "John Doe" && review.tier == "Gold")
                #expect(review.erp?.accountStatus == "Active" && review.erp?.balanceDue?.amount == "42.10")
                let request = SwitchRequest(
                    newExternalId: "CRM:500245678",
                    reason: "caller asked",
                    expectedExternalId: before
                )
                let call = try await client.switchContext("c1", request)
                #expect(call.identity.name == "John Doe")
                #expect(call.identity.email == "j•••@example.com")
                #expect(call.identity.actor?.name == "S. Boss")
                #expect(call.crm.caseStatus == "open")
                #expect(call.undo == UndoView(to: before, until: nil))
                let overrides = try await client.overrides().overrides
                #expect(overrides.map(\.number) == ["+1•••••••999"])
                #expect(overrides.map(\.reason) == ["caller asked"])
                #expect(try await client.history("c1").steps.map(\.externalId) == [before, "CRM:500245678"])
                #expect(try await client.undo("c1").identity.externalId == before)
                await #expect(throws: ClientFailure.self) { try await client.undo("c1") }
                _ = try await client.switchContext("c1", request)
                try await client.revoke(try #require(try await client.overrides().overrides.first?.id))
                #expect(try await client.overrides().overrides.isEmpty)
            }
        }
    }

    struct Refusal: Sendable {
        let path: String
        let body: String
        let status: Int
        let slug: Problem.Slug
        var field: String?
    }

    @Test(
        "What a desk may not ask is refused with the field at fault",
        arguments: [
            Refusal(
                path: Paths.context("c1"),
                body: #"{"newExternalId":"CRM:1","reason":"x"}"#,
                status: 400,
                slug: .badField,
                field: "expectedExternalId"
            ),
            Refusal(
                path: Paths.context("c1"),
                body: #"{"newExternalId":"CRM:1","reason":"x","expectedExternalId":"CRM:2"}"#,
                status: 409,
                slug: .conflict
            ),
            Refusal(
                path: Paths.context("a%20b"),
                body: "{}",
                status: 400,
                slug: .badField,
                field: "callId"
            ),
            Refusal(
                path: Paths.review("c1"),
                body: #"{"externalId":"John"}"#,
                status: 400,
                slug: .badExternalID,
                field: "externalId"
            ),
            Refusal(
                path: Paths.review("c1"),
                body: #"{"externalId":"CRM:1"}"#,
                status: 422,
                slug: .unknownAccount,
                field: "externalId"
            ),
            Refusal(path: Paths.undo("c1"), body: "[]", status: 400, slug: .badRequest),
            Refusal(path: Paths.undo("c1"), body: "", status: 409, slug: .nothingToUndo),
            Refusal(path: Paths.undo("c9"), body: "{}", status: 404, slug: .unknownCall, field: "callId"),
            Refusal(path: Paths.search, body: #"{"query":"x"}"#, status: 400, slug: .badField, field: "query"),
            Refusal(
                path: Paths.search,
                body: #"{"query":"CRM:1' OR '1'='1"}"#,
                status: 400,
                slug: .badField,
                field: "query"
            ),
            Refusal(
                path: Paths.search,
                body: #"{"query":"John","limit":51}"#,
                status: 400,
                slug: .badField,
                field: "limit"
            ),
        ]
    )
    func refused(_ refusal: Refusal) async throws {
        let bench = try Bench()
        try await lookUp(bench)
        let answer = try await bench.withDesks { try await $0.raw.post(refusal.path, refusal.body) }
        #expect(answer.status == refusal.status)
        #expect(answer.problem?.slug == refusal.slug)
        #expect(answer.problem?.field == refusal.field)
        if refusal.path == Paths.context("c1") { #expect(answer.problem?.externalId?.hasPrefix("PHONE:") == true) }
    }

    @Test("A search is by ID, address, number or name")
    func searches() throws {
        func query(_ text: String) throws -> AccountQuery {
            try AccountQuery(text, phones: PlainNumbers(), region: "US")
        }
        #expect(try query(" CRM:5 ") == .externalID(try #require(ExternalID("CRM:5"))))
        #expect(try query("a@b.c") == .email(try #require(EmailAddress("a@b.c"))))
        #expect(try query("+15550199999") == .number(try #require(CallerNumber(e164: "+15550199999"))))
        for name in ["Jo", "O'Neill-Smith Jr.", "Ærøskøbing", "山田 太郎", "4711"] {
            #expect(try query(name) == .name(PersonalText(name)))
        }
        for bad in ["", "J", "a@", "Jo%", "x=y", String(repeating: "n", count: 61)] {
            #expect(throws: Problem.self) { try query(bad) }
        }
    }

    @Test("A peer that nobody has named is told how to be added")
    func peers() async throws {
        let bench = try Bench(nil)
        try await bench.withDesks { desk in
            for path in [Paths.me, Paths.feed, "/nowhere"] {
                let answer = try await desk.raw(.GET, path)
                #expect(answer.status == 403)
                #expect(answer.problem?.slug == .forbidden)
                #expect(answer.problem?.detail.contains("can add the user") == true)
            }
        }
    }

    @Test("The kernel's nobody is never a peer, whatever the configuration says")
    func nobody() async throws {
        let viewer = Viewer(uid: 65_534, agentID: nil, name: "N", role: .supervisor, scope: .all)
        let bench = try Bench(viewer)
        try await bench.withEncoder { encoder in
            let responder = DeskResponder(
                parts: bench.parts,
                feed: FeedTelling(parts: bench.parts, encoder: encoder),
                log: AccessLog(
                    logger: bench.parts.logger,
                    uptime: bench.parts.ambience.uptime,
                    listener: .desk,
                    metrics: .none
                )
            )
            #expect(throws: Problem.self) { try responder.admit(65_534) }
            #expect(throws: Problem.self) { try responder.admit(nil) }
        }
    }

    @Test("Where no broker is, the client says so")
    func nobodyThere() async throws {
        let desk = DeskClient(socketPath: "/tmp/rs-nowhere/desk.sock")
        try await desk.withClient { client in
            await #expect(throws: ClientFailure.unreachable("no broker has its socket here")) { try await client.me() }
        }
    }
}
