import Broker
import BrokerAPI
import FoundationEssentials
import NIOHTTP1
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct TheListenersAreApart {
    private static let platformPaths = [
        Paths.lookup, Paths.shortLookup, Paths.updateContext, Paths.shortUpdateContext, Paths.events, Paths.health,
        Paths.readiness, Paths.metrics,
    ]
    private static let deskPaths = [
        Paths.feed, Paths.me, Paths.calls, Paths.call("c1"), Paths.history("c1"), Paths.search, Paths.review("c1"),
        Paths.context("c1"), Paths.undo("c1"), Paths.overrides, Paths.override("x"), Paths.stats,
        Paths.interaction("c1"), Paths.reveal("c1"), Paths.customer("c1"),
    ]

    @Test("A route of one does not exist on the other")
    func apart() async throws {
        let bench = try Bench()
        for method in [HTTPMethod.GET, .POST, .DELETE] {
            for path in Self.deskPaths + ["/", "/v1", "/api", "/metrics/", "/openapi.yml", "/healthz/"] {
                let answer = try await bench.withPlatform { try await $0(method, path) }
                #expect(answer.status == 404)
                #expect(answer.problem?.slug == .notFound)
            }
        }
        try await bench.withDesks { desk in
            let more = [
                "/", "/v1", "/v1/", "/v1/stats/x", "/v1/calls/c1/revea", "/v1/calls/c1/undo/x", "//v1/me", "/v2/me",
            ]
            for path in Self.platformPaths + more {
                let answer = try await desk.raw(.POST, path, "{}")
                #expect(answer.status == 404, "\(path)")
                #expect(answer.problem?.slug == .notFound)
            }
        }
    }

    @Test("A wrong method is told the right one")
    func methods() async throws {
        let bench = try Bench()
        try await bench.withPlatform { platform in
            let answer = try await platform(.GET, Paths.lookup)
            #expect(answer.status == 405)
            #expect(answer.problem?.slug == .methodNotAllowed)
            #expect(answer.headers.first(name: "allow") == "POST")
            #expect(try await platform(.POST, Paths.health, "").status == 405)
        }
        try await bench.withDesks { desk in
            for path in [Paths.context("c1"), Paths.override("x"), Paths.search, Paths.description] {
                let answer = try await desk.raw(.PUT, path, "{}")
                #expect(answer.status == 405)
            }
        }
    }

    @Test(
        "Without a token of the file nobody gets in",
        arguments: [
            nil, "", "Bearer", "Bearer ", "Bearer wrong", "Bearer the-toke", "Bearer the-tokenn", "the-token",
            "Basic the-token", "Basic \(Data("agent:wrong".utf8).base64EncodedString())", "Digest the-token",
        ]
    )
    func unauthorised(_ authorization: String?) async throws {
        let bench = try Bench()
        try await bench.withPlatform(notReady: ["The disk is full."]) { platform in
            let body = #"{"callId":"c1"}"#
            let guarded: [(HTTPMethod, String)] = [
                (.POST, Paths.lookup), (.POST, Paths.updateContext), (.POST, Paths.events), (.GET, Paths.metrics),
                (.GET, Paths.description),
            ]
            for (method, path) in guarded {
                let sent = method == .POST ? body : nil
                let answer = try await platform(method, path, sent, authorization: .some(authorization))
                #expect(answer.status == 401)
                #expect(answer.problem?.slug == .unauthorised)
                #expect(answer.headers.contains(name: "www-authenticate"))
            }
            let readiness = try await platform(.GET, Paths.readiness, authorization: .some(authorization))
            #expect(readiness.status == 503)
            #expect(!readiness.text.contains("disk"))
            #expect(try await platform(.GET, Paths.health, authorization: .some(authorization)).status == 200)
        }
        #expect(try await bench.journal.liveCalls(limit: 1).isEmpty)
    }

    @Test("Every token of the file opens, as bearer and as password; reasons are for them alone")
    func authorised() async throws {
        let bench = try Bench()
        let basic = "basic " + Data("genesys:the-token".utf8).base64EncodedString()
        try await bench.withPlatform(notReady: ["The disk is full."]) { platform in
            for authorization in ["Bearer the-token", "bearer another", basic] {
                let body = #"{"callId":"c1"}"#
                #expect(try await platform(.POST, Paths.lookup, body, authorization: authorization).status == 200)
                let readiness = try await platform(.GET, Paths.readiness, authorization: authorization)
                #expect(readiness.problem?.detail == "The disk is full.")
            }
        }
        #expect(try await bench.withPlatform { try await $0(.GET, Paths.readiness) }.status == 200)
    }

    @Test("A file of tokens has comments and blank lines")
    func tokens() {
        let tokens = PlatformTokens(fileText: "# old\n first \n\n#second\r\nthird\n")
        #expect(tokens.include("first".utf8))
        #expect(tokens.include("third".utf8))
        for other in ["", "# old", "#second", "second", "firs", "first "] { #expect(!tokens.include(other.utf8)) }
        #expect(PlatformTokens(fileText: "\n# none\n").isEmpty)
        #expect(!PlatformTokens([]).admit(authorization: "Bearer "))
    }

    @Test("Logs name a route's template, never a path or a person")
    func logs() async throws {
        let bench = try Bench()
        try await bench.withDesks { desk in
            _ = try await desk.raw(.GET, Paths.call("secret-call"))
        }
        var logged = bench.logged.makeAsyncIterator()
        let line = await first(&logged) { $0.hasPrefix("Answered") }
        #expect(line?.contains("method=GET") == true)
        #expect(line?.contains("route=/v1/calls/{callId} status=404") == true)
        #expect(line?.contains("secret") == false)
    }
}
