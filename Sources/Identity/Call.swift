package import FoundationEssentials

/// One conversation on the contact-centre platform, and all that is known of it: a value, changed only by the
/// transitions in `Call+….swift`.
package struct Call: Hashable, Sendable, Codable {
    /// Most lines that the timeline keeps; the oldest go first.
    static let timelineCapacity = 50

    /// The platform's key.
    package let id: CallID
    /// The customer's number; nil where withheld or unusable.
    package let number: CallerNumber?
    /// Its own `PHONE:` or `UNKNOWN:` identifier, taken where no person is known.
    package let proxy: ExternalID
    /// An e-mail address that the platform has verified.
    package let verifiedEmail: EmailAddress?
    /// Calls of this number in the journal before this one.
    package let callsBefore: Int
    /// The platform's events.
    package internal(set) var life: CallLife
    /// Who it is taken to be.
    package internal(set) var identity: Identification
    /// The CRM's side.
    package internal(set) var crm: CRMContext
    /// The ERP's side.
    package internal(set) var erp: ERPContext
    /// The accounts on this number and those it was switched to, in the order of their digits.
    package internal(set) var candidates: [Candidate] = []
    /// How many people the CRM has under the number.
    package internal(set) var peopleOnNumber = 0
    /// The platform's record.
    package internal(set) var sync = SyncStatus()
    /// What happened, oldest first.
    package internal(set) var timeline: [TimelineEntry] = []
    /// What belongs to this conversation rather than to the person.
    package internal(set) var interaction: [String: PersonalText] = [:]
    /// What of it the platform's interaction has, as far as we told it.
    package internal(set) var platformAttributes: [String: PersonalText] = [:]
    /// What became of the summary for the CRM.
    package internal(set) var summary = SummaryState.open
    /// The phase in which a person was first known (1: the lookup was answered with one); nil while none was, or only by a
    /// switch.
    package internal(set) var knownInPhase: Int?
    /// How often it was switched.
    package internal(set) var switches = 0
    /// How often a switch was taken back.
    package internal(set) var undos = 0
    /// Where the latest switch can be taken back to.
    package internal(set) var undo: UndoPoint?
    /// From the lookup to its answer.
    package internal(set) var phase1: Duration?
    /// From the lookup to the CRM's context.
    package internal(set) var phase2: Duration?

    var nextDigit = 1

    /// True while no person is known.
    package var isOrphan: Bool { identity.externalID.isProxy }
    /// The larger of the CRM's count and the journal's.
    package var previousInteractionCount: Int { max(callsBefore, crm.account?.interactions ?? 0) }
    /// A count of calls as every timeline and screen says it.
    package static func inWords(callsBefore count: Int) -> String {
        switch count {
        case ...0: "no call before"
        case 1: "1 call before"
        default: "\(count) calls before"
        }
    }
    /// More than three people have the number: its switches are only remembered when asked for.
    package var isSwitchboard: Bool { peopleOnNumber > 3 }

    /// Whether the latest switch can be taken back at a moment; `window` runs from the end of the call.
    package func canUndo(at now: Date, window: TimeInterval) -> Bool {
        guard undo != nil else { return false }
        return life.endedAt.map { now <= $0.addingTimeInterval(window) } ?? true
    }

    mutating func note(_ kind: String, _ text: String, at: Date, took: Duration? = nil) {
        let place = timeline.lastIndex { $0.at <= at }.map { $0 + 1 } ?? timeline.startIndex
        timeline.insert(TimelineEntry(at: at, kind: kind, text: PersonalText(text), took: took), at: place)
        if timeline.count > Self.timelineCapacity { timeline.removeFirst() }
    }

    /// Gives an account its digit, once; it keeps digit and place for the call's life.
    mutating func admit(_ account: Account) {
        if let index = candidates.firstIndex(where: { $0.account.id == account.id }) {
            candidates[index].account = account
        } else {
            candidates.append(Candidate(digit: nextDigit <= 9 ? nextDigit : nil, account: account, standing: nil))
            nextDigit += 1
        }
    }
}
