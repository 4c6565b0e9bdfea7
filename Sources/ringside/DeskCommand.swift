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

    @Option(help: "The broker's Unix socket; instead of the configured one.")
    var socket: String?
    @OptionGroup var look: LookOptions
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
        guard let script else { return try alone(environment) }
        return try await run(script: script, environment)
    }

    /// True where this process is nothing but a desk.
    var isAlone: Bool { script == nil }

    /// The desk without anything that needs the usual pool of threads; exits with the desk's code.
    func runAlone() throws {
        let code: Int32
        do { code = try alone(ProcessInfo.processInfo.environment) } catch { throw refuse(error) }
        if code != 0 { throw ExitCode(code) }
    }

    private func alone(_ environment: [String: String]) throws -> Int32 {
        try DeskRun.alone(try setup(environment), plain: plain)
    }

    private func setup(_ environment: [String: String]) throws -> DeskSession.Setup {
        try look.setup(environment: environment) { configured in
            try DeskSocket(socket ?? configured, environment: environment, uid: getuid()).path
        }
    }

    private func run(script file: String, _ environment: [String: String]) async throws -> Int32 {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Sentence("\(file): can't be read as text")
        }
        let script = try Script(text, file: file)
        guard socket != nil else { return try await runWithOwnBroker(script, environment) }
        return try await headless(script, try setup(environment), sandboxOrigin: sandbox)
    }

    /// Broker and stand-in systems in this process, on a folder that goes with it.
    private func runWithOwnBroker(_ script: Script, _ environment: [String: String]) async throws -> Int32 {
        let ending = Ending()
        try await TemporaryHouse.run(
            people: try People.embedded(),
            environment: environment,
            staff: nil,
            signals: [.sigterm, .sigint]
        ) { house, _ in
            let setup = try look.setup(environment: environment) { _ in house.socketPath }
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
