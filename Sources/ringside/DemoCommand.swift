import ArgumentParser
import Broker
import BrokerClient
import Console
import FoundationEssentials
import Glibc
import Identity
import Operations
import Sandbox
import Screen
import UnixSignals
import Walkthrough

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The walkthrough: stand-in systems, broker and desk in one process.",
        discussion: "Space leads on, Backspace back, a plays by itself, F1 to F4 jump; every other key is the desk's."
    )

    @Flag(help: "Tells the scenes as lines, and ends by itself.")
    var plain = false
    @Option(help: "The scene to begin with.")
    var scene = 1
    @Flag(help: "Plays the scenes one after the other.")
    var autoplay = false
    @OptionGroup var look: LookOptions

    /// The agent of the guide's click-to-dial payload, at this desk.
    private static let agent = (id: "user-12345", name: "R. Ortiz", queue: "billing")

    func validate() throws {
        guard (1...Director.scenes).contains(scene) else {
            throw ValidationError("--scene: expected 1 to \(Director.scenes), found \(scene)")
        }
    }

    func run() async throws {
        let ending = Ending()
        do {
            let environment = ProcessInfo.processInfo.environment
            let inLines = plain || isatty(STDOUT_FILENO) != 1
            // On a screen the terminal hears the signals: it has to be left as it was found.
            let signals: [UnixSignal] = inLines ? [.sigterm, .sigint] : []
            try await TemporaryHouse.run(environment: environment, staff: Self.staff, signals: signals) { house in
                let setup = try look.setup(socketPath: house.socketPath, environment: environment)
                ending.set(try await play(house, setup, inLines: inLines))
            }
        } catch {
            throw refuse(error)
        }
        if ending.code != 0 { throw ExitCode(ending.code) }
    }

    private static var staff: Staff {
        let agent = Viewer(
            uid: getuid(),
            agentID: Self.agent.id,
            name: Self.agent.name,
            role: .agent,
            scope: .own,
            queues: [Self.agent.queue]
        )
        return Staff([agent], queues: [Self.agent.queue: "Billing"])
    }

    private func play(_ house: RunningHouse, _ setup: DeskSession.Setup, inLines: Bool) async throws -> Int32 {
        guard let origin = house.sandboxOrigin, let token = house.tokens.tokens.first else { return 2 }
        let platform = PlatformClient(origin: house.platformOrigin, token: token.text, connections: 1)
        let code = try await DeskRun.with(setup) { setup, client, mailbox, http in
            let stage = Stage(
                sandbox: SandboxClient(origin: origin, client: http),
                platform: platform,
                desk: client,
                mailbox: mailbox,
                agent: Stage.Agent(userID: Self.agent.id, queueID: Self.agent.queue),
                now: { Date() },
                newName: { UUID().uuidString.lowercased() }
            )
            let director = Director(stage: stage, mailbox: mailbox)
            var setup = setup
            setup.hearing = { stage.hear($0) }
            setup.ear = { director.keys.take($0) }
            return await play(director, DeskSession(setup, client: client, mailbox: mailbox), inLines: inLines)
        }
        await platform.shutDown()
        return code
    }

    private func play(_ director: Director, _ session: DeskSession, inLines: Bool) async -> Int32 {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let first = scene - 1
                await director.run(
                    inLines
                        ? .byItself(from: first, pause: .milliseconds(300))
                        : .presented(from: first, automatic: autoplay)
                )
            }
            let code = await DeskRun.interactive(session, plain: inLines)
            group.cancelAll()
            return code
        }
    }
}
