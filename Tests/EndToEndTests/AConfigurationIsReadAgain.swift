import BrokerAPI
import BrokerClient
import Foundation
import Glibc
import Identity
import Testing

/// A hang-up has the broker read its configuration again, and costs nobody a call.
@Suite(.timeLimit(.minutes(1)))
struct AConfigurationIsReadAgain {
    private static func withBroker(_ text: String, _ body: (RunningBroker) async throws -> Void) async throws {
        try await Folder.with { folder in
            try folder.write("\(RunningBroker.token)\n", to: "tokens")
            try folder.write(text, to: "ringside.yaml")
            try await RunningBroker.run(in: folder, body)
        }
    }

    /// Writes another configuration, hangs up, and waits until the log has so many lines that say `words`.
    private func reread(_ broker: RunningBroker, _ text: String, until words: String, _ times: Int = 1) async throws {
        try broker.folder.write(text, to: "ringside.yaml")
        broker.program.signal(SIGHUP)
        try await wait(broker, for: words, times)
    }

    private func wait(_ broker: RunningBroker, for words: String, _ times: Int = 1) async throws {
        while try broker.folder.text(of: "log").split(separator: "\n").count(where: { $0.contains(words) }) < times {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    private func call(_ broker: RunningBroker, _ id: String) async throws -> CallView {
        try await broker.desk.call(id)
    }

    @Test("A call in flight goes on: what may change does, for the calls that are there, too")
    func changed() async throws {
        try await Self.withBroker("queues: [{id: billing, name: Billing}]\n") { broker in
            try await FeedWitness.listen(to: broker) { desk in
                try await broker.fault("hang")
                _ = try await broker.post(#"{"fromNumber":"+15550199999","callId":"c1","queueId":"billing"}"#)
                let waiting = try await desk.call("c1") { $0.queueName == "Billing" }
                #expect(waiting.crm.state == .pending)

                let text =
                    "queues: [{id: billing, name: Invoices}]\nlookup: {deadline_ms: 200}\nidentity: {region: DE}\n"
                try await reread(broker, text, until: "The configuration was read again")
                try await wait(broker, for: #"key=identity.region"#)
                #expect(try await call(broker, "c1").queueName == "Invoices")

                try await broker.fault("ok")
                let known = try await desk.call("c1") { $0.crm.state == .ready }
                #expect(known.identity.externalId.hasPrefix("CRM:"), "its enrichment went on where it was")
                let event = #"{"type":"callAnswered","callId":"c1","at":"\#(WireDate.text(of: Date()))","userId":"u1"}"#
                #expect(try await broker.post(event, to: Paths.events).status == 202)
                _ = try await desk.call("c1") { $0.state == .connected }
            }
        }
    }

    @Test("With a fault in it, all stays as it was, and the log says where the fault is")
    func refused() async throws {
        try await Self.withBroker("queues: [{id: billing, name: Billing}]\n") { broker in
            _ = try await broker.post(#"{"fromNumber":"+15550199999","callId":"c1","queueId":"billing"}"#)
            let text = "queues: [{id: billing, name: Invoices}]\nlookup:\n  dedline_ms: 100\n"
            try await reread(broker, text, until: "The configuration stays as it was")
            #expect(try broker.folder.text(of: "log").contains("ringside.yaml:3: lookup.dedline_ms: unknown key"))
            #expect(try await call(broker, "c1").queueName == "Billing")
            try await reread(broker, "queues: [{id: billing, name: Accounts}]\n", until: "read again")
            #expect(try await call(broker, "c1").queueName == "Accounts")
        }
    }

    @Test("However often it is read, every lookup is answered")
    func underLoad() async throws {
        try await Self.withBroker("lookup: {grace_ms: 0}\n") { broker in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<4 {
                    group.addTask {
                        for number in 0..<50 {
                            let body = #"{"fromNumber":"+1555019\#(1000 + number)","callId":"c\#(lane)-\#(number)"}"#
                            let status = try await broker.post(body).status
                            #expect(status == 200)
                        }
                    }
                }
                for round in 1...5 {
                    let text = "lookup: {grace_ms: 0, deadline_ms: \(200 + round)}\n"
                    try await reread(broker, text, until: "The configuration was read again", round)
                }
                try await group.waitForAll()
            }
        }
    }
}

/// The page of measures has what the broker has.
@Suite(.timeLimit(.minutes(1)))
struct EachMeasureHasItsExplanation {
    /// `name` and `type` of each row of the page.
    private static func explained() throws -> Set<String> {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let page = try String(
            contentsOfFile: "/\(root)/Sources/ringside/ringside.docc/Metrics.md",
            encoding: .utf8
        )
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        return Set(
            rows.map { row in
                let cells = row.split(separator: "|").map { $0.filter { $0 != " " && $0 != "`" } }
                return "\(cells[0]) \(cells[1])"
            }
        )
    }

    /// Where nothing has happened yet that they count.
    private static let rare: Set = [
        "ringside_source_outages_total counter", "ringside_source_quota_used gauge",
        "ringside_source_quota_limit gauge",
    ]

    @Test("The page explains what /metrics has, no more and no less")
    func compared() async throws {
        try await RunningBroker.open { broker in
            try await FeedWitness.listen(to: broker) { desk in
                _ = try await broker.post(#"{"fromNumber":"+15550199999","callId":"c1"}"#)
                _ = try await desk.call("c1") { $0.erp.state == .ready }
                let event = #"{"type":"callAnswered","callId":"c1","at":"\#(WireDate.text(of: Date()))","userId":"u1"}"#
                #expect(try await broker.post(event, to: Paths.events).status == 202)
            }
            let answer = try await broker.ask("GET", broker.ready.platform + Paths.metrics)
            let lines = String(decoding: answer.body, as: UTF8.self).split(separator: "\n")
            let there = Set(lines.filter { $0.hasPrefix("# TYPE ") }.map { String($0.dropFirst("# TYPE ".count)) })
            let explained = try Self.explained()
            #expect(there.subtracting(explained).sorted() == [])
            #expect(explained.subtracting(there).subtracting(Self.rare).sorted() == [])
        }
    }
}
