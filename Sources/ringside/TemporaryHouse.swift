import Broker
import BrokerAPI
import FoundationEssentials
import Glibc
import Logging
import Operations
import Sandbox
import Synchronization
import UnixSignals

/// Broker and stand-in systems on a folder that goes when they go.
enum TemporaryHouse {
    private static let socketName = "desk.sock"

    static func run(
        people: People,
        environment: [String: String],
        staff: Staff?,
        logLevel: Logger.Level = .notice,
        signals: [UnixSignal],
        _ body: @escaping @Sendable (RunningHouse, TemporaryFiles) async throws -> Void
    ) async throws {
        let folder = try makeFolder()
        defer { remove(folder) }
        let files = TemporaryFiles(folder: folder)
        let log = try logFile(files)
        LogfmtHandler.bootstrap(threshold: LogThreshold(logLevel), output: .descriptor(log), now: { Date() })
        let logger = Logger(label: "ringside")
        let state = try StateDirectory.prepare(files.state, environment: environment)
        try await Household.runWithSandbox(
            SandboxOptions(people: people),
            logger: logger,
            signals: signals,
            until: .body,
            plan: { try plan(folder, state, origin: $0, environment, staff, logger) }
        ) { house in
            // Gone before the rest shuts down: a terminal that is closed leaves no time for both.
            defer { remove(folder) }
            try await body(house, files)
        }
    }

    private static func plan(
        _ folder: String,
        _ state: StateDirectory,
        origin: String,
        _ environment: [String: String],
        _ staff: Staff?,
        _ logger: Logger
    ) throws -> Plan {
        let configuration = Configuration()
        return Plan(
            configuration: configuration,
            systems: .sandbox(origin: origin),
            state: state,
            socketPath: "\(folder)/\(socketName)",
            listen: ListenAddress(host: "127.0.0.1", port: 0),
            tokens: try TokenFile.readOrMake(state.file("tokens"), environment: environment),
            staff: try staff ?? configuration.staffOfThisMachine(),
            environment: environment,
            logger: logger
        )
    }

    /// Where `TMPDIR` says; in `/tmp` where the socket in it would have a longer path than the kernel takes.
    private static func makeFolder() throws -> String {
        let (usual, name) = (FileManager.default.temporaryDirectory.path, "ringside-XXXXXX")
        let place = "\(usual)/\(name)/\(socketName)".utf8.count <= DeskSocketPath.longest ? usual : "/tmp"
        var template = Array("\(place)/\(name)".utf8CString)
        guard mkdtemp(&template) != nil else { throw Sentence("no folder can be made in \(place)") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func logFile(_ files: TemporaryFiles) throws -> Int32 {
        let file = open(files.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Sentence("no log can be written in \(files.folder)") }
        return file
    }

    private static func remove(_ folder: String) {
        guard FileManager.default.fileExists(atPath: folder) else { return }
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            _ = refuse(Sentence("\(folder) can't be removed"))
        }
    }
}

/// What lies in the folder of a temporary house.
struct TemporaryFiles: Sendable {
    let folder: String
    var state: String { "\(folder)/state" }
    var log: String { "\(folder)/log" }
}

/// An exit code that another task finds out.
final class Ending: Sendable {
    private let state = Mutex<Int32>(0)
    var code: Int32 { state.withLock { $0 } }
    func set(_ code: Int32) { state.withLock { $0 = code } }
}
