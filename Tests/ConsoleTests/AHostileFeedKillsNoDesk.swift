import BrokerAPI
import BrokerClient
import Foundation
import Testing

@Suite("A hostile feed kills no desk", .timeLimit(.minutes(1)))
struct AHostileFeedKillsNoDesk {
    /// What no broker says, each followed by good words.
    private static let nonsense: [String] = [
        "event: call\ndata: \n\n", "event: call\ndata: {\n\n", "event: call\ndata: []\n\n",
        "event: call\ndata: {\"kind\":1}\n\n", "event: call\ndata: {\"kind\":\"removed\"}\n\n",
        "event: call\ndata: {\"kind\":\"identified\",\"call\":null}\n\n", "event: snapshot\ndata: {\"calls\":{}}\n\n",
        "event: stats\ndata: {\"since\":\"yesterday\"}\n\n", "event: source\ndata: 7\n\n", "event: nobody\ndata: x\n\n",
        "event: notice\ndata: {\"level\":\"\\u0000\",\"text\":\"\\u001b[2J\\u202e\"}\n\n",
        "id: -1\nevent: call\ndata: x\n\n",
        "id: 99999999999999999999999\nevent: notice\ndata: {}\n\n", "data\ndata\n\n", ":\n\n", "\r\n\r\r\n", "\u{FEFF}",
        "event: call\ndata: \(String(repeating: "[", count: 5_000))\n\n",
        "event: call\nid: \u{0}\ndata: {\"kind\":\"removed\",\"callId\":\"\u{202E}\"}\n\n",
    ]

    @Test("broken events are passed over, and the agent is told that something may be missing")
    func broken() async throws {
        let desk = try await DeskOnASocket.run([
            "wait John Doe", "screen $1.txt", "wait can't read", "screen $2.txt", "wait Jane Roe", "wait Calls, 1",
            "screen $3.txt",
        ]) { desk in
            let reader = try #require(await desk.server.reader())
            reader.event("snapshot", id: 10, try FeedWords.snapshot([FeedWords.call("call-1", "John Doe")]))
            try await desk.has("1.txt")
            for words in Self.nonsense { #expect(reader.say(words.utf8)) }
            reader.say([0xFF, 0xFE, 0x00, 0x80] + "\n\n".utf8)
            try await desk.has("2.txt")
            reader.event("call", id: 11, try FeedWords.change("switched", FeedWords.call("call-1", "Jane Roe")))
            try await desk.has("3.txt")
        }
        #expect(try !desk.screen("2.txt").unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    }

    @Test("an event that is too large is passed over without being kept")
    func huge() async throws {
        _ = try await DeskOnASocket.run(["wait John Doe", "screen $1.txt", "wait Jane Roe", "screen $2.txt"]) { desk in
            let reader = try #require(await desk.server.reader())
            reader.event("snapshot", id: 10, try FeedWords.snapshot([FeedWords.call("call-1", "John Doe")]))
            try await desk.has("1.txt")
            let piece = Array(String(repeating: "x", count: 1 << 20).utf8)
            reader.say("event: call\ndata: ".utf8)
            for _ in 0..<(FeedSubscription.longestEvent / piece.count + 2) { #expect(reader.say(piece)) }
            reader.say("\n\n".utf8)
            reader.event("call", id: 11, try FeedWords.change("switched", FeedWords.call("call-1", "Jane Roe")))
            try await desk.has("2.txt")
        }
    }

    @Test("texts that want to be more than text stay text, at any length")
    func texts() async throws {
        let desk = try await DeskOnASocket.run(["wait Calls, 40", "wait Jane Roe", "screen $1.txt"]) { desk in
            let reader = try #require(await desk.server.reader())
            let bad = [
                "\u{1B}[2J", "\u{202E}evil", String(repeating: "W", count: 100_000), "a\u{0}b\nc\td", "👨‍👩‍👧‍👦", "　", "",
            ]
            let calls = (0..<40).map { FeedWords.call("call-\($0)", $0 == 39 ? "Jane Roe" : bad[$0 % bad.count]) }
            reader.event("snapshot", id: 10, try FeedWords.snapshot(calls))
            try await desk.has("1.txt")
        }
        let screen = try desk.screen("1.txt")
        #expect(!screen.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E || $0.value == 0 })
        #expect(screen.split(separator: "\n").allSatisfy { $0.count <= 120 })
    }

    @Test("more calls than any site has, at once, leave a desk that answers")
    func flood() async throws {
        let desk = try await DeskOnASocket.run([
            "wait John Doe", "screen $1.txt", "wait Jane Roe", "key ?", "wait these keys", "screen $2.txt",
        ]) { desk in
            let reader = try #require(await desk.server.reader())
            reader.event("snapshot", id: 10, try FeedWords.snapshot([FeedWords.call("call-1", "John Doe")]))
            try await desk.has("1.txt")
            let template = try FeedWords.change("identified", FeedWords.call("call-NUMBER", "Nobody"))
            for number in 0..<2_500 {
                reader.event("call", id: 11 + number, template.replacing("NUMBER", with: "x\(number)"))
            }
            reader.event("call", id: 9_000, try FeedWords.change("switched", FeedWords.call("call-1", "Jane Roe")))
            try await desk.has("2.txt")
        }
        #expect(try desk.screen("2.txt").contains("these keys"))
    }

    @Test("what is no HTTP at all is a broker that is away, until it is one again")
    func noHTTP() async throws {
        _ = try await DeskOnASocket.run([
            "wait John Doe", "screen $1.txt", "wait ◌ reconnecting", "screen $2.txt", "wait Jane Roe",
        ]) {
            desk in
            let reader = try #require(await desk.server.reader())
            reader.event("snapshot", id: 10, try FeedWords.snapshot([FeedWords.call("call-1", "John Doe")]))
            try await desk.has("1.txt")
            desk.server.close()
            try await desk.has("2.txt")
            try desk.server.open()
            let again = try #require(await desk.server.reader())
            again.event("call", id: 11, try FeedWords.change("switched", FeedWords.call("call-1", "Jane Roe")))
        }
    }
}
