import FoundationEssentials
import Glibc
import Logging
import Synchronization
import Testing

@testable import Operations

/// Takes lines of the log and keeps them.
private final class Paper: Sendable {
    private let written = Mutex<[String]>([])
    var lines: [String] { written.withLock { $0 } }
    var output: LogOutput {
        LogOutput { line in self.written.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
    }

    func logger(_ format: LogFormat = .text, level: Logger.Level = .info) -> Logger {
        let moment = Date(timeIntervalSince1970: 1_795_424_400.12)
        let handler = LogfmtHandler(threshold: LogThreshold(level), format: format, output: output, now: { moment })
        return Logger(label: "test") { _ in handler }
    }
}

@Suite struct `A line of the log is one line` {
    private let paper = Paper()

    @Test func `it says when, how grave, which module and what`() {
        paper.logger().notice("The broker is ready", metadata: ["port": "8080", "address": "127.0.0.1"])
        #expect(
            paper.lines == [
                "at=2026-11-23T09:00:00.120Z level=notice source=OperationsTests msg=\"The broker is ready\" address=127.0.0.1 port=8080\n"
            ]
        )
    }

    @Test func `or the same as JSON`() throws {
        paper.logger(.json).error("No \"luck\"", metadata: ["at": "x", "a b": "ü\u{7}"])
        #expect(
            paper.lines == [
                #"{"at":"2026-11-23T09:00:00.120Z","level":"error","source":"OperationsTests","msg":"No \"luck\"","a_b":"ü\u0007","at_":"x"}"#
                    + "\n"
            ]
        )
        let read = try JSONDecoder().decode([String: String].self, from: Data(paper.lines.joined().utf8))
        #expect(read["a_b"] == "ü\u{7}")
    }

    @Test(arguments: [
        ("plain-1.2:3/@[]", "plain-1.2:3/@[]"), ("", "\"\""), ("two words", "\"two words\""), ("a=b", "\"a=b\""),
        ("say \"hi\"", #""say \"hi\"""#), ("back\\slash", #""back\\slash""#), ("a\nlevel=error", #""a\nlevel=error""#),
        ("\u{1B}[2J", #""\u001b[2J""#), ("\u{202E}abc", #""\u202eabc""#), ("\u{2028}", #""\u2028""#),
        ("\u{E0001}", #""\udb40\udc01""#), ("Zoë", "\"Zoë\""),
    ])
    func `a value can't end the line nor reach a terminal`(value: String, written: String) {
        #expect(LogLine.bare(value) == written)
    }

    @Test func `nothing less grave than the level is written, and levels are each logger's own`() {
        var loud = paper.logger(level: .warning)
        let quiet = loud
        loud.logLevel = .debug
        loud[metadataKey: "who"] = "loud"
        quiet.info("left out")
        quiet.warning("kept")
        loud.debug("kept")
        #expect(paper.lines.map { $0.contains("who=loud") } == [false, true])
    }

    @Test func `metadata of the event wins, and what is nested is flat`() {
        var logger = paper.logger()
        logger[metadataKey: "a"] = "logger"
        logger.info("m", metadata: ["a": "event", "d": ["x": "1", "y": ["2", "3"]]])
        #expect(paper.lines.first?.hasSuffix("msg=\"m\" a=event d.x=1 d.y.0=2 d.y.1=3\n") == true)
    }

    @Test func `a long value is cut`() {
        paper.logger().info("m", metadata: ["v": "\(String(repeating: "x", count: 5_000))"])
        #expect((1_000...1_200).contains(paper.lines.first?.count ?? 0))
    }

    @Test func `it is written at once to a file`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let handler = LogfmtHandler(output: .descriptor(ends[1]), now: { Date(timeIntervalSince1970: 0) })
        Logger(label: "test") { _ in handler }.info("one")
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(ends[0], &bytes, 4_096)
        let text = String(decoding: bytes[..<max(0, count)], as: UTF8.self)
        #expect(text == "at=1970-01-01T00:00:00.000Z level=info source=OperationsTests msg=\"one\"\n")
        close(ends[0])
        // Nobody reads any more: the line is lost, and nothing else happens.
        signal(SIGPIPE, SIG_IGN)
        Logger(label: "test") { _ in handler }.info("two")
        close(ends[1])
    }
}
