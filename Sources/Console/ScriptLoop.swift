import Desk
import FoundationEssentials
import Glibc
import Screen

/// The desk without a terminal: the same model and view, driven by a script.
struct ScriptLoop {
    /// How long `wait` waits.
    static let patience: TimeInterval = 10

    let mailbox: Mailbox
    private var themes: ThemeShelf
    private var palette: Palette
    let send: (Errand) -> Void
    let save: (String, String) -> Bool
    var model: Model
    private var failure: String?

    init(
        model: Model,
        themes: ThemeShelf,
        mailbox: Mailbox,
        send: @escaping (Errand) -> Void,
        save: @escaping (_ text: String, _ file: String) -> Bool
    ) {
        self.model = model
        self.themes = themes
        palette = Palette(theme: themes.theme, depth: .direct)
        self.mailbox = mailbox
        self.send = send
        self.save = save
    }

    /// Runs the script, then saves the last screen; gives the exit code and, where a step failed, prints the screen.
    mutating func run(_ script: Script, finally picture: String?) -> Int32 {
        for step in script.steps {
            take(step)
            if let failure { return fail(failure) }
        }
        pump(for: 0)
        if let picture, !saved(picture) { return fail("can't write \(picture)") }
        return 0
    }

    private mutating func take(_ step: Script.Step) {
        pump(for: 0)
        switch step {
        case .call(let number): send(.place(number: number))
        case .key(let key): press(key)
        case .type(let text): for character in text { press(.character(character)) }
        case .wait(let text): wait(for: text)
        case .resize(let size): apply(.resized(size))
        case .screen(let file): if !saved(file) { failure = "can't write \(file)" }
        }
    }

    /// A person sees a bar before pressing a key in it: its shield is waited out.
    private mutating func press(_ key: Key) {
        if case .review(let review) = model.mode { pump(for: review.shieldUntil.timeIntervalSince(Date())) }
        apply(.key(key))
    }

    private mutating func wait(for text: String) {
        let deadline = Date().addingTimeInterval(Self.patience)
        while !view(model).plainText().contains(text), failure == nil {
            let left = deadline.timeIntervalSince(Date())
            guard left > 0 else {
                failure = "waited \(Int(Self.patience)) s for “\(text)”"
                return
            }
            let next = nextWake(model, now: Date())?.timeIntervalSince(Date()) ?? left
            turn(atMost: min(left, next))
        }
    }

    /// Takes in what comes for a while; at least what is there already.
    private mutating func pump(for seconds: TimeInterval) {
        let end = Date().addingTimeInterval(seconds)
        repeat { turn(atMost: max(0, end.timeIntervalSince(Date()))) } while Date() < end && failure == nil
    }

    private mutating func turn(atMost seconds: TimeInterval) {
        var descriptor = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, Int32(clamping: Int((seconds * 1000).rounded(.up))))
        for letter in mailbox.empty() { take(letter) }
        apply(.tick)
    }

    private mutating func take(_ letter: Letter) {
        switch letter {
        case .desk(let message): apply(message)
        case .story(let story): model.story = story
        case .leave: failure = "asked to leave"
        case .failed(let sentence): failure = sentence
        case .picture: return
        }
    }

    private mutating func apply(_ message: Message) {
        for effect in update(&model, message, now: Date()) where effect != .quit {
            guard case .theme(let request) = effect else {
                send(.desk(effect))
                continue
            }
            let news = themes.answer(request, depth: .direct)
            palette = Palette(theme: themes.theme, depth: .direct)
            if let news { apply(.theme(news)) }
        }
    }

    private func saved(_ file: String) -> Bool {
        guard let picture = Picture(file: file) else { return false }
        return save(picture.render(view(model), palette: palette), file)
    }

    private func fail(_ sentence: String) -> Int32 {
        _ = writeLine("ringside: \(sentence)", to: STDERR_FILENO)
        _ = writeLine(view(model).plainText(), to: STDOUT_FILENO)
        return 1
    }
}
