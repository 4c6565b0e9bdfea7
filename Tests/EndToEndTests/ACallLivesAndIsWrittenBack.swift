import BrokerAPI
import BrokerClient
import Foundation
import Identity
import Testing

extension EndToEnd {
    @Suite struct ACallLivesAndIsWrittenBack {
        private struct Entries: Decodable {
            struct Entry: Decodable {
                let CallObject: String
                let WhoId: String?
                let CallDurationInSeconds: Int
            }
            let tasks: [Entry]
        }
        private struct Conversation: Decodable { let attributes: [String: String] }
        private struct Requests: Decodable {
            struct Seen: Decodable {
                let method: String
                let status: Int?
            }
            let requests: [Seen]
        }

        /// A broker whose switches can be undone for so long after a call's end.
        private func withBroker(
            undo seconds: Int,
            _ body: (Folder) async throws -> Void
        ) async throws {
            try await Folder.with { folder in
                try folder.write("\(RunningBroker.token)\n", to: "tokens")
                try folder.write(
                    "switch: {undo_seconds: \(seconds)}\ninteraction_keys: [campaign]\n",
                    to: "ringside.yaml"
                )
                try await body(folder)
            }
        }

        /// John Doe calls, is talked to and rung off, by events as a platform sends them.
        private func happens(_ call: String, on broker: RunningBroker) async throws {
            let lookup = LookupRequest(fromNumber: "+15550199999", toNumber: "+15550190000", callId: call)
            _ = try await broker.platform.lookUp(lookup)
            let now = Date()
            let kinds: [(String, Double)] = [("callAnswered", -9), ("callEnded", -2), ("wrapUpEnded", -1)]
            let events = kinds.map { kind, ago in
                let at = WireDate.text(of: now.addingTimeInterval(ago))
                return #"{"type":"\#(kind)","callId":"\#(call)","at":"\#(at)","userId":"u1","queueId":"q1"}"#
            }
            let answer = try await broker.post("[\(events.joined(separator: ","))]", to: Paths.events)
            #expect(answer.status == 202)
        }

        private func entries(_ broker: RunningBroker) async throws -> [Entries.Entry] {
            try await broker.sandbox("GET", "/_sandbox/tasks").decoded(Entries.self).tasks
        }

        private func isPatched(_ broker: RunningBroker) async throws -> Bool {
            let seen = try await broker.sandbox("GET", "/_sandbox/requests").decoded(Requests.self).requests
            return seen.contains { $0.method == "PATCH" && $0.status == 200 }
        }

        private func summarised(_ call: String, _ feed: FeedWitness) async throws -> CallView {
            try await feed.call(call) { $0.timeline.contains { $0.kind == "summary" } }
        }

        @Test func `6.4 its summary is a Task in the CRM, once`() async throws {
            try await withBroker(undo: 0) { folder in
                try await RunningBroker.run(in: folder) { broker in
                    try await FeedWitness.listen(to: broker) { feed in
                        try await happens("abc-1", on: broker)
                        let call = try await summarised("abc-1", feed)
                        #expect(call.timeline.last?.text == "call summary written to salesforce")
                        try await happens("abc-1", on: broker)
                        try await happens("abc-2", on: broker)
                        _ = try await summarised("abc-2", feed)
                        let entries = try await entries(broker)
                        #expect(entries.map(\.CallObject) == ["abc-1", "abc-2"])
                        #expect(entries.map(\.WhoId) == ["500245678", "500245678"])
                        #expect(entries.first?.CallDurationInSeconds == 7)
                    }
                }
            }
        }

        @Test func `6.4 kill -9 before it is written forgets none, and the board goes on counting`() async throws {
            try await withBroker(undo: 4) { folder in
                try await RunningBroker.run(in: folder) { broker in
                    try await happens("abc-1", on: broker)
                    let board = try await broker.desk.stats()
                    #expect(board.calls == 1 && board.handled == 1 && board.averageHandleMs == 8_000)
                    broker.program.kill()
                    _ = await broker.program.ended()
                }
                try await RunningBroker.run(in: folder) { broker in
                    let board = try await broker.desk.stats()
                    #expect(board.calls == 1 && board.handled == 1 && board.averageHandleMs == 8_000)
                    try await FeedWitness.listen(to: broker) { feed in
                        _ = try await summarised("abc-1", feed)
                        #expect(try await entries(broker).map(\.CallObject) == ["abc-1"])
                    }
                }
            }
        }

        @Test func `7 conversation data reaches the platform, person data is refused`() async throws {
            try await withBroker(undo: 60) { folder in
                try await RunningBroker.run(in: folder) { broker in
                    try await happens("abc-1", on: broker)
                    try await broker.fault("refuse", on: "genesys")
                    let change = InteractionChange(["callbackRequested": "true", "campaign": "spring"])
                    let call = try await broker.desk.changeInteraction("abc-1", change)
                    #expect(call.interaction == ["callbackRequested": "true", "campaign": "spring"])
                    let tier = InteractionChange(["loyaltyTier": "Gold"])
                    await #expect(throws: ClientFailure.self) {
                        try await broker.desk.changeInteraction("abc-1", tier)
                    }
                    broker.program.kill()
                    _ = await broker.program.ended()
                }
                try await RunningBroker.run(in: folder) { broker in
                    while try await !isPatched(broker) { await Task.yield() }
                    let answer = try await broker.sandbox("GET", "/api/v2/conversations/abc-1")
                    #expect(
                        try answer.decoded(Conversation.self).attributes == [
                            "callbackRequested": "true", "campaign": "spring",
                        ]
                    )
                }
            }
        }
    }
}
