import ArgumentParser
import AsyncHTTPClient
import BrokerClient
import Console
import FoundationEssentials
import Glibc
import Logging
import Operations
import Sandbox
import Screen
import UnixSignals

struct DeskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "The agent desktop in this terminal.",
        discussion: "Without a terminal, or with --plain, it tells every change as a line and takes commands by word."
    )

    @Option(help: "The broker's Unix socket.")
    var socket: String?
    @Option(help: "A theme by name, such as ringside-light.")
    var theme: String?
    @Flag(help: "Lines instead of a screen.")
    var plain = false
    @Option(help: "Runs without a terminal, driven by a file of call, key, type, wait, resize and screen lines.")
    var script: String?
    @Option(help: "The size of the screen of a script, such as 80x24.")
    var size = "80x24"
    @Option(help: "Where the last screen of a script goes: .txt, .ansi or .svg.")
    var saveScreen: String?
    @Option(help: "The sandbox that places a script's calls, where --socket names a broker.")
    var sandbox: String?

    func validate() throws {
        if Size(size) == nil { throw ValidationError("--size: expected a size such as 80x24, found \(size)") }
        if let saveScreen, Picture(file: saveScreen) == nil {
            throw ValidationError(
                "--save-screen: expected a file that ends in .txt, .ansi or .svg, found \(saveScreen)"
            )
        }
        if script == nil && (saveScreen != nil || sandbox != nil) {
            throw ValidationError("--save-screen and --sandbox belong to --script.")
        }
    }

    func run() async throws {
        let code: Int32
        do {
            code = try await run(environment: ProcessInfo.processInfo.environment)
        } catch {
            throw refuse(error)
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func run(environment: [String: String]) async throws -> Int32 {
        let theme = try ThemeFiles(environment: environment, executable: CommandLine.arguments[0]).theme(named: theme)
        guard let script else { return try alone(theme, environment) }
        return try await run(script: script, theme, environment)
    }

    /// True where this process is nothing but a desk.
    var isAlone: Bool { script == nil }

    /// The desk without anything that needs the usual pool of threads; exits with the desk's code.
    func runAlone() throws {
        let code: Int32
        do {
            let environment = ProcessInfo.processInfo.environment
            let files = ThemeFiles(environment: environment, executable: CommandLine.arguments[0])
            code = try alone(try files.theme(named: theme), environment)
        } catch {
            throw refuse(error)
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func alone(_ theme: Theme, _ environment: [String: String]) throws -> Int32 {
        let socket = try DeskSocket(socket, environment: environment, uid: getuid())
        let setup = DeskSession.Setup(socketPath: socket.path, theme: theme, environment: environment)
        return try DeskRun.alone(setup, plain: plain)
    }

    private func run(script file: String, _ theme: Theme, _ environment: [String: String]) async throws -> Int32 {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Sentence("\(file): can't be read as text")
        }
        let script = try Script(text, file: file)
        guard let socket else { return try await runWithOwnBroker(script, theme, environment) }
        let setup = DeskSession.Setup(
            socketPath: try DeskSocket(socket, environment: environment, uid: getuid()).path,
            theme: theme,
            environment: environment
        )
        return try await headless(script, setup, sandboxOrigin: sandbox)
    }

    /// Broker and stand-in systems in this process, on a folder that goes with it.
    private func runWithOwnBroker(
        _ script: Script,
        _ theme: Theme,
        _ environment: [String: String]
    ) async throws -> Int32 {
        let ending = Ending()
        try await TemporaryHouse.run(environment: environment, staff: nil, signals: [.sigterm, .sigint]) { house in
            let setup = DeskSession.Setup(socketPath: house.socketPath, theme: theme, environment: environment)
            ending.set(try await headless(script, setup, sandboxOrigin: house.sandboxOrigin))
        }
        return ending.code
    }

    private func headless(_ script: Script, _ setup: DeskSession.Setup, sandboxOrigin: String?) async throws -> Int32 {
        guard let size = Size(size) else { return 2 }
        return try await DeskRun.with(setup) { setup, client, mailbox, http in
            var setup = setup
            if let sandboxOrigin {
                let sandbox = SandboxClient(origin: sandboxOrigin, client: http)
                setup.place = { number in
                    do throws(SandboxClient.Refusal) {
                        _ = try await sandbox.place(number: number, queueID: "billing")
                        return nil
                    } catch {
                        return "\(error)"
                    }
                }
            }
            return await DeskSession(setup, client: client, mailbox: mailbox).headless(
                script,
                size: size,
                picture: saveScreen
            )
        }
    }
}
