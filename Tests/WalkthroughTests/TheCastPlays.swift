import Foundation
import Screen
import Synchronization
import Testing

@testable import Walkthrough

@Suite struct TheCastPlays {
    private let palette = Palette(theme: BuiltInThemes.dark, depth: .direct)

    @Test func whatIsPlayedIsWhatWasOnTheScreen() throws {
        let first = frame(["Grüße", "  an \"Zoë\" \\ 山田", "", "x"], columns: 24, rows: 4)
        let second = frame(["Grüße", "short", "", "x"], columns: 24, rows: 4)
        let third = frame(["wider now"], columns: 30, rows: 5)
        let lines = try record([first, second, second, third])
        let header = try #require(try JSONSerialization.jsonObject(with: lines[0]) as? [String: Any])
        #expect(header["version"] as? Int == 2 && header["width"] as? Int == 24 && header["height"] as? Int == 4)
        let events = try lines.dropFirst().map(Event.init)
        #expect(events.map(\.kind) == ["o", "o", "r", "o"], "what has not changed is not written")
        #expect(events.map(\.time) == events.map(\.time).sorted())
        #expect(events[2].data == "30x5")
        var screen = Player(columns: 24, rows: 4)
        for (event, frame) in zip(events.prefix(2), [first, second]) {
            screen.play(event.data)
            #expect(screen.text == frame.plainText())
        }
        screen = Player(columns: 30, rows: 5)
        screen.play(events[3].data)
        #expect(screen.text == third.plainText())
    }

    @Test func aRecordingWithoutAPictureLeavesNoFile() throws {
        let file = path()
        let recorder = try #require(CastRecorder(file: file, now: Date()) { .zero })
        #expect(recorder.finish())
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(CastRecorder(file: "/nowhere/at/all.cast", now: Date()) { .zero } == nil)
    }

    private func record(_ frames: [Frame]) throws -> [Data] {
        let file = path()
        defer { try? FileManager.default.removeItem(atPath: file) }
        let time = Mutex(Duration.zero)
        let recorder = try #require(
            CastRecorder(file: file, now: Date(timeIntervalSince1970: 1)) {
                time.withLock { time in
                    time += .milliseconds(250)
                    return time
                }
            }
        )
        for frame in frames { recorder.take(frame, palette) }
        #expect(recorder.finish())
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.hasSuffix("\n"))
        return text.split(separator: "\n").map { Data($0.utf8) }
    }

    private func path() -> String {
        FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).cast").path
    }

    private func frame(_ lines: [String], columns: Int, rows: Int) -> Frame {
        var frame = Frame(size: Size(columns: columns, rows: rows))
        for (row, line) in lines.enumerated() {
            frame.put(line, row: row, column: 0, style: row == 0 ? Style(.title) : .text)
        }
        return frame
    }

    private struct Event {
        let time: Double
        let kind: String
        let data: String

        init(_ line: Data) throws {
            let array = try #require(try JSONSerialization.jsonObject(with: line) as? [Any])
            time = try #require(array[0] as? Double)
            kind = try #require(array[1] as? String)
            data = try #require(array[2] as? String)
        }
    }

    /// As much of a terminal as the recording uses: where to write, what to write, and colours, which it does not look at.
    private struct Player {
        let columns: Int
        var rows: [String]

        init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = Array(repeating: "", count: rows)
        }

        mutating func play(_ data: String) {
            var (row, rest) = (0, Substring(data))
            while let first = rest.first {
                guard first == "\u{1B}" else {
                    rows[row].append(rest.removeFirst())
                    continue
                }
                let end = rest.firstIndex { $0.isLetter } ?? rest.index(before: rest.endIndex)
                let (command, arguments) = (rest[end], rest[..<end].dropFirst(2))
                rest = rest[rest.index(after: end)...]
                switch command {
                case "H":
                    row = (Int(arguments.prefix { $0.isNumber }) ?? 1) - 1
                    rows[row] = ""
                case "J": rows = rows.map { _ in "" }
                default: continue
                }
            }
        }

        var text: String {
            rows.map { row in
                var row = row
                while row.last == " " { row.removeLast() }
                return row + "\n"
            }.joined()
        }
    }
}
