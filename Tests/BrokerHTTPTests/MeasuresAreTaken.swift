import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import NIOHTTP1
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct MeasuresAreTaken {
    @Test("Lookups are counted by how they were answered, whichever way they took", arguments: LookupWay.allCases)
    func lookups(_ way: LookupWay) async throws {
        let bench = try Bench()
        try await bench.withPlatform(way) { platform in
            _ = try await platform.post(Paths.lookup, #"{"fromNumber":"+15550199999","callId":"c1"}"#)
            _ = try await platform.post(Paths.lookup, #"{"fromNumber":"anonymous","callId":"c2"}"#)
            _ = try await platform.post(Paths.lookup, #"{"callId":"a b"}"#)
            bench.journal.refuseWrites(.cannotWrite)
            _ = try await platform.post(Paths.lookup, #"{"fromNumber":"+15550199999","callId":"c3"}"#)
        }
        let measures = bench.measures
        for outcome in ["phone", "unknown", "refused", "degraded"] {
            #expect(measures["ringside_lookups_total{outcome=\(outcome)}"] == 1, "\(outcome)")
        }
        #expect(measures["ringside_lookup_seconds"] == 3)
        let answers = "ringside_http_answers_total{listener=platform,method=POST,route=/api/v1/genesys/lookup,status="
        #expect(measures["\(answers)200}"] == 3 && measures["\(answers)400}"] == 1)
    }

    @Test("Events are counted by type, unknown ones without their names")
    func events() async throws {
        let bench = try Bench()
        let at = "2026-11-23T09:00:00Z"
        let ended = #"{"type":"callEnded","callId":"c1","at":"\#(at)"}"#
        let unheard = #"{"type":"+15550199999","callId":"c1","at":"\#(at)"}"#
        _ = try await bench.withPlatform { try await $0.post(Paths.events, "[\(ended),\(ended),\(unheard)]") }
        let measures = bench.measures
        #expect(measures["ringside_events_total{type=callEnded,outcome=taken}"] == 2)
        #expect(measures["ringside_events_total{type=any,outcome=duplicate}"] == 1)
        #expect(measures["ringside_events_total{type=unknown,outcome=ignored}"] == 1)
        #expect(!measures.text.contains("555"))
    }

    @Test("What the desks are told is counted, and answers of both listeners, by template and never by path")
    func others() async throws {
        let bench = try Bench()
        try await bench.withDesks { desk in
            var feed = try await desk.feed()
            _ = try await feed.next()
            try await bench.lookUp("secret-call")
            _ = try await feed.next()
            _ = try await desk.raw(.GET, Paths.call("secret-call"))
            _ = try await desk.raw(.GET, "/secret-path")
            _ = try await desk.raw(.TRACE, Paths.me)
        }
        let measures = bench.measures
        #expect(measures["ringside_changes_total{kind=identified}"] == 1)
        let desk = "ringside_http_answers_total{listener=desk"
        #expect(measures["\(desk),method=GET,route=/v1/calls/{callId},status=200}"] == 1)
        #expect(measures["\(desk),method=any,route=-,status=404}"] == 1)
        #expect(measures["\(desk),method=any,route=-,status=405}"] == 1)
        #expect(!measures.text.contains("ecret") && !measures.text.contains("TRACE"))
    }

    @Test("They are given as Prometheus asks for them")
    func scraped() async throws {
        let bench = try Bench()
        try await bench.withPlatform { platform in
            _ = try await platform.post(Paths.lookup, #"{"callId":"c1"}"#)
            let answer = try await platform(.GET, Paths.metrics)
            #expect(answer.status == 200)
            #expect(answer.headers.first(name: "content-type") == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.text.contains("ringside_lookups_total{outcome=unknown} 1\n"))
        }
    }

    @Test("Sources that are down are told to who has the token, and keep nobody from being served")
    func readiness() {
        func health(_ state: SourceHealth.State) -> SourceHealth {
            SourceHealth(
                name: SourceName("salesforce"),
                role: .crm,
                state: state,
                since: Moment.start,
                median: nil,
                p99: nil,
                nextProbeAt: nil
            )
        }
        #expect(Readiness(sources: [health(.down)]).reasons == ["The CRM salesforce is down."])
        #expect(Readiness(sources: [health(.up), health(.slow)]).reasons == nil)
    }
}
