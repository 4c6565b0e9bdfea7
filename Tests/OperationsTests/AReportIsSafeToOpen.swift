import BrokerAPI
import Foundation
import Synchronization
import Testing

@testable import Operations

@Suite struct AReportIsSafeToOpen {
    private static let columns = [Column("tier", "TIER"), Column("handled", "HANDLED", isNumber: true)]

    private func written(_ rows: [[Cell]], as format: SheetFormat, columns: [Column] = columns) -> String {
        let text = Mutex("")
        var sheet = Sheet(columns, as: format) { line in text.withLock { $0 += line } }
        for row in rows { sheet.add(row) }
        sheet.end()
        return text.withLock { $0 }
    }

    @Test("9 No cell begins a formula", arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "|x", "%x"])
    func formulas(_ text: String) {
        let line = written([[.text(text), .count(1)]], as: .csv).split(separator: "\r\n")[1]
        #expect(line.hasPrefix("'") || line.hasPrefix("\"'"), "\(line)")
    }

    @Test("9 Commas, quotes and line ends stay in their cell; numbers are bare, what is unknown is empty")
    func csv() {
        let rows: [[Cell]] = [
            [.text("a,\"b\"\nc"), .count(2)], [.text(nil), .duration(nil)], [.text("Gold"), .duration(5)],
        ]
        #expect(written(rows, as: .csv) == "tier,handled\r\n\"a,\"\"b\"\"\nc\",2\r\n,\r\nGold,5\r\n")
    }

    @Test("9 JSON is JSON, also where nothing is in it")
    func json() throws {
        #expect(written([], as: .json) == "[]\n")
        let text = written([[.text("\"=\u{1}"), .count(2)], [.text(nil), .duration(nil)]], as: .json)
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(rows.count == 2)
        #expect(rows[0]["tier"] as? String == "\"=\u{1}" && rows[0]["handled"] as? Int == 2)
        #expect(rows[1]["tier"] is NSNull && rows[1]["handled"] is NSNull)
    }

    @Test("9 A table is set in columns, durations as a clock; foreign text moves no cursor")
    func table() {
        let columns = [Column("tier", "TIER"), Column("averageHandleMs", "AVERAGE", isNumber: true)]
        let rows: [[Cell]] = [
            [.text("Gold"), .duration(377_894)], [.text(nil), .duration(nil)],
            [.text("a\u{1B}[2J"), .duration(3_723_000)],
        ]
        #expect(
            written(rows, as: .table, columns: columns) == """
                TIER   AVERAGE
                Gold      6:18
                –            –
                a\u{FFFD}[2J  1:02:03

                """
        )
    }

    @Test("8 A span is read, or refused in a sentence") func spans() throws {
        let now = Date(timeIntervalSince1970: 1_795_424_400)
        for (text, ago) in [("24h", 86_400.0), ("90m", 5_400), ("3d", 259_200), ("1w", 604_800), ("30s", 30)] {
            #expect(try TimeSpan.since(text, at: now) == now.addingTimeInterval(-ago))
        }
        #expect(try TimeSpan.since("2026-11-23T08:00:00Z", at: now) == now.addingTimeInterval(-3600))
        #expect(try TimeSpan.since("2026-11-23", at: now) == now.addingTimeInterval(-9 * 3600))
        for text in ["", "24", "h", "-3h", "+3h", "0h", "3y", "yesterday", "2026-13-01", "2026-11-24", "99999d", "١h"] {
            #expect(throws: Refusal.self, "\(text)") { try TimeSpan.since(text, at: now) }
        }
    }

    @Test("8 A reconciliation is told in a line, and is whole only when nothing is left") func reconciliation() {
        let counts = ReconcileCounts(found: 4, healed: 2, unknown: 1, ambiguous: 0, failed: 1)
        #expect(ReconcileWords.bar(counts) == "[##############################] 4 of 4, 2 healed")
        let result = ReconcileResult(counts: counts, dryRun: false, platformProblem: nil)
        #expect(ReconcileWords.summary(result) == "4 orphans: 2 healed, 1 still unknown, 0 ambiguous, 1 failed")
        #expect(!ReconcileWords.isWhole(result))
        let good = ReconcileCounts(found: 1, healed: 1, unknown: 0, ambiguous: 0, failed: 0)
        #expect(ReconcileWords.isWhole(ReconcileResult(counts: good, dryRun: false, platformProblem: nil)))
        #expect(!ReconcileWords.isWhole(ReconcileResult(counts: good, dryRun: false, platformProblem: "timed out")))
    }
}
