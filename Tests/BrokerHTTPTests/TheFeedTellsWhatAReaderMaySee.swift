import NIOHTTP1
import Broker
import BrokerAPI
import Feed
import FoundationEssentials
import Identity
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct TheFeedTellsWhatAReaderMaySee {
    @Test("First the live calls, then each change with the whole call")
    func snapshotAndChanges() async throws {
        let bench = try Bench()
        try await bench.lookUp("c1")
        try await bench.withDesks { desk in
            var feed = try await desk.feed()
            guard case .snapshot(let snapshot) = try await feed.nextRead() else { throw Unexpected("no snapshot") }
            #expect(snapshot.calls.map(\.callId) == ["c1"])
            #expect(snapshot.me.role == .supervisor)
            #expect(snapshot.sources.map(\.name) == ["salesforce", "sap", "genesys"])
            #expect(snapshot.broker == BrokerView(version: "1.0", startedAt: Moment.start))
            try await bench.lookUp("c2")
            guard case .call(let change) = try await feed.nextRead() else { throw Unexpected("no call") }
            #expect(change.kind == "identified")
            #expect(change.call == (try await desk.raw(.GET, Paths.call("c2")).json()))
            bench.newsroom.tell(.warning, "The disk is nearly full")
            #expect(try await feed.nextRead() == .notice(Notice(level: "warning", text: "The disk is nearly full")))
            bench.newsroom.tell(bench.crm.health())
            #expect(try await feed.nextRead() == .source(snapshot.sources[0]))
            try await bench.remove("c1")
            #expect(try await feed.nextRead() == .removed(callId: "c1"))
        }
    }

    @Test("Two readers are given the same bytes, under numbers that only grow")
    func sameBytes() async throws {
        let bench = try Bench()
        try await bench.withDesks { desk in
            var (one, other) = (try await desk.feed(), try await desk.feed())
            let start = try await one.next()
            #expect(try await other.next()?.read() == start?.read())
            var last = try #require(start?.id)
            for index in 1...20 {
                try await bench.lookUp("c\(index)")
                let event = try #require(try await one.next())
                #expect(try await other.next() == event)
                #expect(try #require(event.id) > last)
                last = event.id ?? last
            }
        }
    }

    @Test("Who was there before is given what came since, and no snapshot")
    func resumed() async throws {
        let bench = try Bench()
        try await bench.withDesks { desk in
            var feed = try await desk.feed()
            _ = try await feed.next()
            try await bench.lookUp("c1")
            let position = try #require(try await feed.next()?.id)
            try await bench.lookUp("c2")
            try await bench.remove("c1")
            _ = try await feed.next()
            let removal = try await feed.next()
            for _ in 1...2 {
                var again = try await desk.feed(after: "\(position)")
                guard case .call(let change) = try await again.nextRead() else { throw Unexpected("no call") }
                #expect(change.call.callId == "c2")
                #expect(try await again.next() == removal)
            }
        }
    }

    @Test(
        "A position of another start, of the future or of nowhere gives a snapshot",
        arguments: ["0", "1", "999999", "x", "-1"]
    )
    func foreignPosition(_ position: String) async throws {
        let bench = try Bench()
        _ = bench.reserve(500)
        try await bench.withDesks { desk in
            var feed = try await desk.feed(after: position)
            #expect(try await feed.next()?.name == "snapshot")
        }
    }

    @Test("A position that fell out of the window gives a snapshot, and numbers never run out")
    func window() async throws {
        let bench = try Bench(feed: {
            $0.capacity = 4
            $0.block = 6
        })
        try await bench.withDesks { desk in
            var feed = try await desk.feed()
            let start = try #require(try await feed.next()?.id)
            for index in 1...40 {
                try await bench.lookUp("c\(index)")
                #expect(try await feed.next()?.name == "call")
            }
            var late = try await desk.feed(after: "\(start)")
            #expect(try await late.next()?.name == "snapshot")
        }
    }

    @Test("An agent sees the queue's waiting calls and their own, and is told when one is gone")
    func visibility() async throws {
        let bench = try Bench(.agent)
        try await bench.lookUp("mine", queue: "q1")
        try await bench.lookUp("hidden", queue: "q2")
        try await bench.withDesks { desk in
            var feed = try await desk.feed()
            guard case .snapshot(let snapshot) = try await feed.nextRead() else { throw Unexpected("no snapshot") }
            #expect(snapshot.calls.map(\.callId) == ["mine"])
            try await bench.event(.callAnswered, of: "hidden", user: "u2", second: 1)
            try await bench.event(.callAnswered, of: "mine", user: "u1", second: 1)
            let answered = try #require(try await feed.next())
            guard case .call(let change) = try answered.read() else { throw Unexpected("no call") }
            #expect(change.kind == "answered" && change.call.callId == "mine" && change.call.agentName == "R. Ortiz")
            try await bench.event(.callTransferred, of: "mine", user: nil, second: 2)
            guard case .call(let waiting) = try await feed.nextRead() else { throw Unexpected("no call") }
            #expect(waiting.call.state == .waiting, "their queue's again")
            try await bench.event(.callAnswered, of: "mine", user: "u2", second: 2.5)
            #expect(try await feed.nextRead() == .removed(callId: "mine"))
            try await bench.event(.callHeld, of: "mine", user: "u2", second: 3)
            try await bench.lookUp("next", queue: "q1")
            guard case .call(let next) = try await feed.nextRead() else { throw Unexpected("no call") }
            #expect(next.call.callId == "next", "of a call out of sight nothing is told")
            var again = try await desk.feed(after: "\(answered.id ?? 0)")
            _ = try await again.next()
            #expect(try await again.nextRead() == .removed(callId: "mine"), "also to who was away meanwhile")
        }
    }

    @Test("A heartbeat shows that the feed is alive")
    func heartbeat() async throws {
        let bench = try Bench(feed: { $0.heartbeat = .milliseconds(20) })
        try await bench.withDesks { desk in
            var feed = try await desk.feed()
            var text = ""
            while text.components(of: ":\n\n") < 3 {
                guard let bytes = try await feed.nextBytes() else { throw Unexpected("the feed ended") }
                text += bytes
            }
        }
    }

    @Test("Who may see a call is judged by its agent, queue and state alone")
    func sights() throws {
        let kinds: [[CallEvent.Kind]] = [
            [], [.callOffered], [.callAnswered], [.callAnswered, .callHeld], [.callAnswered, .callEnded], [.callEnded],
            [.callAnswered, .callEnded, .wrapUpEnded],
        ]
        var states: Set<CallState> = []
        for (path, direction) in kinds.map({ ($0, Direction.inbound) }) + [([], .outbound)] {
            var call = Call(
                id: .any,
                direction: direction,
                number: nil,
                phoneHash: .sha256,
                at: Moment.start,
                queueID: "q",
                userID: "u"
            )
            for (index, kind) in path.enumerated() {
                _ = call.record(CallEvent(kind: kind, at: Moment.start.addingTimeInterval(Double(index))))
            }
            let sight = Sight(call)
            #expect(try Sight(#require(sight.standIn)) == sight)
            states.insert(call.life.state)
        }
        #expect(states == Set(CallState.allCases))
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        var (count, rest) = (0, self[...])
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
