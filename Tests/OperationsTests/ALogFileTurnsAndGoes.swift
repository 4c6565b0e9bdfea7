import Foundation
import Synchronization
import Testing

@testable import Operations

@Suite struct `A log file turns, and goes when its time is over` {
    private final class Clock: Sendable {
        private let time = Mutex(Date(timeIntervalSince1970: 1_794_997_600))
        var now: Date { time.withLock { $0 } }
        func pass(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
    }

    private let scratch: Scratch
    private let clock = Clock()
    private var path: String { "\(scratch.path)/broker.log" }

    init() throws { scratch = try Scratch() }

    private func open(largest: Int = 100, oldest: TimeInterval = 86_400) throws -> LogFile {
        try LogFile(path, retention: 3 * 86_400, largest: largest, oldest: oldest, now: { [clock] in clock.now })
    }

    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.path).filter { $0.hasPrefix("broker.log") }.sorted()
    }

    private func line(_ text: String) -> [UInt8] {
        Array("at=\(LogFile.stamp(clock.now)) msg=\"\(text)\"\n".utf8)
    }

    @Test func `a line that would make it too large begins a new one, and none is lost`() throws {
        let log = try open()
        for number in 1...5 {
            log.output.take(line("\(number)"))
            clock.pass(1)
        }
        let all = try files()
        #expect(all.count == 3)
        let text = try all.sorted { ($0 == "broker.log" ? "~" : $0) < ($1 == "broker.log" ? "~" : $1) }
            .map { try scratch.text("\(scratch.path)/\($0)") }.joined()
        #expect(text.split(separator: "\n").map { $0.suffix(3) } == ["\"1\"", "\"2\"", "\"3\"", "\"4\"", "\"5\""])
        for file in all {
            #expect(try scratch.text("\(scratch.path)/\(file)").utf8.count <= 100)
            #expect(Scratch.mode("\(scratch.path)/\(file)") == 0o600)
        }
    }

    @Test func `two that turn at one moment have two names`() throws {
        let log = try open(largest: 1)
        for number in 1...4 { log.output.take(line("\(number)")) }
        #expect(try files().count == 4)
    }

    @Test func `it turns after a day, and what is older than the retention goes`() throws {
        let log = try open(largest: 10_000)
        log.output.take(line("old"))
        clock.pass(86_400)
        log.output.take(line("new"))
        #expect(try files().count == 2)
        clock.pass(3 * 86_400 - 1)
        log.tidy()
        #expect(try files().count == 3, "not over yet, and the second day's has turned")
        clock.pass(2)
        log.tidy()
        #expect(try files().count == 2)
        log.keep(for: 0)
        #expect(try files() == ["broker.log"])
    }

    @Test func `a start goes on with the file of before, and knows when it began`() throws {
        try scratch.file("broker.log", "at=2026-11-18T10:26:40.000Z msg=\"before\"\n")
        clock.pass(86_399)
        let log = try open(largest: 10_000)
        log.output.take(line("after"))
        #expect(try files() == ["broker.log"])
        clock.pass(2)
        log.output.take(line("later"))
        #expect(try files().count == 2)
        #expect(try scratch.text(path).contains("later"))
    }

    @Test func `what is no log of ours is let be`() throws {
        try scratch.file("broker.log.bak", "x")
        try scratch.file("broker.log.2001-01-01", "x")
        try scratch.file("other.log.2001-01-01T00-00-00.000Z", "x")
        try open().tidy()
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).count == 4)
    }

    @Test func `a folder that is not there, or a link, is refused`() throws {
        #expect(throws: Refusal.self) {
            try LogFile("\(scratch.path)/none/l", retention: 1, now: { [clock] in clock.now })
        }
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "\(scratch.path)/elsewhere")
        #expect(throws: Refusal.self) { try open() }
    }
}
