package import BrokerAPI
package import BrokerClient
import Desk
import FoundationEssentials
package import Screen
package import Terminal

/// One desk from its start to its end: the feed in, effects out, and a loop on a thread of its own.
package struct DeskSession: Sendable {
    /// What a desk needs to know before it begins.
    package struct Setup: Sendable {
        /// The broker's socket.
        package var socketPath: String
        /// The colours.
        package var theme: Theme
        /// The process's environment.
        package var environment: [String: String]
        /// The walkthrough's ear.
        package var ear: StoryEar?
        /// Hears every event of the feed.
        package var hearing: (@Sendable (FeedEvent) -> Void)?
        /// Places a call on the sandbox for a script; gives a sentence where it can't.
        package var place: (@Sendable (String) async -> String?)?

        /// A desk at a socket.
        package init(socketPath: String, theme: Theme, environment: [String: String]) {
            self.socketPath = socketPath
            self.theme = theme
            self.environment = environment
        }
    }

    private let setup: Setup
    private let client: SocketClient
    private let mailbox: Mailbox

    /// A session; the caller owns client and mailbox.
    package init(_ setup: Setup, client: SocketClient, mailbox: Mailbox) {
        self.setup = setup
        self.client = client
        self.mailbox = mailbox
    }

    /// The desk on this process's terminal; throws where there is none that can show it.
    package func onScreen() async throws(TerminalFailure) -> Int32 {
        try await beside { Self.showScreen(setup, mailbox, $0) }.get()
    }

    /// As `onScreen`, on the calling thread, for a process that is nothing but a desk.
    package func onScreenHere() throws(TerminalFailure) -> Int32 {
        try here { Self.showScreen(setup, mailbox, $0) }.get()
    }

    /// The desk as lines on standard output.
    package func inLines() async -> Int32 { await beside { Self.tellLines(setup, mailbox, $0) } }

    /// As `inLines`, on the calling thread.
    package func inLinesHere() -> Int32 { here { Self.tellLines(setup, mailbox, $0) } }

    /// The desk without a terminal, driven by a script; the last screen goes to `picture`.
    package func headless(_ script: Script, size: Size, picture: String?) async -> Int32 {
        await beside { send in
            var loop = ScriptLoop(
                model: Self.model(setup, size: size, glyphs: .unicode),
                palette: Palette(theme: setup.theme, depth: .direct),
                mailbox: mailbox,
                send: send,
                save: Self.save
            )
            return loop.run(script, finally: picture)
        }
    }

    private static func showScreen(
        _ setup: Setup,
        _ mailbox: Mailbox,
        _ send: @escaping (Errand) -> Void
    ) -> Result<Int32, TerminalFailure> {
        do throws(TerminalFailure) {
            let terminal = try TerminalDriver.open(options: TerminalDriver.Options(environment: setup.environment))
            defer { terminal.close() }
            var loop = ScreenLoop(
                terminal: terminal,
                model: model(setup, size: terminal.size, glyphs: terminal.glyphs),
                palette: Palette(theme: setup.theme, depth: terminal.depth),
                mailbox: mailbox,
                ear: setup.ear,
                send: send
            )
            return .success(loop.run())
        } catch {
            return .failure(error)
        }
    }

    private static func tellLines(_ setup: Setup, _ mailbox: Mailbox, _ send: @escaping (Errand) -> Void) -> Int32 {
        var loop = LineLoop(model: model(setup, size: .usual, glyphs: .unicode), mailbox: mailbox, send: send)
        return loop.run()
    }

    /// Runs the loop on its own thread, with feed and effects beside it for as long as it lasts.
    private func beside<Ending: Sendable>(
        _ loop: @escaping @Sendable (_ send: @escaping (Errand) -> Void) -> Ending
    ) async -> Ending {
        let (errands, send) = AsyncStream<Errand>.makeStream(bufferingPolicy: .bufferingOldest(64))
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await serve(errands) }
            let ending = await onOwnThread { loop { send.yield($0) } }
            group.cancelAll()
            return ending
        }
    }

    /// Runs the loop on the calling thread.
    ///
    /// Feed and effects run on the client's: their task is the process's root, and
    /// Dispatch's pool, which never sleeps, is not started for it.
    private func here<Ending>(_ loop: (_ send: @escaping (Errand) -> Void) -> Ending) -> Ending {
        let (errands, send) = AsyncStream<Errand>.makeStream(bufferingPolicy: .bufferingOldest(64))
        let serving = Task(executorPreference: client.executor) { await serve(errands) }
        defer { serving.cancel() }
        return loop { send.yield($0) }
    }

    private func serve(_ errands: AsyncStream<Errand>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await runFeed() }
            group.addTask { await run(errands) }
        }
    }

    private func run(_ errands: AsyncStream<Errand>) async {
        let runner = EffectRunner(client: client, mailbox: mailbox, place: setup.place)
        await withDiscardingTaskGroup { group in
            for await errand in errands { group.addTask { await runner.run(errand) } }
        }
    }

    private static func model(_ setup: Setup, size: Size, glyphs: Glyphs) -> Model {
        Model(
            size: size,
            glyphs: glyphs,
            secondsFromGMT: secondsFromGMT(),
            socket: setup.socketPath,
            now: Date()
        )
    }

    @Sendable private static func save(_ text: String, to file: String) -> Bool {
        (try? Data(text.utf8).write(to: URL(filePath: file))) != nil
    }
}

extension Size {
    /// Nothing is drawn in lines, but a desk has a size.
    fileprivate static let usual = Size(columns: 80, rows: 24)
}

extension DeskSession {
    /// Follows the broker's feed, through its restarts, until cancelled.
    private func runFeed() async {
        let feed = FeedSubscription(
            client: client,
            chance: { Double.random(in: 0..<1) },
            deliver: { [mailbox, hearing = setup.hearing] news in
                if case .event(_, let event) = news { hearing?(event) }
                if let message = news.message { mailbox.post(.desk(message)) }
            }
        )
        await feed.run()
    }
}

extension FeedNews {
    /// What the desk is told of it.
    fileprivate var message: Message? {
        switch self {
        case .connected: .linkRestored
        case .event(let id, let event): .feed(event, id: id)
        case .lost(let failure): .linkLost(reason: failure.sentence)
        case .connecting, .malformed, .waiting: nil
        }
    }
}

extension ClientFailure {
    /// As the desk knows failures.
    var asked: RequestFailure {
        switch self {
        case .problem(let problem): .problem(problem)
        case .unreachable, .timedOut, .malformed: .link(sentence)
        }
    }
}
