import Foundation
import Testing

@testable import Sandbox

@Suite("The stand-in platform places calls")
struct CallPlacingTests {
    private static let identity: JSON = [
        "externalId": "CRM:500245678", "name": "John Doe", "email": "john.doe@example.com",
        "data": ["loyaltyTier": "Gold"],
    ]

    @Test func `it looks up, keeps the customer and tells how the call goes on`() async throws {
        let broker = FakeBroker(.answer(Self.identity))
        try await broker.run { target in
            try await withSandbox(broker: target) { sandbox in
                let placed = try await sandbox.send(
                    "POST",
                    "/_sandbox/calls",
                    [
                        "number": "+15550199999", "callId": "abc-123", "userId": "u1", "answerAfterMs": 5,
                        "endAfterMs": 10,
                    ]
                ).json
                #expect(placed["callId"] == "abc-123" && placed["externalId"] == "CRM:500245678")
                #expect(placed["lookupMs"]?.integer != nil)
                #expect(broker.seenTokens == ["Bearer secret"])
                #expect(
                    broker.seenLookups == [
                        [
                            "fromNumber": "+15550199999", "toNumber": "+15550190000", "callId": "abc-123",
                            "type": "inbound", "userId": "u1",
                        ]
                    ]
                )
                let types = await broker.events(atLeast: 4).map { $0["type"]?.string }
                #expect(types == ["callOffered", "callAnswered", "callEnded", "wrapUpEnded"])
                #expect(broker.seenEvents.allSatisfy { $0["callId"] == "abc-123" && $0["userId"] == "u1" })
                let times = broker.seenEvents.compactMap { $0["at"]?.string }
                #expect(times.count == 4 && times == times.sorted())
                let conversation = try await sandbox.send("GET", "/api/v2/conversations/abc-123").json
                #expect(conversation["customer"]?["data"]?["loyaltyTier"] == "Gold" && conversation["endedAt"] != .null)
            }
        }
    }

    @Test func `a second call of the same person updates the one customer`() async throws {
        let broker = FakeBroker(.answer(Self.identity))
        try await broker.run { target in
            try await withSandbox(broker: target) { sandbox in
                for callID in ["c1", "c2"] {
                    let call: JSON = ["number": "+15550199999", "callId": .string(callID)]
                    #expect(try await sandbox.send("POST", "/_sandbox/calls", call).status == 200)
                }
                let ids = try await ["c1", "c2"].asyncMap {
                    try await sandbox.send("GET", "/api/v2/conversations/\($0)").json["customer"]?["id"]?.string
                }
                #expect(ids[0] != nil && ids[0] == ids[1])
                #expect(broker.seenEvents.isEmpty)
            }
        }
    }

    @Test(arguments: [FakeBroker.Behaviour.fail(500), .neverAnswer, .answer(["name": "no external ID"])])
    func `a lookup that fails leaves an orphan with an id of the platform's own`(
        _ behaviour: FakeBroker.Behaviour
    ) async throws {
        try await FakeBroker(behaviour).run { target in
            try await withSandbox(broker: target) { sandbox in
                let call: JSON = ["number": "+15550199999", "callId": "c1"]
                let placed = try await sandbox.send("POST", "/_sandbox/calls", call).json
                #expect(placed["externalId"] == .null)
                let customer = try await sandbox.send("GET", "/api/v2/conversations/c1").json["customer"]
                #expect(customer?["externalId"] == .null && customer?["id"]?.string != nil)
                let rows = try await sandbox.send("GET", "/api/v2/interactions?since=2026-01-01").json["entities"]?
                    .elements
                #expect(rows?.first?["fromNumber"] == "+15550199999" && rows?.first?["direction"] == "inbound")
            }
        }
    }

    @Test func `an outbound call swaps the numbers, and a call without an id gets one`() async throws {
        let broker = FakeBroker(.answer(Self.identity))
        try await broker.run { target in
            try await withSandbox(broker: target, configure: { $0.callID = { "made-up" } }) { sandbox in
                let call: JSON = ["number": "+12025550143", "direction": "outbound"]
                let placed = try await sandbox.send("POST", "/_sandbox/calls", call)
                #expect(placed.json["callId"] == "made-up")
                #expect(broker.seenLookups.first?["toNumber"] == "+12025550143")
                #expect(broker.seenLookups.first?["type"] == "outbound")
            }
        }
    }

    @Test func `without a broker a call is refused with a sentence`() async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.send("POST", "/_sandbox/calls", ["number": "+15550199999"])
            #expect(reply.status == 503)
            #expect(reply.json["detail"]?.string?.contains("No broker is set") == true)
        }
    }
}
