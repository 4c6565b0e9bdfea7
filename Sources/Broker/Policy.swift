package import FoundationEssentials
package import Identity

/// The configuration of the use cases, as values; the defaults are those of the specification.
package struct Policy: Sendable {
    /// Default region of national numbers.
    package var region = "US"
    /// How a number becomes a `PHONE:` identifier.
    package var phoneHash: PhoneHash
    /// Which of several people is taken.
    package var matching = MatchingPolicy()
    /// How long a link of a `certain` or `likely` match answers lookups.
    package var recentLink: TimeInterval = 86_400
    /// How long phase 1 waits for the CRM; zero turns it off.
    package var grace: Duration = .milliseconds(80)
    /// When phase 1 answers, whatever happens.
    package var deadline: Duration = .milliseconds(250)
    /// How long after a call's end its switch can be undone.
    package var undoWindow: TimeInterval = 60
    /// How long a switch is remembered.
    package var overrideLife: TimeInterval = 30 * 86_400
    /// Whether choices of IVR flows are remembered.
    package var remembersFlows = false
    /// How long a platform write is retried.
    package var syncGiveUp: TimeInterval = 72 * 3600
    /// How long after a call's end its sources are retried.
    package var enrichmentAfterEnd: TimeInterval = 15 * 60
    /// How long quiet calls stay on the feed.
    package var stay = FeedStay()
    /// What belongs to the person and what to the conversation.
    package var data = DataTable()
    /// The shortest pause between two tries to write a call's summary.
    package var summaryPause: TimeInterval = 5
    /// How long calls are kept, and what is remembered from them.
    package var retention: TimeInterval = 30 * 86_400
    /// How long the audit is kept.
    package var auditLife: TimeInterval = 365 * 86_400
    /// The backoff of retries.
    package var retry = RetryPolicy()

    /// The defaults.
    package init(phoneHash: PhoneHash) { self.phoneHash = phoneHash }

    /// When a call leaves the feed if nothing more happens.
    func end(of call: Call) -> Date { stay.end(of: call.life, undo: undoWindow) }

    /// When the summary of a call is due; nil where there is none to write.
    func summaryDue(_ call: Call) -> Date? { call.summaryDue(wrapUp: stay.wrapUp, undo: undoWindow) }
}

/// Exponential backoff with full jitter.
package struct RetryPolicy: Sendable {
    /// The first wait is at most this.
    package var base: TimeInterval = 0.1
    /// No wait is longer.
    package var cap: TimeInterval = 30

    /// The defaults: 100 ms and 30 s.
    package init() {}

    /// When to try again after a failure; what the source asked for wins.
    ///
    /// `chance` is in 0 ..< 1, `attempts` counts from 1.
    package func next(after failure: SourceFailure, attempts: Int, at now: Date, chance: Double) -> Date {
        let jitter = chance * min(cap, base * Double(1 << min(max(attempts - 1, 0), 20)))
        return switch failure {
        // Never earlier than asked for, and not all at the same moment.
        case .rateLimited(let asked), .unavailable(_, let asked):
            now.addingTimeInterval((asked.map(seconds) ?? 0) + jitter)
        case .breakerOpen(let until): max(until ?? now, now).addingTimeInterval(jitter)
        case .timedOut, .unreachable, .untrusted, .unauthorised, .forbidden, .rejected, .unprepared, .malformed:
            now.addingTimeInterval(jitter)
        }
    }
}

/// A duration in seconds, for arithmetic on dates.
package func seconds(_ duration: Duration) -> TimeInterval {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}
