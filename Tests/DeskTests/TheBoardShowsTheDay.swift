import BrokerAPI
import FoundationEssentials
import Screen
import Testing

@testable import Desk

@Suite("The board shows how the day goes")
struct TheBoardShowsTheDay {
    static let sizes = ["80x24", "120x40", "60x16", "40x10", "200x60"]

    @Test("at every size", arguments: sizes)
    func golden(_ size: String) throws { try expectGolden("board.\(size)", Day.board(size).text) }

    @Test("in colours and without")
    func styles() throws { try expectGoldenStyles("board") { Day.board($0).model } }

    @Test("with plain letters where the terminal has no others")
    func ascii() throws {
        var stage = Day.board("80x24")
        stage.model.glyphs = .ascii
        try expectGolden("board-ascii.80x24", stage.text)
        #expect(stage.text.unicodeScalars.allSatisfy { $0.isASCII })
    }

    @Test("all of it can be reached where the window is small", arguments: ["60x16", "40x10"])
    func scrolled(_ size: String) {
        var stage = Day.board(size)
        var seen = stage.text
        for _ in 0..<40 {
            stage.press("j")
            seen += stage.text
        }
        for words in ["waiting", "undone", "Platinum", "salesforce", "genesys", "retrying", "failed"] {
            #expect(seen.contains(words), "\(words) can't be reached at \(size)")
        }
        #expect(!stage.text.contains("more: j"), "the end is the end")
    }

    @Test("the longest wait grows by itself, and the desk wakes for it")
    func waits() {
        var stage = Day.board("80x24")
        #expect(stage.shows("longest 0:42"))
        stage.wait(20)
        #expect(stage.shows("longest 1:02"))
        #expect(nextWake(stage.model, now: stage.now)?.timeIntervalSince(stage.now) ?? 9 <= 1)
    }

    @Test("where nobody waits and no call is live, it wakes for the trails' next step only")
    func sleeps() {
        var stage = Day.stage(calls: [])
        stage.send(.feed(.stats(Day.stats(waiting: 0, longestWaitMs: nil)), id: nil))
        stage.press("b")
        let wake = nextWake(stage.model, now: stage.now)
        #expect(wake.map { $0.timeIntervalSince(stage.now) > 1 && $0.timeIntervalSince(stage.now) <= 10 } == true)
        stage.press("Esc")
        stage.wait(60)
        #expect(nextWake(stage.model, now: stage.now).map { $0.timeIntervalSince(stage.now) > 10 } == true)
    }

    @Test("averages are whole, also of an hour, and the day that figures began on is named")
    func whole() {
        var stage = Day.stage()
        var stats = Day.stats()
        stats.byTier = [
            StatsView.Tier(tier: "Silver", handled: 7, averageHandleMs: 683_000),
            StatsView.Tier(tier: "Platinum", handled: 1234, averageHandleMs: 3_734_000),
        ]
        stats.since = People.after(-10 * 3600)
        stage.send(.feed(.stats(stats), id: nil))
        stage.press("b")
        #expect(stage.shows("average 11:23 ") && stage.shows("average 1:02:14 "), "\(stage.text)")
        #expect(stage.shows("since yesterday 23:01"), "\(stage.text)")
        stats.byTier = []
        stage.send(.feed(.stats(stats), id: nil))
        #expect(stage.shows("none handled yet "))
    }

    @Test("an agent is told that it is not theirs")
    func agents() {
        var stage = Stage(calls: [People.answered()])
        stage.press("b")
        #expect(stage.model.mode == .calls)
        #expect(stage.shows("The board is for supervisors"))
    }

    @Test("before any figures, and while the broker is away, it says so")
    func missing() {
        var stage = Day.stage()
        stage.press("b")
        #expect(stage.shows("no figures have come yet"))
        stage.send(.feed(.stats(Day.stats()), id: nil))
        stage.send(.linkLost(reason: "connection lost"))
        #expect(stage.shows("as last known"))
        #expect(stage.shows("handled        388"))
    }

    @Test("figures that no broker would send are drawn all the same")
    func absurd() {
        var stage = Day.stage()
        var stats = Day.stats(waiting: .max, longestWaitMs: .max)
        (stats.calls, stats.handled, stats.averageHandleMs) = (0, .min, .max)
        stats.identified.phase1 = .max
        stats.sync.failed = -1
        stats.byTier = [StatsView.Tier(tier: "\u{1B}[31mred\u{202E}", handled: .max, averageHandleMs: .min)]
        stats.sources = (0..<200).map { Day.source("source \($0)", "crm", p50: .max, p99: .min) }
        stage.send(.feed(.stats(stats), id: nil))
        for size in ["80x24", "40x10", "200x60", "1x1"] {
            stage.send(.resized(Size(size) ?? Size(columns: 80, rows: 24)))
            stage.press("b")
            #expect(!stage.text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
        }
        #expect(stage.model.sources.count <= 32)
    }

    @Test("figures that began on another day say so")
    func yesterday() {
        let night = Date(timeIntervalSince1970: 1_795_467_600)
        #expect(Ages.since(night, night.addingTimeInterval(60), 0) == "since 21:00")
        #expect(Ages.since(night, night.addingTimeInterval(23 * 3600), 0) == "since yesterday 21:00")
        #expect(Ages.since(night, night.addingTimeInterval(8 * 3600), -8 * 3600) == "since 13:00")
        #expect(Ages.since(night, night.addingTimeInterval(70 * 3600), 0) == "since 2 days ago, 21:00")
    }

    @Test("a source's event counts, too, between the figures")
    func source() {
        var stage = Day.board("80x24")
        let probe = stage.now.addingTimeInterval(20)
        stage.send(.feed(.source(Day.source("sap", "erp", "down", p50: 900, p99: 900, probe: probe)), id: 2))
        #expect(stage.shows("down"))
        #expect(stage.text.components(separatedBy: "sap").count == 2, "it takes the old one's place")
    }
}

extension String {
    fileprivate func components(separatedBy word: String) -> [Substring] {
        split(separator: word, omittingEmptySubsequences: false)
    }
}
