import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import NIOHTTP1
import Testing

@testable import BrokerHTTP

/// Bodies that are broken, hostile or too large, on every route that takes one.
@Suite(.timeLimit(.minutes(2)))
struct WhatIsNoGoodBodyIsRefused {
    struct Route: Sendable, CustomTestStringConvertible {
        let method: HTTPMethod
        let path: String
        /// A key that the route reads.
        let key: String
        var testDescription: String { path }
    }

    static let platformRoutes = [
        Route(method: .POST, path: Paths.lookup, key: "callId"),
        Route(method: .POST, path: Paths.shortLookup, key: "callId"),
        Route(method: .POST, path: Paths.updateContext, key: "reason"),
        Route(method: .POST, path: Paths.events, key: "callId"),
    ]
    static let deskRoutes = [
        Route(method: .POST, path: Paths.search, key: "query"),
        Route(method: .POST, path: Paths.review("c1"), key: "externalId"),
        Route(method: .POST, path: Paths.context("c1"), key: "reason"),
        Route(method: .PUT, path: Paths.interaction("c1"), key: "note"),
        Route(method: .POST, path: Paths.reveal("c1"), key: "reason"),
        Route(method: .POST, path: Paths.undo("c1"), key: "any"),
    ]

    private static func bodies(_ key: String) -> [[UInt8]] {
        let texts = [
            "null", "7", "true", #""x""#, "{", "}", "{]", #"{"\#(key)"}"#, #"{"\#(key)":}"#, #"{"\#(key)":"x""#,
            #"{"\#(key)":"x"}}"#, #"{"\#(key)":"x"} {}"#, "{'\(key)':'x'}", "\(key)=x", "<html>", "\u{0}",
            #"{"\#(key)":"x","\#(key)":"x"}"#, #"{"\#(key)":"x","\u00\#(hex(key))\#(key.dropFirst())":"x"}"#,
            #"{"\#(key)":"x","more":{"a":1,"a":2}}"#, #"{"\#(key)":"\ud800"}"#, #"{"\#(key)":"\udc00\ud800"}"#,
            #"{"\#(key)":"\x"}"#, "{\"\(key)\":\"\u{1}\"}", #"{"\#(key)":NaN}"#,
            String(repeating: "[", count: 33) + String(repeating: "]", count: 33),
            #"{"\#(key)":"# + String(repeating: "[", count: 20_000),
            #"{"more":"# + String(repeating: #"{"a":"#, count: 10_000) + "1" + String(repeating: "}", count: 10_001),
            String(repeating: "{", count: 60_000), String(repeating: "\"", count: 60_001),
        ]
        let gzip: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xAB, 0xAE, 5, 0, 0x43, 0xBF, 0xA6, 0xA3, 2, 0, 0, 0]
        let wide = #"{"\#(key)":"x"}"#.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let broken = Array("{\"\(key)\":\"".utf8) + [0xC3, 0x28, 0xFF] + Array("\"}".utf8)
        return texts.map { Array($0.utf8) } + [gzip, wide, [0xFF, 0xFE] + wide, broken]
    }

    private static func hex(_ key: String) -> String { String(key.utf8.first ?? 0, radix: 16) }

    private func check(_ route: Route, _ bench: Bench, _ listener: Exchanges) async throws {
        for body in Self.bodies(route.key) {
            let answer = try await listener.send(route.method, route.path, bytes: body)
            let shown = String(decoding: body.prefix(60), as: UTF8.self)
            // An undo reads nothing of its body, so that only what is no object is at fault there.
            if route.key == "any", [200, 409].contains(answer.status) { continue }
            #expect(answer.status == 400, "\(shown)")
            #expect(answer.problem?.status == 400, "\(shown)")
            #expect(!answer.text.contains("Swift") && !answer.text.contains("Codable"), "\(shown)")
        }
        try await expectTooLarge(route, listener)
        let calls = try await bench.journal.liveCalls(limit: 10)
        #expect(calls.map(\.id.text) == ["c1"] && calls.first?.interaction.isEmpty == true)
    }

    /// As one piece and in chunks; a mebibyte of one value, and one byte too many.
    private func expectTooLarge(_ route: Route, _ listener: Exchanges) async throws {
        for count in [64 * 1024 + 1, 1 << 20] {
            let frame = #"{"\#(route.key)":""}"#.utf8.count
            let body = #"{"\#(route.key)":""# + String(repeating: "a", count: count - frame) + #""}"#
            for isChunked in [false, true] {
                let answer = try await listener(route.method, route.path, body, isChunked: isChunked)
                #expect(answer.status == 413, "\(count) \(isChunked)")
                #expect(answer.problem?.slug == .tooLarge)
            }
        }
    }

    @Test("By the platform listener", arguments: platformRoutes)
    func platform(_ route: Route) async throws {
        let bench = try Bench()
        try await bench.lookUp("c1")
        try await bench.withPlatform { platform in
            try await check(route, bench, platform)
            let again = try await platform.post(Paths.lookup, #"{"callId":"c1"}"#)
            #expect(again.status == 200, "nothing was left behind")
        }
    }

    @Test("By the desk listener", arguments: deskRoutes)
    func desk(_ route: Route) async throws {
        let bench = try Bench()
        try await bench.lookUp("c1")
        try await bench.withDesks { desk in
            try await check(route, bench, desk.raw)
            #expect(try await desk.raw(.GET, Paths.call("c1")).status == 200, "nothing was left behind")
        }
    }

    @Test("Whatever a body is called, it is read as the JSON that it is")
    func contentTypes() async throws {
        let bench = try Bench()
        let body = Array(#"{"fromNumber":"+15550199999","callId":"c1"}"#.utf8)
        let odd = ["", "text/plain", "application/json; charset=utf-16", "multipart/form-data", "nonsense", "a/b/c"]
        try await bench.withPlatform { platform in
            for type in odd {
                let answer = try await platform.send(.POST, Paths.lookup, bytes: body, fields: [("content-type", type)])
                #expect(answer.status == 200, "\(type)")
            }
            for encoding in ["identity", "gzip", "br"] {
                let fields = [("content-encoding", encoding)]
                let answer = try await platform.send(.POST, Paths.lookup, bytes: body, fields: fields)
                #expect(answer.status == 200, "what is JSON is no gzip, whatever it is called")
            }
        }
    }

    @Test("Paths and queries that nobody would send")
    func paths() async throws {
        let bench = try Bench()
        try await bench.withDesks { desk in
            let long = String(repeating: "a", count: 129)
            for id in [long, "%00", "a%20b", "a%2Fb", "%F0%9F%98%80", "a;b", "a:b", "*", "~"] {
                for path in [Paths.call(id), Paths.history(id), Paths.customer(id)] {
                    let answer = try await desk.raw(.GET, path)
                    #expect(answer.status == 400, "\(path)")
                    #expect(answer.problem?.field == "callId")
                }
                #expect(try await desk.raw(.DELETE, Paths.override(id)).status == 404)
            }
            #expect(try await desk.raw(.GET, Paths.me + "?a=b&a=c&%FF=%GG").status == 200)
            #expect(try await desk.raw(.GET, Paths.calls + "//").status == 404)
            #expect(try await desk.raw(.GET, "/v1/../v1/me").status == 404)
        }
    }
}
