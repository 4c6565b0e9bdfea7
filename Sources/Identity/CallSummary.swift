package import FoundationEssentials

/// What became of a call's summary for the CRM.
package enum SummaryState: String, Sendable, Codable {
    /// Not written yet.
    case open
    /// The CRM has it.
    case written
    /// There is no record of a person to put it under, or no agent has taken the call.
    case nowhere
    /// Given up.
    case failed
}

/// What a CRM keeps of a finished call.
package struct CallSummary: Hashable, Sendable {
    /// The platform's key: the CRM has one summary for each.
    package let call: CallID
    /// Whose record it goes to.
    package let account: ExternalID
    /// Which side called.
    package let direction: Direction
    /// When the call was first heard of.
    package let startedAt: Date
    /// From the first answer to the customer's leaving, holds included.
    package let duration: Duration
    /// Of all legs.
    package let handle: HandleTimes
    /// The last agent, as colleagues know them.
    package let agent: String?
    /// What the conversation was about, where an agent said so.
    package let topic: PersonalText?
    /// The agent's note.
    package let note: PersonalText?

    /// Nil for a call that no agent has taken, that has not ended, or whose person is not known.
    package init?(_ call: Call, agent: String?) {
        guard !call.isOrphan, let answered = call.life.answeredAt, let ended = call.life.endedAt else { return nil }
        self.call = call.id
        account = call.identity.externalID
        direction = call.life.direction
        startedAt = call.life.startedAt
        duration = .milliseconds(Int64((max(0, ended.timeIntervalSince(answered)) * 1000).rounded()))
        handle = HandleTimes(call.life.legs)
        self.agent = agent
        topic = call.interaction[DataTable.topic]
        note = call.interaction[DataTable.note]
    }
}

extension Call {
    /// When its summary is due: after wrap-up, or after `wrapUp` without further events, and never while its switch can be
    /// undone; nil while it goes on, once it is written, and where no agent took it.
    package func summaryDue(wrapUp: TimeInterval, undo window: TimeInterval) -> Date? {
        guard summary == .open, life.answeredAt != nil, let ended = life.endedAt else { return nil }
        let wrapped = life.state == .ended ? life.lastEventAt : life.lastEventAt.addingTimeInterval(wrapUp)
        return max(wrapped, ended.addingTimeInterval(window))
    }

    /// The CRM has the summary.
    package mutating func summaryWritten(to source: SourceName, at: Date) {
        summary = .written
        note("summary", "call summary written to \(source)", at: at)
    }

    /// It is written nowhere: nobody to put it under.
    package mutating func summaryDropped(_ why: String, at: Date) {
        summary = .nowhere
        note("summary", "no call summary: \(why)", at: at)
    }

    /// It is given up.
    package mutating func summaryFailed(_ failure: SourceFailure, at: Date) {
        summary = .failed
        note("summary", "call summary not written: the CRM \(failure.sentence)", at: at)
    }
}
