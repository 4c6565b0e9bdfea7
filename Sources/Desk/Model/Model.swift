package import BrokerAPI
package import FoundationEssentials
package import Screen

/// Everything that the screen shows; changed by `update` alone, drawn by `view`.
package struct Model: Sendable, Equatable {
    /// The terminal's size.
    package internal(set) var size: Size
    /// The signs that the terminal can draw.
    package internal(set) var glyphs: Glyphs
    /// The offset of the clock on the screen from UTC.
    package internal(set) var secondsFromGMT: Int
    /// Where the broker is looked for.
    package internal(set) var socket: String
    /// The moment of the last message: all ages count from here.
    package internal(set) var now: Date
    /// How the broker is reached.
    package internal(set) var link: Link
    /// Who sits here; nil until the broker has said so.
    package internal(set) var me: MeView?
    /// The calls in the order in which they came: what is on the list never moves because another call arrives.
    package internal(set) var calls: [CallView] = []
    /// How the sources are doing.
    package internal(set) var sources: [SourceView] = []
    /// The supervisor's figures.
    package internal(set) var board = Board()
    /// The call that the screen is about.
    package internal(set) var openID: String?
    /// The open call is off the feed and only kept until the agent leaves it.
    package internal(set) var openIsGone = false
    /// The open call ended under the agent's eyes: it keeps its place in the list until they leave it.
    var lingering: Lingering?
    /// Calls that the agent has put away; the list leaves them out once they have ended.
    var putAway: Set<String> = []
    /// The call that `Enter` opens.
    package internal(set) var selectedID: String?
    /// The agent put the mark where it is; it no longer leaves an ended call by itself.
    var isMarkHeld = false
    /// Where the mark is on the list; nil while the list is out of sight.
    var eye: ListEye?
    /// The first of the open call's accounts that is in sight while they have the focus.
    var accountsFirst = 0
    /// The account that `Enter` reviews while the accounts have the focus.
    package internal(set) var selectedAccount: String?
    /// Where the arrow keys go.
    package internal(set) var panel = Panel.context
    /// The panel that a key went into last: it has the room, whatever is pointed at.
    var roomyPanel = Panel.context
    /// What has the keyboard.
    package internal(set) var mode = Mode.calls
    /// Switches and undos on their way, by call.
    package internal(set) var pending: [String: Pending] = [:]
    /// Why the last switch or undo of a call did not happen.
    package internal(set) var verdicts: [String: Verdict] = [:]
    /// The identifications of calls, as far as they were asked for.
    package internal(set) var histories: [String: [HistoryAnswer.Step]] = [:]
    /// Letters are nobody's until the typing pauses: a text was meant for a field that did not open.
    var deafUntil: Date?
    /// The agent was told that people are on the line: until then the same wish leaves.
    var leavingUntil: Date?
    /// Commands are words that are typed: sentences name those instead of keys.
    var isInLines = false
    /// What changed on the open call, and until when it is marked.
    package internal(set) var marks: [Field: Date] = [:]
    /// The last short message, until its time is over.
    package internal(set) var toast: Toast?
    /// Lines that the timeline is scrolled back.
    package internal(set) var timelineScroll = 0
    /// The keys, as the configuration has them.
    package var keys = KeyTable.standard
    /// Which calls the list shows.
    package internal(set) var filter = CallFilter("")
    /// What the filter lets through, where names are masked that it would look in.
    var shownIDs: Set<String>?
    /// Names and numbers are masked, for a screen that others see.
    package internal(set) var isPrivate = false
    /// The value that was asked for in clear.
    var revealing: RevealAsked?
    /// The value in clear, for a moment.
    package internal(set) var revealed: Revealed?
    /// Notes that are written and not saved, by call.
    package internal(set) var drafts: [String: String] = [:]
    /// Conversation data on its way, by call.
    package internal(set) var saving: [String: InteractionChange] = [:]
    /// The platform's records, as far as they were asked for, by call.
    package internal(set) var records: [String: RecordReading] = [:]
    /// The walkthrough's bar at the bottom.
    package var story: Story?
    /// What the walkthrough has turned to, as long as it is not there.
    var turning: Turning?
    /// The window has the keyboard, as far as the terminal tells.
    package internal(set) var hasFocus = true
    /// The number of the last feed event.
    package internal(set) var lastEventID: UInt64?

    /// A desk that has not heard of a broker yet; `socket` is where it looks.
    package init(size: Size, glyphs: Glyphs = .unicode, secondsFromGMT: Int, socket: String, now: Date) {
        self.size = size
        self.glyphs = glyphs
        self.secondsFromGMT = secondsFromGMT
        self.socket = socket
        self.now = now
        link = .connecting(reason: nil)
    }
}

/// How the broker is reached.
package enum Link: Sendable, Hashable {
    /// Never reached yet; why not, where that is known.
    case connecting(reason: String?)
    /// The feed runs.
    case live
    /// The screen shows what was last known.
    case stale(since: Date, reason: String)
}

/// What the arrow keys move in.
package enum Panel: Sendable, CaseIterable {
    case calls, context, accounts, timeline
}

/// What has the keyboard.
package enum Mode: Sendable, Equatable {
    case calls
    case review(Review)
    case search(Search)
    case why(scroll: Int)
    case help(scroll: Int)
    /// The supervisor's figures.
    case board(scroll: Int)
    /// The filter's text, while it is typed.
    case filter(String)
    case palette(CommandPalette)
    case note(NoteDraft)
    case reveal(Reveal)
    case record(scroll: Int)
    case overrides(Memories)
    case themes(ThemePicker)
    /// Asked to leave while a switch is on its way.
    case quitting
}

/// A switch or an undo that the broker has not answered.
package struct Pending: Sendable, Hashable {
    /// What was asked for.
    package enum Kind: Sendable, Hashable {
        case `switch`(Review)
        case undo
    }
    /// What was asked for.
    package var kind: Kind
    /// When.
    package var since: Date
}

/// A short message that leaves by itself.
package struct Toast: Sendable, Hashable {
    /// What kind of message.
    package enum Level: Sendable { case info, ok, warning, error }
    /// One line.
    package var text: String
    /// What kind of message.
    package var level: Level
    /// When it leaves.
    package var until: Date
    /// The command that it explains; it leaves when that succeeds.
    var cause: Command?
    /// The call that it is about; it leaves with the call's screen.
    var callID: String?
    /// The broker's own news, which is about no call and no bar.
    var isNews = false
}

/// Why a switch or an undo did not happen.
package struct Verdict: Sendable, Hashable {
    /// One line.
    package var text: String
    /// When it leaves; nil until its call has been looked at.
    package var until: Date?
}

/// The walkthrough's bar.
package struct Story: Sendable, Hashable {
    /// The scene's name.
    package var title: String
    /// What to look at; wrapped to the width, as many rows as there are.
    package var text: String
    /// Such as `2 of 4`.
    package var progress: String
    /// The story's keys, such as `Space next  Backspace back`.
    package var keys: String
    /// What is shown beside the desk.
    package var exhibit: Exhibit?

    /// A bar.
    package init(title: String, text: String, progress: String, keys: String, exhibit: Exhibit? = nil) {
        self.title = title
        self.text = text
        self.progress = progress
        self.keys = keys
        self.exhibit = exhibit
    }
}

extension Model {
    /// The call that the screen is about.
    package var openCall: CallView? { openID.flatMap(call) }

    /// A call by its identity.
    package func call(_ id: String) -> CallView? { calls.first { $0.callId == id } }

    /// Letters go into a text field.
    package var isTyping: Bool {
        switch mode {
        case .search(let search): search.focus == .query
        case .review(let review): review.isTyping
        case .reveal(let bar): bar.typed != nil
        case .filter, .palette, .note: true
        case .record, .overrides, .themes: false
        case .calls, .why, .help, .board, .quitting: false
        }
    }

    var isLive: Bool { link == .live }

    /// How a sentence tells the way to a command: by its key, or by the word that line mode has for it.
    func keyWord(_ command: Command) -> String {
        guard isInLines else { return keys.label(of: command) }
        switch command {
        case .filter: return "filter state:ended"
        default: return command.configurationName.replacing("switch_", with: "")
        }
    }

    mutating func say(_ text: String, _ level: Toast.Level = .info, by cause: Command? = nil, about id: String? = nil) {
        let seconds: TimeInterval = level == .error || level == .warning ? 8 : 5
        let until = now.addingTimeInterval(seconds)
        toast = Toast(text: text, level: level, until: until, cause: cause, callID: id)
    }
}

extension Model: CustomStringConvertible {
    /// How much it holds, never whom: a model must not carry names into a log.
    package var description: String { "Model(calls: \(calls.count), open: \(openID != nil), size: \(size))" }
}
