import BrokerAPI
import Desk
import FoundationEssentials
package import Screen
import Terminal

/// The walkthrough's ear: true where a key is the story's.
package typealias StoryEar = @Sendable (Key) -> Bool

/// Sees every frame that is drawn, and the colours that it is drawn in.
package typealias FrameWatching = @Sendable (Frame, Palette) -> Void

/// The desk on a terminal: one thread, one `poll`, one timer, and a frame only where something changed.
struct ScreenLoop: ~Copyable {
    let terminal: TerminalDriver
    let mailbox: Mailbox
    /// How long the first frame waits for the terminal to say whether it is dark or light.
    static let answerPause: Duration = .milliseconds(15)
    /// A terminal that takes longer to say so is too late: nobody wants the colours to change under their eyes.
    static let answerTime: Duration = .seconds(2)

    private var themes: ThemeShelf
    private var watch: FolderWatch?
    private let settings: SettingsSource?
    private var palette: Palette
    private let opened = ContinuousClock.now
    let ear: StoryEar?
    let watching: FrameWatching?
    let send: (Errand) -> Void
    var model: Model
    private var pace = FramePace()
    private var ending: Int32?

    init(
        terminal: TerminalDriver,
        model: Model,
        themes: ThemeShelf,
        keeping: ThemeKeeping,
        mailbox: Mailbox,
        ear: StoryEar?,
        watching: FrameWatching?,
        settings: SettingsSource?,
        send: @escaping (Errand) -> Void
    ) {
        self.terminal = terminal
        self.model = model
        self.themes = themes
        self.themes.keeping = keeping
        palette = Palette(theme: themes.theme, depth: terminal.depth)
        self.settings = settings
        watch = FolderWatch(themes.folders + [settings?.folder].compactMap(\.self))
        self.mailbox = mailbox
        self.ear = ear
        self.watching = watching
        self.send = send
        pace.need(.news)
    }

    /// Runs until the agent leaves or the terminal is gone; gives the exit code.
    mutating func run() -> Int32 {
        while true {
            if let ending { return ending }
            drawIfTime()
            // While a frame is held back, letters pile up in the mailbox, where newer ones take the place of older ones.
            let isHeldBack = pace.due != nil
            let descriptors = (isHeldBack ? [] : [mailbox.descriptor]) + [watch?.descriptor].compactMap(\.self)
            for input in terminal.wait(also: descriptors, milliseconds: patience) { take(input) }
            if !isHeldBack { for letter in mailbox.empty() { take(letter) } }
            tickIfTime()
        }
    }

    private mutating func drawIfTime() {
        let now = ContinuousClock.now
        guard pace.due != nil, heldBack(now) <= .zero else { return }
        let frame = view(model)
        pace.drew(now, isWritten: terminal.draw(frame, palette: palette))
        watching?(frame, palette)
    }

    /// Milliseconds until a frame may go out, or until something on the screen ages.
    private var patience: Int? {
        if pace.due != nil { return heldBack(.now).wholeMilliseconds }
        let now = Date()
        return nextWake(model, now: now).map { max(1, Int(($0.timeIntervalSince(now) * 1000).rounded(.up))) }
    }

    private func heldBack(_ now: ContinuousClock.Instant) -> Duration {
        guard pace.isFirst, themes.isAutomatic, terminal.awaitsAnswer else { return pace.heldBack(now) }
        return max(.zero, Self.answerPause - (now - opened))
    }

    private mutating func tickIfTime() {
        let now = Date()
        guard let wake = nextWake(model, now: model.now), wake <= now else { return }
        apply(.tick, .time)
    }

    private mutating func take(_ input: Input) {
        switch input {
        case .key(.control("Z")): terminal.suspend()
        case .key(.control("L")):
            terminal.forget()
            pace.need(.key)
        case .key(let key):
            // Of a key that is the story's, the answer comes as a letter.
            pace.need(.key)
            if !isStory(key) { apply(.key(key)) }
            // As the signal does that this key is elsewhere.
            if key == .control("C"), ending != nil { ending = 130 }
        case .paste(let text): apply(.paste(text))
        case .mouse(let mouse): if let message = mouse.message { apply(.mouse(message)) }
        case .resized(let size): apply(.resized(size))
        case .resumed: apply(.resumed)
        case .focus(let has): apply(.focus(has))
        case .background(let colour?):
            if ContinuousClock.now - opened < Self.answerTime { adopt(Appearance.variant(of: colour)) }
        case .background(nil): return
        case .appearance(let variant): adopt(variant)
        case .wake(let descriptor):
            guard let watch, watch.descriptor == descriptor else { return }
            reload(watch.changed())
        case .reload: reload(nil)
        case .interrupted: ending = 130
        case .vanished: ending = 1
        }
    }

    /// In a text field only the F-keys are the story's.
    private func isStory(_ key: Key) -> Bool {
        guard let ear else { return false }
        if case .function = key { return ear(key) }
        return !model.isTyping && ear(key)
    }

    private mutating func take(_ letter: Letter) {
        switch letter {
        case .desk(let message): apply(message)
        case .story(let story):
            model.story = story
            pace.need(.news)
        case .leave(let code): ending = code
        case .failed: ending = 1
        case .picture: return
        }
    }

    private mutating func apply(_ message: Message, _ cause: FramePace.Cause = .news) {
        for effect in update(&model, message, now: Date()) {
            carryOut(effect)
        }
        if isSeen(message) { pace.need(cause) }
    }

    /// Figures come every second, and only the board shows them.
    private func isSeen(_ message: Message) -> Bool {
        guard case .feed(.stats, _) = message else { return true }
        if case .board = model.mode { return true }
        return false
    }

    private mutating func adopt(_ variant: Theme.Variant) {
        guard themes.adopt(variant) else { return }
        repaint()
    }

    private var watched: [String] { themes.folders + [settings?.folder].compactMap(\.self) }

    /// Reads again what has changed; everything where nobody says what.
    private mutating func reload(_ files: Set<String>?) {
        if let news = themes.reload(files) { show(news) }
        guard let settings, files?.contains(settings.file) ?? true else { return }
        switch settings.read() {
        case .success(let new):
            model.keys = new.keys
            themes.keeping = new.keeping
            apply(.configuration(problem: nil))
            if let news = themes.take(new.theme) { apply(.theme(news)) }
            repaint()
        case .failure(let problem): apply(.configuration(problem: problem.sentence))
        }
    }

    private mutating func show(_ news: ThemeNews) {
        repaint()
        apply(.theme(news))
    }

    private mutating func repaint() {
        palette = Palette(theme: themes.theme, depth: terminal.depth)
        pace.need(.news)
    }

    private mutating func carryOut(_ effect: Effect) {
        switch effect {
        case .quit: ending = 0
        case .copy(let text): terminal.copy(text)
        case .scene(let number): _ = ear?(.function(number))
        case .theme(let request):
            // A folder may have been made since.
            if request == .list { watch = FolderWatch(watched) }
            let news = themes.answer(request, depth: terminal.depth)
            repaint()
            if let news { apply(.theme(news)) }
        default: send(.desk(effect))
        }
    }
}

extension Duration {
    /// Rounded up, so that nobody wakes too early and finds nothing to do.
    fileprivate var wholeMilliseconds: Int {
        Int(components.seconds) * 1000 + Int((components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}

extension Terminal.Mouse {
    fileprivate var message: Desk.Mouse? {
        switch action {
        case .press: .click(row: position.row, column: position.column)
        case .wheelUp: .wheelUp(row: position.row, column: position.column)
        case .wheelDown: .wheelDown(row: position.row, column: position.column)
        case .release: nil
        }
    }
}
