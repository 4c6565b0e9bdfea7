import Broker
import BrokerAPI
import BrokerClient
import FoundationEssentials
import Glibc
import Operations
import Synchronization
import Walkthrough

extension Premises {
    /// The walkthrough's look into the house that it plays in; the commands go through the broker's socket and are told
    /// in their own words.
    init(_ files: TemporaryFiles, client: SocketClient) {
        let journal = ["journal.sqlite", "journal.sqlite-wal"].map { KeptFile("\(files.state)/\($0)") }
        self.init(
            log: {
                let text = (try? String(contentsOfFile: files.log, encoding: .utf8)) ?? ""
                return text.split(separator: "\n").map(String.init)
            },
            files: { journal.map(\.bytes) },
            reconcile: {
                let words = Lines()
                try await client.reconcile(ReconcileRequest(since: Self.anHourAgo, dryRun: false)) { line in
                    if let call = line.healed { words.add(ReconcileWords.line(call)) }
                    if let result = line.result { words.add(ReconcileWords.summary(result)) }
                }
                return words.all
            },
            report: {
                let words = Lines()
                let request = ReportRequest(report: "handle-time", since: Self.anHourAgo, by: "tier")
                let sheet = Mutex(ReportSheet(request, as: .table) { words.add($0) })
                try await client.report(request) { line in sheet.withLock { $0.take(line) } }
                return words.all
            },
            purge: {
                let words = Lines()
                try await client.purge(PurgeRequest(dryRun: false)) { line in
                    if let result = line.result { words.add(PrivacyWords.line(result)) }
                }
                return words.all
            },
            forget: { number in
                let words = Lines()
                try await client.forget(PersonRequest(person: number)) { line in
                    PrivacyWords.lines(line.result).forEach { words.add($0) }
                }
                return words.all
            }
        )
    }

    private static var anHourAgo: Date { Ambience.live.now().addingTimeInterval(-3600) }
}

/// What a command prints, line by line.
private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ text: String) {
        lines.withLock { $0 += text.split(separator: "\n").map(String.init) }
    }

    var all: [String] { lines.withLock { $0 } }
}

/// A file that is opened once and closed with the process: closing a database's file would drop the locks that SQLite
/// has on it in the same process.
private final class KeptFile: Sendable {
    private let path: String
    private let descriptor = Mutex<Int32>(-1)

    init(_ path: String) { self.path = path }

    /// What lies in it now; nothing where it is not there.
    var bytes: Data {
        descriptor.withLock { descriptor in
            if descriptor < 0 { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
            var (data, piece) = (Data(), [UInt8](repeating: 0, count: 65_536))
            while true {
                let count = pread(descriptor, &piece, piece.count, off_t(data.count))
                guard count > 0 else { return data }
                data.append(contentsOf: piece[..<count])
            }
        }
    }
}
