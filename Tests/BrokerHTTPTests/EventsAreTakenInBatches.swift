import Identity
import Broker
import BrokerAPI
import FoundationEssentials
import Testing

@Suite(.timeLimit(.minutes(1)))
struct EventsAreTakenInBatches {
    private let at = "2026-11-23T09:00:00.120Z"

    @Test("One event or many, twice or unknown")
    func taken() async throws {
        let bench = try Bench()
        let offered = #"{"type":"callOffered","callId":"c1","at":"\#(at)","userId":"u1","legId":"l1"}"#
        let ended = #"{"type":"callEnded","callId":"c1","at":"\#(at)","metrics":{"talkMs":1000}}"#
        let unheard = #"{"type":"callSneezed","callId":"c9","at":"\#(at)"}"#
        try await bench.withPlatform { platform in
            let one = try await platform.post(Paths.events, offered)
            #expect(one.status == 202)
            #expect(try one.json() == EventsAnswer(accepted: 1, duplicates: 0, ignored: 0))
            let many = try await platform.post(Paths.events, " [\(offered),\(ended),\(unheard)]")
            #expect(try many.json() == EventsAnswer(accepted: 1, duplicates: 1, ignored: 1))
            #expect(try await platform.post(Paths.events, "[]").status == 202)
        }
        #expect(try await bench.journal.liveCalls(limit: 10).map(\.id.text) == ["c1"])
    }

    struct Fault: Sendable {
        let item: String
        let field: String
    }

    @Test(
        "A batch with one bad item is refused whole, with its place",
        arguments: [
            Fault(item: #"{"type":"callEnded","at":"2026-11-23T09:00:00Z"}"#, field: "callId"),
            Fault(item: #"{"type":"callEnded","callId":"a b","at":"2026-11-23T09:00:00Z"}"#, field: "callId"),
            Fault(item: #"{"type":"callSneezed","callId":"a b","at":"2026-11-23T09:00:00Z"}"#, field: "callId"),
            Fault(item: #"{"callId":"c2","at":"2026-11-23T09:00:00Z"}"#, field: "type"),
            Fault(item: #"{"type":"callEnded","callId":"c2"}"#, field: "at"),
            Fault(item: #"{"type":"callEnded","callId":"c2","at":"yesterday"}"#, field: "at"),
            Fault(item: #"{"type":"callEnded","callId":"c2","at":1795424400}"#, field: "at"),
            Fault(item: #"{"type":"callEnded","callId":"c2","at":"2026-11-23T09:05:00.001Z"}"#, field: "at"),
            Fault(item: #"{"type":"callSneezed","callId":"c2","at":"2027-11-23T09:05:01Z"}"#, field: "at"),
            Fault(
                item: #"{"type":"callEnded","callId":"c2","at":"2026-11-23T09:00:00Z","metrics":{"talkMs":-1}}"#,
                field: "metrics.talkMs"
            ),
            Fault(
                item: #"{"type":"callEnded","callId":"c2","at":"2026-11-23T09:00:00Z","metrics":{"talkMs":1.5}}"#,
                field: "metrics.talkMs"
            ),
            Fault(
                item: #"{"type":"callEnded","callId":"c2","at":"2026-11-23T09:00:00Z","metrics":{"acwMs":1e30}}"#,
                field: "metrics.acwMs"
            ),
            Fault(
                item: #"{"type":"callEnded","callId":"c2","at":"2026-11-23T09:00:00Z","metrics":[]}"#,
                field: "metrics"
            ),
        ]
    )
    func refused(_ fault: Fault) async throws {
        let bench = try Bench()
        let good = #"{"type":"callOffered","callId":"c1","at":"\#(at)"}"#
        try await bench.withPlatform { platform in
            let batch = try await platform.post(Paths.events, "[\(good),\(good),\(good),\(fault.item)]")
            #expect(batch.status == 400)
            #expect(batch.problem?.field == "[3].\(fault.field)")
            let alone = try await platform.post(Paths.events, fault.item)
            #expect(alone.problem?.field == fault.field)
        }
        #expect(try await bench.journal.liveCalls(limit: 10).isEmpty)
    }

    @Test("A batch holds at most 100 events, and the clocks may differ by five minutes")
    func limits() async throws {
        let bench = try Bench()
        let event = #"{"type":"callOffered","callId":"c1","at":"2026-11-23T10:05:00+01:00"}"#
        let batch = { (count: Int) in "[" + Array(repeating: event, count: count).joined(separator: ",") + "]" }
        try await bench.withPlatform { platform in
            let full = try await platform.post(Paths.events, batch(100))
            #expect(try full.json() == EventsAnswer(accepted: 1, duplicates: 99, ignored: 0))
            #expect(try await platform.post(Paths.events, batch(101)).problem?.slug == .badRequest)
        }
    }
}
