import ArgumentParser
import Broker
import BrokerClient
import Console
import FoundationEssentials
import Glibc
import Identity
import Logging
import Operations
import Sandbox
import Screen
import UnixSignals
import Walkthrough

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The walkthrough: stand-in systems, broker and desk in one process.",
        discussion: """
            Space leads on, Backspace back, a plays by itself, F1 to F\(Director.scenes) jump; every other key is the \
            desk's. Without a terminal it tells itself in lines; with --record, as long as nobody looks, it plays itself \
            at a reader's pace.
            """
    )

    @Flag(help: "Tells the scenes as lines, and ends by itself.")
    var plain = false
    @Option(help: "The scene to begin with.")
    var scene = 1
    @Flag(help: "Plays the scenes one after the other.")
    var autoplay = false
    @Option(help: "Records what is on the screen: an asciicast, version 2.")
    var record: String?
    @Option(help: ArgumentHelp("Draws the README's pictures into a folder.", visibility: .hidden))
    var pictures: String?
    @OptionGroup var look: LookOptions

    /// How it is shown.
    enum Form: Sendable {
        case onScreen
        case inLines
        case unseen
    }

    func validate() throws {
        guard (1...Director.scenes).contains(scene) else {
            throw ValidationError("--scene: expected 1 to \(Director.scenes), found \(scene)")
        }
        if plain, record != nil { throw ValidationError("--plain has no screen to --record.") }
    }

    func run() async throws {
        let ending = Ending()
        do {
            let environment = ProcessInfo.processInfo.environment
            let recorder = try recorder()
            let form = form
            // On a screen the terminal hears the signals: it has to be left as it was found.
            let signals: [UnixSignal] = form == .onScreen ? [] : [.sigterm, .sigint]
            try await TemporaryHouse.run(
                people: try DemoCast.people(),
                environment: environment,
                staff: DemoCast.staff,
                logLevel: .debug,
                signals: signals
            ) { house, files in
                let setup = try look.setup(environment: environment) { _ in house.socketPath }
                ending.set(try await play(house, files, setup, form, recorder))
            }
            if recorder?.finish() == false { throw Sentence("\(record ?? ""): could not be written to its end") }
        } catch {
            throw refuse(error)
        }
        if ending.code != 0 { throw ExitCode(ending.code) }
    }

    private var form: Form {
        if pictures != nil { return .unseen }
        if !plain, isatty(STDOUT_FILENO) == 1 { return .onScreen }
        return record == nil ? .inLines : .unseen
    }

    private func recorder() throws -> CastRecorder? {
        guard let record else { return nil }
        let ambience = Ambience.live
        guard let recorder = CastRecorder(file: record, now: ambience.now(), uptime: ambience.uptime) else {
            throw Sentence("\(record): can't be written")
        }
        return recorder
    }

    private func play(
        _ house: RunningHouse,
        _ files: TemporaryFiles,
        _ setup: DeskSession.Setup,
        _ form: Form,
        _ recorder: CastRecorder?
    ) async throws -> Int32 {
        guard let origin = house.sandboxOrigin, let token = house.tokens.tokens.first else { return 2 }
        let platform = PlatformClient(origin: house.platformOrigin, token: token.text, connections: 1)
        let code = try await DeskRun.with(setup) { setup, client, mailbox, http in
            let stage = Stage(
                sandbox: SandboxClient(origin: origin, client: http),
                platform: platform,
                desk: client,
                mailbox: mailbox,
                agent: DemoCast.agent,
                premises: Premises(files, client: client),
                isPictured: pictures != nil,
                now: { Date() },
                newName: { UUID().uuidString.lowercased() }
            )
            let director = Director(stage: stage, mailbox: mailbox)
            var setup = setup
            setup.hearing = { stage.hear($0) }
            setup.ear = { director.keys.take($0) }
            if let recorder { setup.watching = { recorder.take($0, $1) } }
            if let pictures { setup.picturing = { PictureBook(folder: pictures, save: Self.save).take($0, $1) } }
            let simulator = CallSimulator(
                client: http,
                broker: BrokerTarget(url: house.platformOrigin, token: token.text),
                now: { Date() }
            )
            let session = DeskSession(setup, client: client, mailbox: mailbox)
            return await play(director, session, simulator, form)
        }
        await platform.shutDown()
        return code
    }

    private func play(
        _ director: Director,
        _ session: DeskSession,
        _ simulator: CallSimulator,
        _ form: Form
    ) async -> Int32 {
        await withTaskGroup(of: Void.self) { group in
            // Lines of other people's calls would be in the story's way, and pictures are the same each time.
            if form == .onScreen || record != nil {
                group.addTask { _ = await simulator.run(DemoCast.others) }
            }
            group.addTask { await director.run(mode(form)) }
            let code =
                switch form {
                case .onScreen: await DeskRun.interactive(session, plain: false)
                case .inLines: await session.inLines()
                case .unseen: await session.unseen(size: Size(columns: 80, rows: 24))
                }
            group.cancelAll()
            return code
        }
    }

    private func mode(_ form: Form) -> Director.Mode {
        switch form {
        case .onScreen: .presented(from: scene - 1, automatic: autoplay)
        case .inLines: .byItself(from: scene - 1, pace: .lines)
        case .unseen: .byItself(from: scene - 1, pace: pictures == nil ? .readers : .lines)
        }
    }

    @Sendable private static func save(_ text: String, to file: String) {
        do { try Data(text.utf8).write(to: URL(filePath: file)) } catch {
            say("\(file): can't be written")
        }
    }
}
