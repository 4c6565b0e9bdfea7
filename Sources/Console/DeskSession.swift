package import BrokerAPI
package import BrokerClient
package import Desk
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
        package var themes: ThemeShelf
        /// How the terminal is used.
        package var terminal: TerminalDriver.Options
        /// The process's environment.
        package var environment: [String: String]
        /// The keys.
        package var keys = KeyTable.standard
        /// What becomes of a theme that is kept in the picker.
        package var keeping = ThemeKeeping.never("nothing is noted here")
        /// The configuration that is read again when its file changes; nil where there is none.
        package var settings: SettingsSource?
        /// What was wrong at the start, for the agent to read.
        package var problem: String?
        /// The walkthrough's ear.
        package var ear: StoryEar?
        /// Sees every frame.
        package var watching: FrameWatching?
        /// Takes the pictures that are asked for by name.
        package var picturing: (@Sendable (String, Frame) -> Void)?
        /// Hears every event of the feed, after the desk.
        package var hearing: (@Sendable (FeedEvent) -> Void)?
        /// Places a call on the sandbox for a script; gives a sentence where it can't.
        package var place: (@Sendable (String) async -> String?)?

        /// A desk at a socket.
        package init(socketPath: String, themes: ThemeShelf, environment: [String: String]) {
            self.socketPath = socketPath
            self.themes = themes
            terminal = TerminalDriver.Options(environment: environment)
            terminal.asksAppearance = environment["NO_COLOR", default: ""].isEmpty
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
                themes: setup.themes,
                mailbox: mailbox,
                send: send,
                save: Self.save
            )
            return loop.run(script, finally: picture)
        }
    }

    /// The desk as it would be on a terminal of that size, for whoever watches its frames.
    package func unseen(size: Size) async -> Int32 {
        await beside { send in
            var loop = UnseenLoop(
                model: Self.model(setup, size: size, glyphs: .unicode),
                theme: setup.themes.theme,
                mailbox: mailbox,
                watching: setup.watching,
                picturing: setup.picturing,
                send: send
            )
            return loop.run()
        }
    }

    private static func showScreen(
        _ setup: Setup,
        _ mailbox: Mailbox,
        _ send: @escaping (Errand) -> Void
    ) -> Result<Int32, TerminalFailure> {
        do throws(TerminalFailure) {
            let terminal = try TerminalDriver.open(options: setup.terminal)
            defer { terminal.close() }
            var loop = ScreenLoop(
                terminal: terminal,
                model: model(setup, size: terminal.size, glyphs: terminal.glyphs),
                themes: setup.themes,
                keeping: setup.keeping,
                mailbox: mailbox,
                ear: setup.ear,
                watching: setup.watching,
                settings: setup.settings,
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
        var model = Model(
            size: size,
            glyphs: glyphs,
            secondsFromGMT: secondsFromGMT(),
            socket: setup.socketPath,
            now: Date()
        )
        model.keys = setup.keys
        if let problem = setup.problem { _ = update(&model, .configuration(problem: problem), now: Date()) }
        return model
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
            wantsStats: { [client] in await isSupervisor(client) },
            chance: { Double.random(in: 0..<1) },
            deliver: { [mailbox, hearing = setup.hearing] news in
                if let message = news.message { mailbox.post(.desk(message)) }
                if case .event(_, let event) = news { hearing?(event) }
            }
        )
        await feed.run()
    }
}

/// Figures are a supervisor's; a broker that can't say who sits here will say why when the feed is asked for.
private func isSupervisor(_ client: SocketClient) async -> Bool {
    do throws(ClientFailure) { return try await client.me().role == .supervisor } catch { return false }
}

extension FeedNews {
    private static let unreadable = Notice(
        level: "warning",
        text: "The broker said something that this desk can't read: a call may be out of date"
    )

    /// What the desk is told of it.
    fileprivate var message: Message? {
        switch self {
        case .connected: .linkRestored
        case .event(let id, let event): .feed(event, id: id)
        case .lost(let failure): .linkLost(reason: failure.sentence)
        case .malformed: .feed(.notice(Self.unreadable), id: nil)
        case .connecting, .waiting: nil
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
