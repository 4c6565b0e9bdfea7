import Broker
import BrokerAPI
import BrokerClient
import FoundationEssentials
import Identity
import NIOHTTP1
import Testing

@testable import BrokerHTTP

@Suite(.timeLimit(.minutes(1)))
struct TheBoardIsToldToWhoAsks {
    @Test("The numbers are those of the calls, for whoever asks")
    func stats() async throws {
        let bench = try Bench(.agent)
        try await bench.lookUp("c1", queue: "q1")
        try await bench.lookUp("c2", queue: "q2")
        try await bench.withDesks { desk in
            let stats = try await desk.withClient { try await $0.stats() }
            #expect(stats.calls == 2 && stats.waiting == 2 && stats.longestWaitMs == 0 && stats.handled == 0)
            #expect(stats.averageHandleMs == nil && stats.byTier.isEmpty)
            #expect(stats.identified.orphans == 2 && stats.sync.pending == 2)
            #expect(stats.sources.map(\.name) == ["salesforce", "sap", "genesys"])
        }
        bench.journal.refuseWrites(.cannotWrite)
        #expect(try await bench.withDesks { try await $0.raw(.GET, Paths.stats) }.status == 200)
    }

    @Test("A reader who asked is told at the beginning, and then what changed, with numbers that only grow")
    func told() async throws {
        let bench = try Bench()
        try await bench.withDesks { desk in
            var feed = try await desk.feed(stats: true)
            let first = try #require(try await feed.next())
            let second = try #require(try await feed.next())
            #expect(first.name == "snapshot" && second.name == "stats")
            #expect(try #require(second.id) > #require(first.id))
            guard case .stats(let board) = try second.read() else { throw Unexpected("no board") }
            #expect(board.calls == 0)
            try await bench.lookUp("c1")
            #expect(try await feed.next()?.name == "call")
            let third = try #require(try await feed.next())
            guard case .stats(let board) = try third.read() else { throw Unexpected("no board") }
            #expect(board.calls == 1 && board.waiting == 1)
            #expect(try #require(third.id) > #require(second.id))
        }
    }

    @Test("Who did not ask is told nothing of it, and nothing is told while nothing changes")
    func untold() async throws {
        let bench = try Bench()
        try await bench.withDesks { desk in
            var (board, calls) = (try await desk.feed(stats: true), try await desk.feed())
            _ = try await (board.next(), board.next(), calls.next())
            // No number is another after a notice; the next thing told is what comes after it.
            bench.newsroom.tell(.info, "one")
            bench.newsroom.tell(.info, "two")
            #expect(try await board.nextRead() == .notice(Notice(level: "info", text: "one")))
            #expect(try await board.nextRead() == .notice(Notice(level: "info", text: "two")))
            // The board has looked at least once when this reader is told, a second later.
            var another = try await desk.feed(stats: true)
            #expect(try await another.next()?.name == "snapshot")
            #expect(try await another.next()?.name == "stats", "a new reader is told what others know already")
            bench.newsroom.tell(.info, "three")
            #expect(try await board.nextRead() == .notice(Notice(level: "info", text: "three")))
            for text in ["one", "two", "three"] {
                #expect(try await calls.nextRead() == .notice(Notice(level: "info", text: text)))
            }
        }
    }

    @Test("However much happens in a second, the board is told once")
    func onceASecond() async throws {
        let bench = try Bench()
        try await bench.withDesks { desk in
            var feed = try await desk.feed(stats: true)
            _ = try await (feed.next(), feed.next())
            for index in 1...200 { try await bench.lookUp("c\(index)") }
            var (calls, boards) = (0, [StatsView]())
            while boards.last?.calls != 200 {
                switch try await feed.nextRead() {
                case .call: calls += 1
                case .stats(let board): boards.append(board)
                default: throw Unexpected("something else")
                }
            }
            #expect(calls == 200)
            #expect(boards.count <= 3, "two hundred calls took less than two seconds")
        }
    }

    @Test("Desks are told when the journal can't be written, and when it can again")
    func journal() async throws {
        let (bench, pause) = (try Bench(), Bell())
        let watch = JournalWatch(
            isWritable: { [journal = bench.journal] in
                do throws(JournalFailure) {
                    try await journal.decide(about: Subject(call: .any)) { _ in
                        var changes = Changes()
                        changes.override = .drop
                        return (changes, ())
                    }
                    return true
                } catch {
                    return false
                }
            },
            newsroom: bench.newsroom,
            ambience: bench.parts.ambience.passing(at: pause)
        )
        try await bench.withDesks { desk in
            var feed = try await desk.feed()
            _ = try await feed.next()
            bench.journal.refuseWrites(.cannotWrite)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await watch.run() }
                guard case .notice(let bad) = try await feed.nextRead() else { throw Unexpected("no notice") }
                #expect(bad.level == "error" && bad.text.contains("can't be written"))
                bench.journal.refuseWrites(nil)
                pause.ring()
                guard case .notice(let good) = try await feed.nextRead() else { throw Unexpected("no notice") }
                #expect(good.level == "info")
                group.cancelAll()
            }
        }
    }
}
