import Desk
import FoundationEssentials
package import Screen
import Terminal

/// The walkthrough's ear: true where a key is the story's.
package typealias StoryEar = @Sendable (Key) -> Bool

/// The desk on a terminal: one thread, one `poll`, one timer, and a frame only where something changed.
struct ScreenLoop: ~Copyable {
    /// Frames go out no faster than this.
    static let pace: Duration = .milliseconds(16)

    let terminal: TerminalDriver
    let mailbox: Mailbox
    let palette: Palette
    let ear: StoryEar?
    let send: (Errand) -> Void
    var model: Model
    private var lastFrame: ContinuousClock.Instant?
    private var isDirty = true
    private var ending: Int32?

    init(
        terminal: TerminalDriver,
        model: Model,
        palette: Palette,
        mailbox: Mailbox,
        ear: StoryEar?,
        send: @escaping (Errand) -> Void
    ) {
        self.terminal = terminal
        self.model = model
        self.palette = palette
        self.mailbox = mailbox
        self.ear = ear
        self.send = send
    }

    /// Runs until the agent leaves or the terminal is gone; gives the exit code.
    mutating func run() -> Int32 {
        while true {
            if let ending { return ending }
            drawIfTime()
            for input in terminal.wait(also: [mailbox.descriptor], milliseconds: patience) { take(input) }
            for letter in mailbox.empty() { take(letter) }
            tickIfTime()
        }
    }

    private mutating func drawIfTime() {
        let now = ContinuousClock.now
        guard isDirty, lastFrame.map({ now - $0 >= Self.pace }) ?? true else { return }
        terminal.draw(view(model), palette: palette)
        lastFrame = now
        isDirty = false
    }

    /// Milliseconds until a frame may go out, or until something on the screen ages.
    private var patience: Int? {
        if isDirty, let lastFrame {
            return max(0, (Self.pace - (ContinuousClock.now - lastFrame)).wholeMilliseconds)
        }
        let now = Date()
        return nextWake(model, now: now).map { max(1, Int(($0.timeIntervalSince(now) * 1000).rounded(.up))) }
    }

    private mutating func tickIfTime() {
        let now = Date()
        guard let wake = nextWake(model, now: model.now), wake <= now else { return }
        apply(.tick)
    }

    private mutating func take(_ input: Input) {
        switch input {
        case .key(.control("Z")): terminal.suspend()
        case .key(let key): if !isStory(key) { apply(.key(key)) }
        case .paste(let text): apply(.paste(text))
        case .mouse(let mouse): if let message = mouse.message { apply(.mouse(message)) }
        case .resized(let size): apply(.resized(size))
        case .resumed: apply(.resumed)
        case .focus(let has): apply(.focus(has))
        case .wake: return
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
            isDirty = true
        case .leave(let code): ending = code
        case .failed: ending = 1
        }
    }

    private mutating func apply(_ message: Message) {
        for effect in update(&model, message, now: Date()) {
            if effect == .quit { ending = 0 } else { send(.desk(effect)) }
        }
        isDirty = true
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
