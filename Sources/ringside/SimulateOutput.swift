import FoundationEssentials
import Glibc
import Operations
import Sandbox
import Synchronization

/// How far a simulation is, on standard error where that is a terminal; what it came to, on standard output.
final class SimulateOutput: Sendable {
    private let asTable: Bool
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let hasBar = Mutex(false)

    init(asTable: Bool) { self.asTable = asTable }

    func tell(_ report: SimulationReport, of seconds: Double) {
        guard isTerminal else { return }
        hasBar.withLock { $0 = true }
        let lookups = report.lookups
        let bad = lookups.late + lookups.failed + report.events.failed + report.leftOut
        let text =
            "\(Int(report.seconds)) of \(Int(seconds)) s, \(report.calls) calls, p50 \(Self.words(lookups.p50Ms)), "
            + "p99 \(Self.words(lookups.p99Ms)), \(bad) late or failed"
        write("\r\u{1B}[K\(text)")
    }

    /// The next line begins at the left.
    func endBar() {
        let hadBar = hasBar.withLock { hasBar in
            defer { hasBar = false }
            return hasBar
        }
        if hadBar { write("\r\u{1B}[K") }
    }

    func finish(_ report: SimulationReport) throws {
        endBar()
        if asTable { return table(report) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }

    private func table(_ report: SimulationReport) {
        let rate = report.seconds > 0 ? Double(report.calls) / report.seconds : 0
        print("\(report.calls) calls in \(report.seconds) s, \(Self.digits(rate)) a second")
        if report.leftOut > 0 { print("\(report.leftOut) left out: too many were going on") }
        let columns =
            [Column("requests", "REQUESTS")]
            + ["SENT", "ANSWERED", "LATE", "FAILED", "P50", "P90", "P99", "P99.9", "MAX"].map {
                Column($0.lowercased(), $0, isNumber: true)
            }
        var sheet = Sheet(columns, as: .table) { print($0, terminator: "") }
        for (name, requests) in [("lookups", report.lookups), ("events", report.events)] {
            let counts = [requests.sent, requests.answered, requests.late, requests.failed]
            let times = [requests.p50Ms, requests.p90Ms, requests.p99Ms, requests.p999Ms, requests.maxMs]
            sheet.add([.text(name)] + counts.map { .count($0) } + times.map { .text(Self.words($0)) })
        }
        sheet.end()
        for (status, times) in report.failures.sorted(by: { $0.key < $1.key }) {
            print(status == 0 ? "\(times) without an answer" : "\(times) answered with \(status)")
        }
    }

    private static func words(_ milliseconds: Double) -> String { "\(digits(milliseconds)) ms" }

    /// Two decimals, one from ten on, none from a hundred on.
    private static func digits(_ value: Double) -> String {
        let places = value < 10 ? 100.0 : value < 100 ? 10.0 : 1.0
        let rounded = (value * places).rounded() / places
        return places == 1 ? "\(Int(rounded))" : "\(rounded)"
    }

    private func write(_ text: String) { _ = text.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) } }
}
