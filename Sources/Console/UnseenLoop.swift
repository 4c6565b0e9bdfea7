import Desk
import FoundationEssentials
import Glibc
import Screen

/// The desk without a terminal and without a script: its letters come from the walkthrough, its frames go to whoever watches.
struct UnseenLoop {
    let mailbox: Mailbox
    let watching: FrameWatching?
    let picturing: (@Sendable (String, Frame) -> Void)?
    let send: (Errand) -> Void
    private let palette: Palette
    private var model: Model
    private var pace = FramePace()
    private var ending: Int32?

    init(
        model: Model,
        theme: Theme,
        mailbox: Mailbox,
        watching: FrameWatching?,
        picturing: (@Sendable (String, Frame) -> Void)?,
        send: @escaping (Errand) -> Void
    ) {
        self.model = model
        palette = Palette(theme: theme, depth: .direct)
        self.mailbox = mailbox
        self.watching = watching
        self.picturing = picturing
        self.send = send
        pace.need(.news)
    }

    /// Runs until a letter says so; gives the exit code.
    mutating func run() -> Int32 {
        while true {
            if let ending { return ending }
            drawIfTime()
            var descriptor = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
            poll(&descriptor, 1, patience)
            for letter in mailbox.empty() { take(letter) }
            if let wake = nextWake(model, now: model.now), wake <= Date() { apply(.tick, .time) }
        }
    }

    private mutating func drawIfTime() {
        guard pace.due != nil, pace.heldBack(.now) <= .zero else { return }
        watching?(view(model), palette)
        pace.drew(.now, isWritten: true)
    }

    /// Milliseconds until a frame may go out, or until something on the screen ages.
    private var patience: Int32 {
        if pace.due != nil { return Int32(clamping: Int((pace.heldBack(.now) / .milliseconds(1)).rounded(.up))) }
        let now = Date()
        guard let wake = nextWake(model, now: now) else { return -1 }
        return Int32(clamping: max(1, Int((wake.timeIntervalSince(now) * 1000).rounded(.up))))
    }

    private mutating func take(_ letter: Letter) {
        switch letter {
        case .desk(let message): apply(message, .news)
        case .story(let story):
            model.story = story
            pace.need(.news)
        case .picture(let name):
            apply(.tick, .time)
            picturing?(name, view(model))
        case .leave(let code): ending = code
        case .failed(let sentence):
            _ = writeLine("ringside: \(sentence)", to: STDERR_FILENO)
            ending = 1
        }
    }

    private mutating func apply(_ message: Message, _ cause: FramePace.Cause) {
        for effect in update(&model, message, now: Date()) {
            switch effect {
            case .quit: ending = 0
            // There is neither a clipboard nor anybody who would look at other colours.
            case .copy, .theme, .scene: continue
            default: send(.desk(effect))
            }
        }
        pace.need(cause)
    }
}
