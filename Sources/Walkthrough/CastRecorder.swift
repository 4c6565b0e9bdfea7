package import FoundationEssentials
import Glibc
package import Screen
import Synchronization

/// Writes the frames that were drawn as an asciicast, version 2, which any player of such files plays.
///
/// Only the rows that have changed are written; the cursor is left out.
package final class CastRecorder: Sendable {
    private struct State {
        var rows: [String] = []
        var size: Size?
        var hasFailed = false
    }

    private let descriptor: Int32
    private let path: String
    private let startedAt: Date
    private let uptime: @Sendable () -> Duration
    private let begin: Duration
    private let state = Mutex(State())

    /// Begins a file, over what was there; nil where it can't be written.
    package init?(file: String, now: Date, uptime: @escaping @Sendable () -> Duration) {
        descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return nil }
        path = file
        startedAt = now
        self.uptime = uptime
        begin = uptime()
    }

    /// Ends the file; one without a picture goes.
    ///
    /// False where something could not be written.
    package func finish() -> Bool {
        let (isEmpty, hasFailed) = state.withLock { ($0.size == nil, $0.hasFailed) }
        close(descriptor)
        if isEmpty { unlink(path) }
        return !hasFailed
    }

    /// Takes what is on the screen from now on.
    package func take(_ frame: Frame, _ palette: Palette) {
        let rows = frame.ansi(palette: palette).split(separator: "\n", omittingEmptySubsequences: false)
            .prefix(frame.size.rows).map(String.init)
        state.withLock { state in
            guard !state.hasFailed else { return }
            var output = ""
            if state.size != frame.size {
                write(state.size == nil ? header(frame.size) : event("r", "\(frame.size.text)"), &state)
                (state.size, state.rows) = (frame.size, [])
                output = "\u{1B}[?25l\u{1B}[0m\u{1B}[2J"
            }
            for (index, row) in rows.enumerated() where !state.rows.indices.contains(index) || state.rows[index] != row
            {
                output += "\u{1B}[\(index + 1);1H\(row)"
            }
            state.rows = rows
            if !output.isEmpty { write(event("o", output), &state) }
        }
    }

    private func header(_ size: Size) -> String {
        "{\"version\": 2, \"width\": \(size.columns), \"height\": \(size.rows), "
            + "\"timestamp\": \(Int(startedAt.timeIntervalSince1970)), \"title\": \"Ringside\", "
            + "\"env\": {\"TERM\": \"xterm-256color\"}}"
    }

    private func event(_ kind: String, _ data: String) -> String {
        let microseconds = (uptime() - begin) / .microseconds(1)
        let digits = String(Int(microseconds) % 1_000_000 + 1_000_000).dropFirst()
        return "[\(Int(microseconds) / 1_000_000).\(digits), \"\(kind)\", \(Self.quoted(data))]"
    }

    private func write(_ line: String, _ state: inout State) {
        var rest = Array("\(line)\n".utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return state.hasFailed = true }
            rest = rest.dropFirst(count)
        }
    }

    static func quoted(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "\"") { output, scalar in
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case _ where scalar.value < 0x20:
                output += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: output.unicodeScalars.append(scalar)
            }
        } + "\""
    }
}

extension Size {
    fileprivate var text: String { "\(columns)x\(rows)" }
}
