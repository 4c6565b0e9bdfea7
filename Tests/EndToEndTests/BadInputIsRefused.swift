import BrokerAPI
import BrokerClient
import Identity
import Testing

extension EndToEnd {
    @Suite struct BadInputIsRefused {
        /// A body, its status, and the field that is at fault.
        private static let bodies: [(String, Int, String?)] = [
            (#"{"fromNumber": "+15550199999", "callId": "bad-1""#, 400, nil),
            ("", 400, nil),
            ("[]", 400, nil),
            (#"{"fromNumber": "+15550199999", "toNumber": "+15550190000"}"#, 400, "callId"),
            (#"{"fromNumber": "+15550199999", "callId": 17}"#, 400, "callId"),
            (#"{"fromNumber": "+15550199999", "callId": "../bad"}"#, 400, "callId"),
            (#"{"fromNumber": "+15550199999", "callId": "bad-1", "type": "sideways"}"#, 400, "type"),
            (#"{"fromNumber": "+15550199999", "callId": "bad-1", "verifiedEmail": "nobody"}"#, 400, "verifiedEmail"),
            (#"{"callId": "bad-1", "toNumber": ""# + String(repeating: "5", count: 66_000) + #""}"#, 413, nil),
        ]

        @Test func `bad lookups are told why, and nothing is journalled`() async throws {
            try await RunningBroker.open { broker in
                for (body, status, field) in Self.bodies {
                    let answer = try await broker.post(body)
                    let problem: Problem = try answer.decoded()
                    #expect(answer.status == status && problem.status == status, "\(body.prefix(80))")
                    #expect(answer.contentType?.hasPrefix("application/problem+json") == true)
                    #expect(problem.field == field && !problem.detail.isEmpty, "\(body.prefix(80))")
                }
                #expect(try await broker.desk.calls().calls.isEmpty)
                await #expect(throws: ClientFailure.self) { try await broker.desk.call("bad-1") }
            }
        }

        @Test(arguments: [nil, "", "another-token"])
        func `without a token of this broker nobody asks`(token: String?) async throws {
            try await RunningBroker.open { broker in
                let body = #"{"fromNumber": "+15550199999", "callId": "bad-2"}"#
                for path in [Paths.lookup, Paths.updateContext, Paths.events] {
                    let answer = try await broker.post(body, to: path, token: token)
                    #expect(answer.status == 401)
                }
                #expect(try await broker.desk.calls().calls.isEmpty)
            }
        }

        @Test func `a batch of events with one bad item is refused whole`() async throws {
            try await RunningBroker.open { broker in
                let body = #"""
                    [{"type": "callAnswered", "callId": "bad-3", "at": "2026-11-23T09:00:00Z"},
                     {"type": "callEnded", "callId": "bad-3", "at": "yesterday"}]
                    """#
                let answer = try await broker.post(body, to: Paths.events)
                let problem: Problem = try answer.decoded()
                #expect(answer.status == 400 && problem.field == "[1].at")
                #expect(try await broker.desk.calls().calls.isEmpty)
            }
        }

        @Test func `a route of one listener does not exist on the other`() async throws {
            try await RunningBroker.open { broker in
                for path in [Paths.search, Paths.undo("bad-4")] {
                    let answer = try await broker.post("{}", to: path)
                    #expect(answer.status == 404)
                }
            }
        }
    }
}
