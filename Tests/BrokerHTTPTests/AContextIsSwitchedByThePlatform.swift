import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AContextIsSwitchedByThePlatform {
    private let lookup = #"{"fromNumber":"+15550199999","callId":"c1"}"#
    private let good = #"{"callId":"c1","newExternalId":"CRM:500245678","reason":" caller asked "#

    @Test("An agent's switch is answered with the whole identity, a flow's without the address")
    func switched() async throws {
        let bench = try Bench(.agent)
        try await bench.withPlatform { platform in
            _ = try await platform.post(Paths.lookup, lookup)
            let agent = try await platform.post(Paths.updateContext, good + #"","actor":{"userId":"u1"}}"#)
            let identity = try agent.json(FlatIdentity.self)
            #expect(agent.status == 200)
            #expect(identity.externalId == "CRM:500245678")
            #expect(identity.name == "John Doe")
            #expect(identity.email == "john@example.com")
            #expect(identity.data.crmCaseId == "CASE-99812")
            #expect(identity.data.loyaltyTier == "Gold")
            #expect(identity.data.previousInteractionCount == 4)
            let flow = try await platform.post(
                Paths.shortUpdateContext,
                #"{"callId":"c1","newExternalId":"CRM:500245679","reason":"menu"}"#
            )
            #expect(try flow.json(FlatIdentity.self).name == "Jane Doe")
            #expect(try flow.json(FlatIdentity.self).email == nil)
        }
        let call = try #require(try await bench.journal.liveCalls(limit: 1).first)
        #expect(call.identity.actor?.role == .flow)
        let first = try await bench.journal.history(of: call.id).dropFirst().first?.identity
        #expect(first?.actor == Actor(id: "u1", name: "R. Ortiz", role: .agent))
        #expect(first?.reason?.text == "caller asked")
    }

    struct Refusal: Sendable {
        let body: String
        let status: Int
        let slug: Problem.Slug
        var field: String?
        var current: String? = Refusal.proxy

        static let proxy = CallerNumber(e164: "+15550199999").map { PhoneHash.sha256.externalID(of: $0).text }
    }

    @Test(
        "A refusal tells why, and whom the call is on",
        arguments: [
            Refusal(
                body: #"{"callId":"c1","newExternalId":"CRM:1","reason":"x"}"#,
                status: 422,
                slug: .unknownAccount,
                field: "newExternalId"
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":"XX:1","reason":"x"}"#,
                status: 400,
                slug: .badExternalID,
                field: "newExternalId"
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":"CRM:1' OR '1'='1","reason":"x"}"#,
                status: 400,
                slug: .badExternalID,
                field: "newExternalId"
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":"CRM:../1","reason":"x"}"#,
                status: 400,
                slug: .badExternalID,
                field: "newExternalId"
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":"\#(String(repeating: "A", count: 10_000))","reason":"x"}"#,
                status: 400,
                slug: .badExternalID,
                field: "newExternalId"
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":"CRM:500245678","reason":"x","expectedExternalId":"CRM:9"}"#,
                status: 409,
                slug: .conflict
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":"CRM:500245678","reason":"x","expectedExternalId":"nine"}"#,
                status: 400,
                slug: .badField,
                field: "expectedExternalId"
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":"CRM:500245678"}"#,
                status: 400,
                slug: .badField,
                field: "reason"
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":"CRM:500245678","reason":" \t"}"#,
                status: 400,
                slug: .badField,
                field: "reason"
            ),
            Refusal(
                body:
                    #"{"callId":"c1","newExternalId":"CRM:500245678","reason":"\#(String(repeating: "y", count: 201))"}"#,
                status: 400,
                slug: .badField,
                field: "reason"
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":"CRM:500245678","reason":"x","actor":{"userId":""}}"#,
                status: 400,
                slug: .badField,
                field: "actor.userId"
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":"CRM:500245678","reason":"x","actor":"u1"}"#,
                status: 400,
                slug: .badField,
                field: "actor"
            ),
            Refusal(
                body: #"{"callId":"c1","newExternalId":5,"reason":"x"}"#,
                status: 400,
                slug: .badField,
                field: "newExternalId"
            ),
            Refusal(
                body: #"{"callId":"c2","newExternalId":"CRM:500245678","reason":"x"}"#,
                status: 404,
                slug: .unknownCall,
                field: "callId",
                current: nil
            ),
            Refusal(body: "{", status: 400, slug: .badRequest, current: nil),
        ]
    )
    func refused(_ refusal: Refusal) async throws {
        let bench = try Bench()
        let answer = try await bench.withPlatform { platform in
            _ = try await platform.post(Paths.lookup, lookup)
            return try await platform.post(Paths.updateContext, refusal.body)
        }
        #expect(answer.status == refusal.status)
        #expect(answer.problem?.slug == refusal.slug)
        #expect(answer.problem?.field == refusal.field)
        #expect(answer.problem?.externalId == refusal.current)
        #expect(try await bench.journal.liveCalls(limit: 1).first?.identity.resolvedBy == .phone)
    }

    @Test("A CRM that fails is 503, and the sixth guess is 429")
    func unavailable() async throws {
        let bench = try Bench()
        try await bench.withPlatform { platform in
            _ = try await platform.post(Paths.lookup, lookup)
            bench.crm.fail(.timedOut)
            let failed = try await platform.post(Paths.updateContext, good + #""}"#)
            #expect(failed.status == 503)
            #expect(failed.problem?.slug == .sourceUnavailable)
            #expect(failed.problem?.externalId == Refusal.proxy)
            bench.crm.fail(nil)
            let guess = #"{"callId":"c1","newExternalId":"CRM:1","reason":"x"}"#
            for _ in 1...5 { #expect(try await platform.post(Paths.updateContext, guess).status == 422) }
            let tired = try await platform.post(Paths.updateContext, guess)
            #expect(tired.status == 429)
            #expect(tired.problem?.externalId == Refusal.proxy)
        }
    }
}
