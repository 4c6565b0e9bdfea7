import BrokerAPI
import BrokerClient
import Foundation
import Identity
import Identity
import Testing

extension EndToEnd {
    @Suite struct AnOperatorReportsAndReconciles {
        /// Somebody calls, is talked to for so long and rung off.
        private func happens(_ call: String, from number: String, on broker: RunningBroker) async throws {
            let lookup = LookupRequest(fromNumber: number, toNumber: "+15550190000", callId: call)
            _ = try await broker.platform.lookUp(lookup)
            let now = Date()
            let kinds: [(String, Double, String)] = [
                ("callAnswered", -9, ""), ("callEnded", -2, ""),
                ("wrapUpEnded", -1, #","metrics":{"talkMs":374894,"heldMs":0,"acwMs":3000}"#),
            ]
            let events = kinds.map { kind, ago, more in
                let at = WireDate.text(of: now.addingTimeInterval(ago))
                return #"{"type":"\#(kind)","callId":"\#(call)","at":"\#(at)","userId":"u1","queueId":"q1"\#(more)}"#
            }
            let answer = try await broker.post("[\(events.joined(separator: ","))]", to: Paths.events)
            #expect(answer.status == 202)
            while try await broker.desk.call(call).identity.phase != 2 {}
        }

        private func ringside(_ broker: RunningBroker, _ arguments: String...) async throws -> Program.Ending {
            try await Program.run(arguments + ["--socket", broker.ready.socket], in: broker.folder)
        }

        @Test("9 A report is the same through the broker and on the journal that it has left")
        func reports() async throws {
            try await Folder.with { folder in
                try folder.write("\(RunningBroker.token)\n", to: "tokens")
                var listed = ""
                try await RunningBroker.run(in: folder) { broker in
                    try await happens("john-1", from: "+15550199999", on: broker)
                    let calls = try await ringside(broker, "report", "interactions", "--tier", "Gold")
                    #expect(calls.code == 0, "\(calls.errors)")
                    let lines = calls.output.split(whereSeparator: \.isNewline)
                    #expect(lines.first == "interactionId,externalId,caseId,tier,durationMs")
                    #expect(lines.count == 2 && lines[1].hasPrefix("john-1,CRM:50024••••,CASE-99812,Gold,"))
                    let times = try await ringside(broker, "report", "handle-time", "--by", "agent", "--format", "json")
                    #expect(times.output.contains(#""agent": "u1""#), "\(times.output)")
                    #expect(times.output.contains(#""averageHandleMs": 377894"#), "\(times.output)")
                    listed = calls.output
                }
                let alone = try await Program.run(
                    [
                        "report", "interactions", "--tier", "Gold", "--state", folder.file("state"), "--socket",
                        folder.file("desk.sock"),
                    ],
                    in: folder
                )
                #expect(alone.code == 0 && alone.output == listed, "\(alone.errors)")
            }
        }

        @Test("9 What makes no report is said clearly, with 2")
        func refused() async throws {
            try await RunningBroker.open { broker in
                try await happens("john-1", from: "+15550199999", on: broker)
                let tier = try await ringside(broker, "report", "interactions", "--tier", "Glod")
                #expect(tier.code == 2 && tier.errors.contains("Gold"), "\(tier.errors)")
                let date = try await ringside(broker, "report", "interactions", "--since", "yesterday")
                #expect(date.code == 2 && date.errors.contains("--since"), "\(date.errors)")
                let empty = [
                    "report", "handle-time", "--state", broker.folder.file("none"), "--socket", "/tmp/none.sock",
                ]
                let nothing = try await Program.run(empty, in: broker.folder)
                #expect(nothing.code == 2 && nothing.errors.contains("no journal"), "\(nothing.errors)")
            }
        }

        private struct Conversation: Decodable {
            struct Customer: Decodable { let externalId: String? }
            let customer: Customer?
        }

        @Test("8 An orphan whose person the CRM has by now is healed, once")
        func reconciles() async throws {
            try await RunningBroker.open { broker in
                try await happens("newcomer-1", from: "+15550160000", on: broker)
                let first = try await ringside(broker, "reconcile")
                #expect(first.code == 0, "\(first.errors)")
                #expect(first.output == "1 orphan: 0 healed, 1 still unknown, 0 ambiguous, 0 failed\n")
                let person = #"{"numbers": ["+15550160000"], "accounts": [{"id": "500777777", "name": "N. Comer"}]}"#
                _ = try await broker.sandbox("POST", "/_sandbox/people", person)
                let dry = try await ringside(broker, "reconcile", "--dry-run")
                #expect(dry.output.contains("1 would be healed"), "\(dry.output)")
                let healed = try await ringside(broker, "reconcile", "--since", "24h")
                #expect(healed.code == 0, "\(healed.errors)")
                #expect(healed.output.hasPrefix("newcomer-1 CRM:50077••••\n1 orphan: 1 healed"), "\(healed.output)")
                #expect(healed.errors.isEmpty, "no bar where there is no terminal")
                let conversation: Conversation = try await broker.sandbox(
                    "GET",
                    "/api/v2/conversations/newcomer-1"
                ).decoded()
                #expect(conversation.customer?.externalId == "CRM:500777777")
                #expect(try await broker.desk.call("newcomer-1").identity.resolvedBy == .reconciled)
                let again = try await ringside(broker, "reconcile")
                #expect(again.output == "0 orphans: 0 healed, 0 still unknown, 0 ambiguous, 0 failed\n")
            }
        }

        @Test("8 A source that fails makes it partial, with 1")
        func partial() async throws {
            try await RunningBroker.open { broker in
                try await happens("newcomer-1", from: "+15550160000", on: broker)
                try await broker.fault("error")
                let ending = try await ringside(broker, "reconcile")
                #expect(ending.code == 1)
                #expect(ending.output.contains("1 failed"), "\(ending.output)")
            }
        }
    }
}
