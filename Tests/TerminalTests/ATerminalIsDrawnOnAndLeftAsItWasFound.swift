import Foundation
import Glibc
import Screen
import Testing

@testable import Terminal

@Suite("A terminal is drawn on and left as it was found", .serialized, .timeLimit(.minutes(1)))
struct ATerminalIsDrawnOnAndLeftAsItWasFound {
    let terminal: PseudoTerminal

    init() throws { terminal = try PseudoTerminal() }

    private func options(
        _ type: String = "xterm-256color",
        _ environment: [String: String] = [:]
    ) -> TerminalDriver.Options {
        var options = TerminalDriver.Options(
            environment: ["TERM": type, "LC_ALL": "C.UTF-8"].merging(environment) { _, given in given }
        )
        options.path = terminal.path
        options.capturesOutput = false
        return options
    }

    private func frame(_ text: String, row: Int = 0, size: Size = Size(columns: 80, rows: 24)) -> Frame {
        var frame = Frame(size: size)
        frame.put(text, row: row, column: 0)
        return frame
    }

    private func palette(_ driver: TerminalDriver) -> Palette {
        Palette(theme: BuiltInThemes.dark, depth: driver.depth)
    }

    /// Draws a line across and a text below it; gives the signs that the driver draws with there.
    private func glyphs(drawing text: String, in environment: [String: String]) throws -> Glyphs {
        let driver = try TerminalDriver.open(options: options("xterm-256color", environment))
        var frame = Frame(size: driver.size, glyphs: driver.glyphs)
        frame.horizontalLine(row: 0)
        frame.put(text, row: 1, column: 0)
        driver.draw(frame, palette: palette(driver))
        driver.close()
        return driver.glyphs
    }

    @Test(
        arguments: ["xterm-256color", "xterm", "tmux-256color", "screen", "screen-256color", "linux", "vt100", "rxvt"],
        ["", "truecolor"]
    )
    func everyTypeOfTerminalIsRestored(_ type: String, _ colours: String) throws {
        let before = terminal.discipline
        let driver = try TerminalDriver.open(options: options(type, ["COLORTERM": colours]))
        #expect(ProcessInfo.processInfo.environment["TERMINFO"] == nil)
        #expect(terminal.discipline != before)
        driver.draw(frame("John Doe"), palette: palette(driver))
        #expect(terminal.waitFor { $0.contains("John Doe") || $0.contains("John") && $0.contains("Doe") })
        driver.close()
        driver.close()
        #expect(terminal.discipline == before)
        #expect(terminal.waitFor { modesLeftOn(by: $0).isSubset(of: [7, 25]) && modesLeftOn(by: $0).contains(25) })
        #expect(!terminal.output.contains("]104") && !terminal.output.contains("]4;"))
    }

    @Test func aFrameIsSentWholeAndOnlyOnce() throws {
        let driver = try TerminalDriver.open(options: options())
        defer { driver.close() }
        driver.draw(frame("山 John Doe é"), palette: palette(driver))
        #expect(terminal.waitFor { $0.hasSuffix("\u{1B}[?2026l") })
        let first = terminal.output
        #expect(first.contains("山 John Doe é"))
        driver.draw(frame("山 John Doe é"), palette: palette(driver))
        driver.draw(frame("山 John Roe é"), palette: palette(driver))
        #expect(terminal.waitFor { $0.count > first.count && $0.hasSuffix("\u{1B}[?2026l") })
        let second = terminal.output.dropFirst(first.count)
        #expect(second.components(separatedBy: "\u{1B}[?2026h").count == 2)
        #expect(second.contains("R") && !second.contains("John"))
        #expect(!second.contains("[2J") && second.utf8.count < 80, "\(terminal.output.debugDescription)")
    }

    @Test func theCursorStandsWhereTheFrameSays() throws {
        let driver = try TerminalDriver.open(options: options())
        defer { driver.close() }
        var frame = frame("> ", row: 3)
        driver.draw(frame, palette: palette(driver))
        #expect(terminal.waitFor { $0.hasSuffix("\u{1B}[?2026l") })
        #expect(!modesLeftOn(by: terminal.output).contains(25))
        frame.cursor = Position(row: 3, column: 2)
        driver.draw(frame, palette: palette(driver))
        #expect(terminal.waitFor { modesLeftOn(by: $0).contains(25) })
        frame.cursor = Position(row: 99, column: 2)
        driver.draw(frame, palette: palette(driver))
        #expect(terminal.waitFor { !modesLeftOn(by: $0).contains(25) })
    }

    @Test func anotherPaletteIsPaintedOverEverything() throws {
        let driver = try TerminalDriver.open(options: options())
        defer { driver.close() }
        driver.draw(frame("John"), palette: palette(driver))
        #expect(terminal.waitFor { $0.contains("John") })
        let first = terminal.output.count
        driver.draw(frame("John"), palette: Palette(theme: BuiltInThemes.light, depth: driver.depth))
        #expect(terminal.waitFor { $0.dropFirst(first).contains("John") })
    }

    @Test func keysPastesAndDescriptorsWakeIt() throws {
        let driver = try TerminalDriver.open(options: options())
        defer { driver.close() }
        terminal.type("j\u{1B}[A")
        #expect(driver.wait(also: [], milliseconds: 10_000) == [.key(.character("j")), .key(.up)])
        terminal.type("\u{1B}")
        #expect(driver.wait(also: [], milliseconds: 10_000) == [])
        #expect(driver.wait(also: [], milliseconds: 10_000) == [.key(.escape)])
        terminal.type("\u{1B}")
        let start = ContinuousClock.now
        var found: [Input] = []
        while found.isEmpty, start.duration(to: .now) < .seconds(10) { found = driver.wait(also: [], milliseconds: 2) }
        #expect(found == [.key(.escape)], "a caller that is often woken gets it too")
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        write(ends[1], &ends, 1)
        #expect(driver.wait(also: [ends[0]], milliseconds: 10_000) == [.wake(descriptor: ends[0])])
        #expect(driver.wait(also: [], milliseconds: 0) == [])
        ends.forEach { _ = Glibc.close($0) }
    }

    @Test func signalsAndSizesAreReported() throws {
        let driver = try TerminalDriver.open(options: options())
        defer { driver.close() }
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
            send(number)
            #expect(driver.wait(also: [], milliseconds: 10_000) == [.interrupted(signal: number)])
        }
        send(SIGUSR1)
        #expect(driver.wait(also: [], milliseconds: 10_000) == [.reload])
        send(SIGUSR2)
        #expect(driver.wait(also: [], milliseconds: 10_000) == [.reload])
        #expect(driver.size == Size(columns: 80, rows: 24))
        terminal.resize(columns: 132, rows: 50)
        for _ in 0..<50 { send(SIGWINCH) }
        #expect(driver.wait(also: [], milliseconds: 10_000) == [.resized(Size(columns: 132, rows: 50))])
        driver.draw(frame("wide", row: 49, size: driver.size), palette: palette(driver))
        #expect(terminal.waitFor { $0.contains("[50d") && $0.contains("wide") })
    }

    @Test func anySizeIsSurvivedAndAFrameOfAnotherSizeToo() throws {
        let driver = try TerminalDriver.open(options: options())
        defer { driver.close() }
        for (columns, rows) in [(1, 1), (300, 100), (2, 90), (79, 3)] {
            terminal.resize(columns: UInt16(columns), rows: UInt16(rows))
            send(SIGWINCH)
            #expect(driver.wait(also: [], milliseconds: 10_000).count == 1)
            driver.draw(frame("山田 at \(columns)x\(rows)", size: Size(columns: 40, rows: 10)), palette: palette(driver))
        }
        // A window that says nothing of its size keeps the one it had.
        terminal.resize(columns: 0, rows: 0)
        send(SIGWINCH)
        #expect(driver.wait(also: [], milliseconds: 10_000) == [])
        #expect(driver.size == Size(columns: 79, rows: 3))
        #expect(terminal.waitFor { $0.contains("79x3") })
    }

    @Test func aTerminalThatVanishesIsReportedAtOnce() throws {
        let driver = try TerminalDriver.open(options: options())
        driver.draw(frame("John"), palette: palette(driver))
        terminal.vanish()
        #expect(driver.wait(also: [], milliseconds: 10_000).contains(.vanished))
        driver.draw(frame("Jane"), palette: palette(driver))
        driver.close()
    }

    @Test func directColourIsSentAsItIsWhereTheTerminalHasIt() throws {
        let driver = try TerminalDriver.open(options: options("xterm-256color", ["COLORTERM": "truecolor"]))
        #expect(driver.depth == .direct)
        var frame = frame("John Doe ok")
        frame.restyle(row: 0, columns: 9..<11) { $0 = Style(.ok) }
        driver.draw(frame, palette: palette(driver))
        driver.close()
        let (green, behind) = palette(driver).colours(for: Style(.ok))
        for (colour, start) in [(green, "38"), (behind, "48")] {
            guard case .direct(let rgb) = colour else { throw Unexpected() }
            #expect(terminal.waitFor { $0.contains("\(start);2;\(rgb.red);\(rgb.green);\(rgb.blue)m") })
        }
        #expect(!terminal.output.contains("]104") && !terminal.output.contains("38:2"))
    }

    @Test(arguments: ["xterm-ghostty-nowhere", "alacritty-nowhere"])
    func aRelativeOfXtermThatThisMachineDoesNotKnowIsTakenForOne(_ type: String) throws {
        let driver = try TerminalDriver.open(options: options(type))
        defer { driver.close() }
        #expect(driver.depth == .indexed256)
    }

    @Test func theBackgroundIsAskedForOnceAndTheAnswerIsNoKey() throws {
        var asking = options()
        asking.asksAppearance = true
        let driver = try TerminalDriver.open(options: asking)
        defer { driver.close() }
        #expect(terminal.waitFor { $0.contains("\u{1B}]11;?\u{1B}\\\u{1B}[c") && $0.contains("[?2031h") })
        #expect(driver.awaitsAnswer)
        terminal.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?62cj")
        var found: [Input] = []
        while found.last != .key(.character("j")) { found += driver.wait(also: [], milliseconds: 10_000) }
        #expect(found == [.background(.white), .background(nil), .key(.character("j"))])
        #expect(!driver.awaitsAnswer)
    }

    @Test func anAnswerThatComesTooLateIsNotLeftForTheShell() throws {
        var asking = options()
        asking.asksAppearance = true
        let driver = try TerminalDriver.open(options: asking)
        terminal.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?62c")
        driver.close()
        #expect(terminal.bytesToRead == 0)
        #expect(terminal.waitFor { modesLeftOn(by: $0).isSubset(of: [7, 25]) })
    }

    @Test func aTerminalThatShowsTheSignsOfSynchronisedOutputCanBeSparedThem() throws {
        var plain = options()
        plain.synchronised = false
        let driver = try TerminalDriver.open(options: plain)
        driver.draw(frame("John Doe"), palette: palette(driver))
        driver.close()
        #expect(terminal.waitFor { $0.contains("John Doe") && $0.contains("[?1049l") })
        #expect(!terminal.output.contains("2026"))
    }

    @Test func aStormOfSizesEndsInTheLastOne() throws {
        let driver = try TerminalDriver.open(options: options())
        defer { driver.close() }
        var generator = Mixer(state: 4)
        var sizes = (0..<200).map { _ in
            (UInt16(1 + generator.next() % 300), UInt16(1 + generator.next() % 100))
        }
        sizes += [(1, 1), (300, 100), (1, 100), (300, 1), (97, 31)]
        for (columns, rows) in sizes {
            terminal.resize(columns: columns, rows: rows)
            send(SIGWINCH)
            _ = driver.wait(also: [], milliseconds: 0)
            var frame = Frame(size: driver.size, glyphs: driver.glyphs)
            for row in 0..<driver.size.rows { frame.put("山田 e\u{301}\u{301} 🎉 👩‍👩‍👧 John", row: row, column: row % 7) }
            driver.draw(frame, palette: palette(driver))
        }
        while driver.size != Size(columns: 97, rows: 31) { _ = driver.wait(also: [], milliseconds: 10_000) }
        let first = terminal.output.count
        driver.draw(frame("the last", row: 30, size: driver.size), palette: palette(driver))
        #expect(terminal.waitFor { $0.dropFirst(first).contains("the last") })
    }

    @Test(arguments: [
        ("dumb", TerminalFailure.noCursorAddressing("dumb")), ("nosuch", .unknownType("nosuch")), ("", .noType),
    ])
    func whatCannotShowAScreenIsRefusedAndLeftAlone(_ type: String, _ failure: TerminalFailure) {
        let before = terminal.discipline
        #expect(throws: failure) { try TerminalDriver.open(options: options(type)) }
        #expect(terminal.discipline == before)
        #expect(terminal.output.isEmpty)
        #expect(failure.description.hasSuffix("."))
    }

    @Test func aFileIsNoTerminalAndOneIsEnough() throws {
        var other = options()
        other.path = "/dev/null"
        #expect(throws: TerminalFailure.noTerminal(path: "/dev/null")) { try TerminalDriver.open(options: other) }
        let driver = try TerminalDriver.open(options: options())
        defer { driver.close() }
        #expect(throws: TerminalFailure.alreadyOpen) { try TerminalDriver.open(options: options()) }
    }

    @Test func withoutColoursThereAreOnlyAttributes() throws {
        let driver = try TerminalDriver.open(options: options("xterm-256color", ["NO_COLOR": "1"]))
        var frame = frame("selected")
        frame.restyle(row: 0, columns: 0..<8) { $0 = Style(.selection) }
        driver.draw(frame, palette: palette(driver))
        driver.close()
        #expect(terminal.waitFor { $0.contains("selected") })
        #expect(driver.depth == .none)
        #expect(terminal.output.contains("[0;7mselected"))
        #expect(!terminal.output.contains("38;5") && !terminal.output.contains("48;5"))
    }

    @Test(arguments: ["ja_JP.UTF-8", "ko_KR.UTF-8", "zh_CN.UTF-8"])
    func whereSignsMayTakeTwoColumnsLinesAreASCIIAndNamesAreNot(_ locale: String) throws {
        #expect(try glyphs(drawing: "山田 … ● ok", in: ["LC_ALL": locale]) == .ascii)
        #expect(terminal.waitFor { $0.contains("山田 ~ * ok") }, "\(terminal.output.debugDescription)")
        #expect(!terminal.output.contains("─"))
    }

    @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "POSIX"], ["LC_ALL": "", "LANG": "de_DE.ISO-8859-1"]])
    func withoutUTF8OnlyASCIIIsSent(_ environment: [String: String]) throws {
        #expect(try glyphs(drawing: "Zo\u{EB} 山田 … ─ 🎉 end", in: environment) == .ascii)
        #expect(terminal.waitFor { $0.contains("? ?  ~ - ?  end") }, "\(terminal.output.debugDescription)")
        #expect(terminal.output.utf8.allSatisfy { $0 < 0x80 })
    }
}
