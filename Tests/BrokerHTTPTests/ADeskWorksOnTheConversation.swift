import Broker
import BrokerAPI
import BrokerClient
import FoundationEssentials
import Identity
import Logging
import NIOHTTP1
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct ADeskWorksOnTheConversation {
    @Test("What belongs to the conversation is merged, and null deletes")
    func merges() async throws {
        let bench = try Bench(.agent)
        try await bench.lookUp("c1", queue: "q1")
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let first = InteractionChange(["callbackRequested": "true", "note": "will call back"])
                #expect(
                    try await client.changeInteraction("c1", first).interaction == [
                        "callbackRequested": "true", "note": "will call back",
                    ]
                )
                let second = InteractionChange(["note": nil, "topic": "router"])
                let call = try await client.changeInteraction("c1", second)
                #expect(call.interaction == ["callbackRequested": "true", "topic": "router"])
                #expect(try await client.call("c1").interaction == call.interaction)
                #expect(try await client.changeInteraction("c1", InteractionChange([:])) == call)
            }
        }
    }

    @Test("A key of the person's is refused with the side that it belongs to, and nothing of the rest is kept")
    func wrongSide() async throws {
        let bench = try Bench()
        try await bench.lookUp("c1")
        try await bench.withDesks { desk in
            for key in ["crmCaseId", "erpAccountStatus", "loyaltyTier", "previousInteractionCount", "name", "email"] {
                let body = #"{"topic":"router","\#(key)":"x"}"#
                let answer = try await desk.raw(.PUT, Paths.interaction("c1"), body)
                #expect(answer.status == 400)
                #expect(answer.problem?.slug == .wrongSide)
                #expect(answer.problem?.field == key)
                #expect(answer.problem?.detail.contains("customer record") == true)
            }
            let many = "{" + (1...51).map { #""k\#($0)":"x""# }.joined(separator: ",") + "}"
            #expect(try await desk.raw(.PUT, Paths.interaction("c1"), many).status == 400)
        }
        #expect(try await bench.journal.liveCalls(limit: 1).first?.interaction == [:])
    }

    @Test("A masked value is revealed for a reason, and audited without either")
    func reveals() async throws {
        let bench = try Bench(.agent)
        try await bench.lookUp("c1", queue: "q1")
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let answer = try await client.reveal("c1", RevealRequest(.number, reason: "read back"))
                #expect(answer.value == "+15550199999")
                let refused = await #expect(throws: ClientFailure.self) {
                    try await client.reveal("c1", RevealRequest(.email, reason: "read back"))
                }
                guard case .problem(let problem) = refused else { throw Unexpected("no problem document") }
                #expect(problem.slug == .nothingToReveal && problem.status == 409)
                #expect(try await client.call("c1").number == "+1•••••••999", "the call stays masked")
            }
        }
        let audit = try await bench.journal.audit(since: .distantPast, limit: 10)
        #expect(audit.map(\.kind) == [.reveal] && audit.map(\.field) == ["number"])
        let logged = bench.logged
        bench.parts.logger.info("the end")
        for await line in logged {
            #expect(!line.contains("5550199999") && !line.contains("read back"))
            if line.hasPrefix("the end") { break }
        }
    }

    @Test("The platform's record is read through, masked, or why not is said")
    func customer() async throws {
        let bench = try Bench(.agent)
        try await bench.lookUp("c1", queue: "q1")
        let record = CustomerRecord(
            externalID: try #require(ExternalID("CRM:500245678")),
            name: "John Doe",
            email: EmailAddress("john@example.com"),
            data: ["loyaltyTier": "Gold"]
        )
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                bench.platform.hold(.success(PlatformCustomer(id: "k1", record: record)))
                let customer = try await client.customer("c1")
                #expect(customer.id == "k1" && customer.externalId == "CRM:500245678" && customer.name == "John Doe")
                #expect(customer.email == "j•••@example.com" && customer.data == ["loyaltyTier": "Gold"])
            }
            bench.platform.hold(.success(nil))
            let none = try await desk.raw(.GET, Paths.customer("c1"))
            #expect(none.status == 404 && none.problem?.slug == .noRecord)
            bench.platform.hold(.failure(.timedOut))
            let failed = try await desk.raw(.GET, Paths.customer("c1"))
            #expect(failed.status == 503 && failed.problem?.slug == .sourceUnavailable)
            #expect(failed.problem?.detail.contains("platform") == true)
        }
    }

    @Test("An agent's own memories are listed and revoked")
    func overrides() async throws {
        let bench = try Bench(.agent)
        try await bench.lookUp("c1", queue: "q1")
        try await bench.withDesks { desk in
            try await desk.withClient { client in
                let before = try await client.call("c1").identity.externalId
                let request = SwitchRequest(newExternalId: "CRM:500245678", reason: "asked", expectedExternalId: before)
                _ = try await client.switchContext("c1", request)
                let memory = try #require(try await client.overrides().overrides.first)
                #expect(memory.actor == ActorView(id: "u1", name: "R. Ortiz", role: .agent))
                #expect(memory.number == "+1•••••••999" && memory.externalId == "CRM:500245678")
                try await client.revoke(memory.id)
                #expect(try await client.overrides().overrides.isEmpty)
                await #expect(throws: ClientFailure.self) { try await client.revoke(memory.id) }
            }
        }
    }
}
