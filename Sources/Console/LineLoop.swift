import Desk
import FoundationEssentials
import Glibc

/// The desk without a screen: a sentence for each change on standard output, commands by word from standard input.
struct LineLoop {
    let mailbox: Mailbox
    let send: (Errand) -> Void
    var desk: LineDesk
    private var typed: [UInt8] = []
    /// The broker's end of standard input: what was typed last is still answered, the feed goes on.
    private var inputIsOpen = true
    private var ending: Int32?
    /// What the walkthrough has told last, so that only what is new is told.
    private var told: Story?

    init(model: Model, mailbox: Mailbox, send: @escaping (Errand) -> Void) {
        desk = LineDesk(model: model, mayReveal: isatty(STDOUT_FILENO) == 1)
        self.mailbox = mailbox
        self.send = send
    }

    /// Runs until `quit`, the end of output, or a letter that says so; gives the exit code.
    mutating func run() -> Int32 {
        while true {
            if let ending { return ending }
            // Of output poll tells without being asked that nobody reads it any more.
            var descriptors = [
                pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
            ]
            if inputIsOpen { descriptors.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)) }
            guard poll(&descriptors, nfds_t(descriptors.count), -1) >= 0 else { continue }
            if descriptors[1].revents != 0 { ending = 0 }
            if descriptors.count > 2, descriptors[2].revents != 0 { readInput() }
            for letter in mailbox.empty() { take(letter) }
        }
    }

    private mutating func take(_ letter: Letter) {
        switch letter {
        case .desk(let message): carryOut(desk.receive(message, now: Date()))
        case .story(let story): if let story { tell(story) }
        case .picture: return
        case .leave(let code): ending = code
        case .failed(let sentence):
            tell(["ERROR \(sentence)"])
            ending = 1
        }
    }

    private mutating func tell(_ story: Story) {
        if story.text != told?.text { tell(["STORY \(story.title): \(story.text)"]) }
        if let exhibit = story.exhibit, exhibit != told?.exhibit {
            tell(exhibit.lines.map { "SHOWN \(exhibit.title): \($0.text)" })
        }
        told = story
    }

    private mutating func readInput() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        guard count > 0 else {
            inputIsOpen = count < 0 && errno == EINTR
            return
        }
        typed += bytes[..<count]
        while let end = typed.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: typed[..<end], as: UTF8.self)
            typed.removeSubrange(...end)
            carryOut(desk.command(line, now: Date()))
        }
        // Nobody types a line that long.
        if typed.count > 65_536 { typed = [] }
    }

    private mutating func carryOut(_ step: LineDesk.Step) {
        tell(step.lines)
        for effect in step.effects {
            if effect == .quit { ending = 0 } else { send(.desk(effect)) }
        }
    }

    /// Standard output that nobody reads any more ends the desk, as with any tool.
    private mutating func tell(_ lines: [String]) {
        for line in lines {
            guard writeLine(line, to: STDOUT_FILENO) else {
                ending = 0
                return
            }
        }
    }
}

/// Writes a whole line; false where nobody reads it.
func writeLine(_ line: String, to descriptor: Int32) -> Bool {
    var rest = Array("\(line)\n".utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
    }
    return true
}
