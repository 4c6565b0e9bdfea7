import Foundation
import Glibc

/// A terminal that is nobody's: the test holds the other end and sees every byte.
///
/// All state is behind one condition, which is why it may cross threads; the compiler cannot see that.
final class PseudoTerminal: @unchecked Sendable {
    // TIOCSPTLCK and TIOCGPTN, which are macros that Swift does not see.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    let path: String
    private let main: Int32
    private let line: Int32
    private let stopping: (read: Int32, write: Int32)
    private let condition = NSCondition()
    private var bytes: [UInt8] = []
    private var hasStopped = false

    init(columns: UInt16 = 80, rows: UInt16 = 24) throws {
        main = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: Int32 = 0
        guard ioctl(main, Self.setLock, &locked) == 0, ioctl(main, Self.getNumber, &number) == 0 else {
            throw Unexpected()
        }
        path = "/dev/pts/\(number)"
        line = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Unexpected() }
        stopping = (ends[0], ends[1])
        resize(columns: columns, rows: rows)
        Thread.detachNewThread { self.read() }
    }

    /// All bytes that the program has sent so far.
    var output: String {
        condition.lock()
        defer { condition.unlock() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Waits until the output has something, ten seconds at most, and says whether it came.
    func waitFor(_ isThere: (String) -> Bool) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        let deadline = Date(timeIntervalSinceNow: 10)
        while !isThere(String(decoding: bytes, as: UTF8.self)) {
            guard condition.wait(until: deadline) else { return false }
        }
        return true
    }

    /// Sends bytes as if they were typed.
    func type(_ text: String) {
        _ = text.utf8.withContiguousStorageIfAvailable { write(main, $0.baseAddress, $0.count) }
    }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(main, UInt(TIOCSWINSZ), &size)
    }

    /// Bytes that were typed and that nobody has read.
    var bytesToRead: Int32 {
        var count: Int32 = 0
        _ = ioctl(line, UInt(FIONREAD), &count)
        return count
    }

    /// Line discipline as a comparable text.
    var discipline: String {
        var settings = termios()
        tcgetattr(line, &settings)
        return "\(settings.c_iflag) \(settings.c_oflag) \(settings.c_cflag) \(settings.c_lflag) \(settings.c_cc)"
    }

    /// Takes the terminal away, as a closed window does.
    func vanish() {
        condition.lock()
        let isFirst = !hasStopped
        hasStopped = true
        condition.unlock()
        guard isFirst else { return }
        var byte: UInt8 = 0
        write(stopping.write, &byte, 1)
        condition.lock()
        while hasStopped && isReading { condition.wait() }
        condition.unlock()
        Glibc.close(line)
        Glibc.close(main)
    }

    private var isReading = true

    private func read() {
        var ends = [
            pollfd(fd: main, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stopping.read, events: Int16(POLLIN), revents: 0),
        ]
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while poll(&ends, 2, -1) >= 0 || errno == EINTR, ends[1].revents == 0 {
            guard ends[0].revents != 0 else { continue }
            let count = Glibc.read(main, &buffer, buffer.count)
            guard count > 0 else { break }
            condition.lock()
            bytes += buffer[..<count]
            condition.broadcast()
            condition.unlock()
        }
        condition.lock()
        isReading = false
        condition.broadcast()
        condition.unlock()
    }
}

/// The private modes that a stream of bytes leaves switched on; `25` is the cursor, which is on at first.
func modesLeftOn(by output: String) -> Set<Int> {
    var on: Set<Int> = [25]
    for part in output.components(separatedBy: "\u{1B}[?").dropFirst() {
        guard let end = part.firstIndex(where: { !"0123456789;".contains($0) }) else { continue }
        for number in part[..<end].split(separator: ";").compactMap({ Int($0) }) {
            if part[end] == "h" { on.insert(number) } else if part[end] == "l" { on.remove(number) }
        }
    }
    return on
}

/// Sends a signal to the process, and not to this thread as `raise` does: worker threads block most signals.
func send(_ signal: Int32) {
    kill(getpid(), signal)
}

/// Numbers from a seed, so that a failure can be run again.
struct Mixer {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
