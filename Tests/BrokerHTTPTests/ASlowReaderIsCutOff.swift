import BrokerHTTP
import Broker
import BrokerAPI
import FoundationEssentials
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ASlowReaderIsCutOff {
    @Test("One that takes nothing is cut off while another goes on")
    func cutOff() async throws {
        let bench = try Bench(feed: {
            $0.patience = .milliseconds(100)
            $0.heartbeat = .milliseconds(50)
        })
        let text = String(repeating: "x", count: 100_000)
        try await bench.withDesks { desk in
            var quick = try await desk.feed()
            #expect(try await quick.next()?.name == "snapshot")
            let request = "GET \(Paths.feed) HTTP/1.1\r\nHost: desk\r\n\r\n"
            let slow = try #require(Unix.connect(desk.socketPath, saying: request))
            for _ in 1...40 {
                bench.newsroom.tell(.info, text)
                #expect(try await quick.nextRead() == .notice(Notice(level: "info", text: text)))
            }
            var logged = bench.logged.makeAsyncIterator()
            let line = await first(&logged) { $0.hasPrefix("A slow reader was cut off") }
            #expect(line != nil)
            #expect(Unix.drain(slow) < 40 * text.count)
            bench.newsroom.tell(.info, "still here")
            #expect(try await quick.nextRead() == .notice(Notice(level: "info", text: "still here")))
        }
    }

    @Test("One that leaves is forgotten without waiting for the next event")
    func leaves() async throws {
        let bench = try Bench(feed: { $0.heartbeat = .seconds(3600) })
        try await bench.withEncoder { encoder in
            try await bench.withDesks(encoder) { desk in
                let request = "GET \(Paths.feed) HTTP/1.1\r\nHost: desk\r\n\r\n"
                let leaving = try #require(Unix.connect(desk.socketPath, saying: request))
                while encoder.waitingReaders != 1 { await Task.yield() }
                Unix.leave(leaving)
                while encoder.waitingReaders != 0 { await Task.yield() }
            }
        }
    }
}
