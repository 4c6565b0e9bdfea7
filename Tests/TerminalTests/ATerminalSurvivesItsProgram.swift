import Foundation
import Glibc
import Screen
import Testing

@testable import Terminal

@Suite("A terminal survives its program", .serialized, .timeLimit(.minutes(1)))
struct ATerminalSurvivesItsProgram {
    let terminal: PseudoTerminal

    init() throws { terminal = try PseudoTerminal() }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP])
    func aSignalThatKills(_ number: Int32) async {
        let before = terminal.discipline
        await #expect(processExitsWith: .signal(number)) { [path = terminal.path as String, number = number as Int32] in
            let driver = try Self.show(on: path)
            send(number)
            withExtendedLifetime(driver) { while true { pause() } }
        }
        expectRestored(before)
    }

    @Test func aTrap() async {
        let before = terminal.discipline
        await #expect(processExitsWith: .failure) { [path = terminal.path as String] in
            let driver = try Self.show(on: path)
            let numbers = [1, 2, 3].filter { $0 > Int(driver.size.rows) }
            print(numbers[driver.size.columns])
        }
        expectRestored(before)
    }

    @Test func aBadAddress() async {
        let before = terminal.discipline
        await #expect(processExitsWith: .signal(SIGSEGV)) { [path = terminal.path as String] in
            let driver = try Self.show(on: path)
            UnsafeMutablePointer<Int>(bitPattern: driver.size.rows)?.pointee = 1
        }
        expectRestored(before)
    }

    @Test func anErrorThatNobodyCaught() async {
        let before = terminal.discipline
        await #expect(processExitsWith: .failure) { [path = terminal.path as String] in
            let driver = try Self.show(on: path)
            try withExtendedLifetime(driver) { throw Unexpected() }
        }
        expectRestored(before)
    }

    @Test func anExitInTheMiddle() async {
        let before = terminal.discipline
        await #expect(processExitsWith: .exitCode(3)) { [path = terminal.path as String] in
            let driver = try Self.show(on: path)
            withExtendedLifetime(driver) { exit(3) }
        }
        expectRestored(before)
    }

    @Test func aSecondWishToLeaveIsGrantedWhereTheFirstHangs() async {
        let before = terminal.discipline
        await #expect(processExitsWith: .signal(SIGTERM)) { [path = terminal.path as String] in
            let driver = try Self.show(on: path)
            let start = ContinuousClock.now
            while start.duration(to: .now) < .seconds(10) { send(SIGTERM) }
            driver.close()
        }
        expectRestored(before)
    }

    @Test func aStopThatNobodyCouldEndIsNoStop() async {
        let before = terminal.discipline
        await #expect(processExitsWith: .exitCode(0)) { [path = terminal.path as String] in
            // Alone in its session, the process has nobody who could continue it, and the system does not stop it.
            setsid()
            let driver = try Self.show(on: path)
            send(SIGTSTP)
            guard driver.wait(also: [], milliseconds: 10_000) == [.resumed] else { exit(9) }
            let palette = Palette(theme: BuiltInThemes.dark, depth: driver.depth)
            driver.draw(Frame(size: driver.size), palette: palette)
            send(SIGCONT)
            guard driver.wait(also: [], milliseconds: 10_000) == [.resumed] else { exit(8) }
            driver.draw(Frame(size: driver.size), palette: palette)
            driver.close()
            exit(0)
        }
        expectRestored(before)
        #expect(terminal.output.components(separatedBy: "[?1049h").count == 4)
    }

    @Test func whatIsPrintedMeanwhileComesAfterTheScreen() async {
        await #expect(processExitsWith: .exitCode(0)) { [path = terminal.path as String] in
            let line = Glibc.open(path, O_RDWR | O_NOCTTY)
            dup2(line, STDERR_FILENO)
            let driver = try Self.show(on: path, capturesOutput: true)
            let note = Array("a library complains\n".utf8)
            write(STDERR_FILENO, note, note.count)
            driver.close()
            exit(0)
        }
        let parts = terminal.output.components(separatedBy: "[?1049l")
        #expect(terminal.waitFor { $0.contains("a library complains") })
        #expect(parts.count == 2 && !parts[0].contains("complains") && terminal.output.hasSuffix("complains\r\n"))
    }

    @Test func whatIsPrintedBeforeACrashComesAfterTheScreenToo() async {
        await #expect(processExitsWith: .signal(SIGABRT)) { [path = terminal.path as String] in
            let line = Glibc.open(path, O_RDWR | O_NOCTTY)
            dup2(line, STDERR_FILENO)
            let driver = try Self.show(on: path, capturesOutput: true)
            let note = Array("last words\n".utf8)
            write(STDERR_FILENO, note, note.count)
            withExtendedLifetime(driver) { abort() }
        }
        #expect(terminal.waitFor { $0.contains("last words") })
        #expect(terminal.output.components(separatedBy: "[?1049l").last?.contains("last words") == true)
    }

    static func show(on path: String, capturesOutput: Bool = false) throws -> TerminalDriver {
        // Whatever goes wrong, the process of the test ends.
        alarm(20)
        var options = TerminalDriver.Options(environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"])
        options.path = path
        options.capturesOutput = capturesOutput
        let driver = try TerminalDriver.open(options: options)
        var frame = Frame(size: driver.size)
        frame.put("John Doe", row: 2, column: 0)
        driver.draw(frame, palette: Palette(theme: BuiltInThemes.dark, depth: driver.depth))
        return driver
    }

    private func expectRestored(_ before: String) {
        #expect(terminal.waitFor { $0.contains("[?1049l") })
        #expect(terminal.discipline == before)
        #expect(terminal.waitFor { modesLeftOn(by: $0) == [7, 25] }, "\(terminal.output.debugDescription)")
        #expect(terminal.output.contains("John Doe"))
    }
}
