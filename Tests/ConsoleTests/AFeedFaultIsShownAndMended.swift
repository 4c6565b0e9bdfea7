import BrokerAPI
import BrokerClient
import Console
import Foundation
import Testing

@Suite("A feed's fault is shown and mended", .timeLimit(.minutes(1)))
struct AFeedFaultIsShownAndMended {
    private let john = FeedWords.call("call-1", "John Doe")

    @Test("a broker that restarts: the last screen stays, nothing is switched, nothing is twice, nothing is missing")
    func restarts() async throws {
        let desk = try await DeskOnASocket.run([
            "wait ● live", "wait Calls, 1", "key Enter", "wait CRM:500245678", "screen $1.txt", "wait ◌ reconnecting",
            "key 2", "wait No switch while the broker is away", "screen $2.txt", "wait ● live", "wait Jane Roe",
            "wait Calls, 2", "screen $3.txt",
        ]) { [john] desk in
            let first = try #require(await desk.server.reader())
            #expect(first.lastEventID == nil)
            first.event("snapshot", id: 10, try FeedWords.snapshot([john]))
            try await desk.has("1.txt")
            desk.server.close()
            try await desk.has("2.txt")
            try desk.server.open()
            let second = try #require(await desk.server.reader())
            #expect(second.lastEventID == "10", "it goes on where it was")
            second.event("call", id: 10, try FeedWords.change("identified", FeedWords.call("call-1", "Old News")))
            second.event(
                "call",
                id: 11,
                try FeedWords.change("switched", FeedWords.call("call-1", "Jane Roe", account: "CRM:7"))
            )
            second.event("call", id: 12, try FeedWords.change("identified", FeedWords.call("call-2", "Third Person")))
            try await desk.has("3.txt")
        }
        let stale = try desk.screen("2.txt")
        #expect(stale.contains("John Doe") && stale.contains("CRM:500245678"), "the last screen stays")
        let live = try desk.screen("3.txt")
        #expect(!live.contains("Old News") && !live.contains("John Doe"))
        #expect(live.count(of: "Third Person") == 1)
    }

    @Test("a broker that says nothing any more is as good as gone")
    func halfOpen() async throws {
        var timing = ClientTiming()
        timing.silence = .milliseconds(400)
        let desk = try await DeskOnASocket.run(
            [
                "wait John Doe", "screen $1.txt", "wait ◌ reconnecting", "screen $2.txt", "wait Jane Roe",
                "screen $3.txt",
            ],
            timing: timing
        ) { [john] desk in
            let first = try #require(await desk.server.reader())
            first.event("snapshot", id: 10, try FeedWords.snapshot([john]))
            // The connection stays open and silent.
            try await desk.has("2.txt")
            let second = try #require(await desk.server.reader())
            #expect(second.lastEventID == "10")
            second.event("call", id: 11, try FeedWords.change("switched", FeedWords.call("call-1", "Jane Roe")))
            try await desk.has("3.txt")
        }
        #expect(try desk.screen("2.txt").contains("John Doe"))
    }

    @Test("a feed that only its heartbeat keeps alive is alive")
    func heartbeat() async throws {
        var timing = ClientTiming()
        timing.silence = .milliseconds(400)
        _ = try await DeskOnASocket.run(["wait John Doe", "screen $1.txt", "wait Jane Roe"], timing: timing) {
            [john] desk in
            let reader = try #require(await desk.server.reader())
            reader.event("snapshot", id: 10, try FeedWords.snapshot([john]))
            try await desk.has("1.txt")
            // No wait for anything: these are the broker's heartbeats, over three times the silence that ends a feed.
            for _ in 0..<12 {
                try await Task.sleep(for: .milliseconds(100))
                #expect(reader.say(":\n\n".utf8))
            }
            // Had it been cut, nobody would read this.
            reader.event("call", id: 11, try FeedWords.change("switched", FeedWords.call("call-1", "Jane Roe")))
        }
    }

    @Test("a desk that slept too long begins anew: what has gone meanwhile is gone, what is there is there once")
    func sleptTooLong() async throws {
        let desk = try await DeskOnASocket.run([
            "wait Calls, 3", "screen $1.txt", "wait Calls, 2", "wait Ann New", "wait ● live", "screen $2.txt",
        ]) { desk in
            let john = FeedWords.call("call-5", "John Doe")
            let first = try #require(await desk.server.reader())
            let others = [FeedWords.call("call-2", "Bob Gone"), FeedWords.call("call-3", "Cara Gone")]
            first.event("snapshot", id: 10, try FeedWords.snapshot([john] + others))
            try await desk.has("1.txt")
            first.hangUp()
            let second = try #require(await desk.server.reader())
            #expect(second.lastEventID == "10")
            second.event("snapshot", id: 5_000, try FeedWords.snapshot([FeedWords.call("call-9", "Ann New"), john]))
            try await desk.has("2.txt")
        }
        let screen = try desk.screen("2.txt")
        #expect(!screen.contains("Gone"))
        #expect(screen.count(of: "● ") >= 2)
    }

    @Test("a supervisor's desk asks for figures, an agent's does not", arguments: [MeView.Role.agent, .supervisor])
    func figures(_ role: MeView.Role) async throws {
        _ = try await DeskOnASocket.run(["wait John Doe", "screen $1.txt"], role: role) { [john] desk in
            let reader = try #require(await desk.server.reader())
            #expect(reader.wantsStats == (role == .supervisor))
            reader.event("snapshot", id: 1, try FeedWords.snapshot([john], role))
            try await desk.has("1.txt")
        }
    }
}
