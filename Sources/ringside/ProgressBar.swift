import Glibc
import Synchronization

/// How far something is, on standard error, where that is a terminal.
final class ProgressBar: Sendable {
    private let isDrawn = Mutex(false)
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Over what was there before.
    func draw(_ line: String) {
        guard isTerminal else { return }
        isDrawn.withLock { $0 = true }
        write("\r\u{1B}[K\(line)")
    }

    /// The next line begins at the left.
    func end() {
        let wasDrawn = isDrawn.withLock { isDrawn in
            defer { isDrawn = false }
            return isDrawn
        }
        if wasDrawn { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { _ = text.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) } }
}
