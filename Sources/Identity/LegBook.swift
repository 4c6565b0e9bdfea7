import FoundationEssentials

/// Cuts a call's events, in their order, into the legs of its agents.
struct LegBook {
    private struct Entry {
        let legID: String?
        var userID: String?
        var queueID: String?
        let startedAt: Date
        let dials: Bool
        var answeredAt: Date?
        var endedAt: Date?
        var wrappedAt: Date?
        var heldSince: Date?
        var held: TimeInterval = 0
        var metrics = LegMetrics(talk: nil, held: nil, afterCall: nil, dialing: nil, contacting: nil)

        var isTalking: Bool { answeredAt != nil && endedAt == nil }
    }

    private var entries: [Entry] = []
    private var talking: Int?
    private var hasEnded = false
    /// Whose it is next, for an answer that does not say.
    private var userID: String?
    private var queueID: String?

    /// An outbound call begins with a leg that dials.
    init(direction: Direction, startedAt: Date, queueID: String?, userID: String?) {
        (self.queueID, self.userID) = (queueID, userID)
        if direction == .outbound { open(legID: nil, userID: userID, at: startedAt, dials: true) }
    }

    mutating func take(_ event: CallEvent) {
        queueID = event.queueID ?? queueID
        let index =
            switch event.kind {
            case .callOffered: offer(event)
            case .callAnswered: answer(event)
            case .callHeld: hold(event)
            case .callResumed: resume(event)
            case .callTransferred: transfer(event)
            case .callEnded: end(event)
            case .wrapUpEnded: wrapUp(event)
            }
        if let index, let metrics = event.metrics { entries[index].metrics.take(metrics) }
    }

    var legs: [AgentLeg] { entries.map(Self.leg) }

    // MARK: - Events

    private mutating func offer(_ event: CallEvent) -> Int? {
        guard !hasEnded else { return named(event) }
        if talking == nil { userID = event.userID ?? userID }
        return unanswered(event) ?? open(legID: event.legID, userID: event.userID, at: event.at)
    }

    /// Whoever talked before, and whoever it only rang at, is out.
    private mutating func answer(_ event: CallEvent) -> Int? {
        guard !hasEnded else { return named(event) }
        let user = event.userID ?? userID
        if let index = talking, matches(entries[index], event, user) { return index }
        let index = unanswered(event) ?? open(legID: event.legID, userID: user, at: event.at)
        if let talking { finish(talking, at: event.at) }
        for other in entries.indices where other != index && entries[other].answeredAt == nil {
            entries[other].endedAt = entries[other].endedAt ?? event.at
        }
        entries[index].userID = entries[index].userID ?? user
        entries[index].queueID = entries[index].queueID ?? queueID
        (entries[index].answeredAt, entries[index].endedAt) = (event.at, nil)
        (talking, userID) = (index, user)
        return index
    }

    private mutating func hold(_ event: CallEvent) -> Int? {
        guard let index = held(event) else { return named(event) }
        if entries[index].isTalking { entries[index].heldSince = entries[index].heldSince ?? event.at }
        return index
    }

    private mutating func resume(_ event: CallEvent) -> Int? {
        guard let index = held(event) else { return named(event) }
        endHold(index, at: event.at)
        return index
    }

    /// `userId` is the agent to whom it goes; what is measured is of the leg that ends.
    private mutating func transfer(_ event: CallEvent) -> Int? {
        guard !hasEnded else { return named(event) }
        let index = byKey(event) ?? talking
        if let index { finish(index, at: event.at) }
        (talking, userID) = (nil, event.userID)
        return index
    }

    private mutating func end(_ event: CallEvent) -> Int? {
        let last = talking
        hasEnded = true
        for index in entries.indices where entries[index].endedAt == nil { finish(index, at: event.at) }
        talking = nil
        return byKey(event) ?? last ?? named(event)
    }

    /// After-call work that is measured is a leg's, even where nothing else was heard of it.
    private mutating func wrapUp(_ event: CallEvent) -> Int? {
        let open = entries.lastIndex { $0.wrappedAt == nil && (event.userID == nil || $0.userID == event.userID) }
        guard let index = byKey(event) ?? open ?? (event.userID == nil ? nil : named(event)) else {
            guard event.metrics != nil else { return nil }
            let index = self.open(legID: event.legID, userID: event.userID, at: event.at)
            (entries[index].endedAt, entries[index].wrappedAt) = (event.at, event.at)
            return index
        }
        entries[index].wrappedAt = entries[index].wrappedAt ?? event.at
        return index
    }

    // MARK: - Which leg

    private func byKey(_ event: CallEvent) -> Int? {
        event.legID.flatMap { key in entries.lastIndex { $0.legID == key } }
    }

    private func named(_ event: CallEvent) -> Int? {
        byKey(event) ?? event.userID.flatMap { user in entries.lastIndex { $0.userID == user } }
    }

    private func held(_ event: CallEvent) -> Int? { byKey(event) ?? talking }

    private func matches(_ entry: Entry, _ event: CallEvent, _ user: String?) -> Bool {
        if let key = event.legID, let own = entry.legID { return key == own }
        return entry.userID == user || user == nil
    }

    /// A leg that rings or dials and may be this agent's; one without an agent is the first's who comes.
    private func unanswered(_ event: CallEvent) -> Int? {
        if let index = byKey(event) { return entries[index].answeredAt == nil ? index : nil }
        return entries.lastIndex { entry in
            guard entry.answeredAt == nil, event.legID == nil || entry.legID == nil else { return false }
            return entry.userID == nil || entry.userID == event.userID ?? userID
        }
    }

    @discardableResult
    private mutating func open(legID: String?, userID: String?, at: Date, dials: Bool = false) -> Int {
        entries.append(Entry(legID: legID, userID: userID, queueID: queueID, startedAt: at, dials: dials))
        return entries.count - 1
    }

    private mutating func finish(_ index: Int, at: Date) {
        endHold(index, at: at)
        entries[index].endedAt = entries[index].endedAt ?? at
    }

    private mutating func endHold(_ index: Int, at: Date) {
        guard let since = entries[index].heldSince.take() else { return }
        entries[index].held += max(0, at.timeIntervalSince(since))
    }

    // MARK: - Durations

    /// The platform's own timings win over arithmetic on times, each for itself.
    private static func leg(_ entry: Entry) -> AgentLeg {
        let end = entry.endedAt ?? entry.wrappedAt
        let talk = entry.answeredAt.map { time(from: $0, to: end) - entry.held } ?? 0
        let isMeasured = entry.answeredAt != nil && entry.endedAt != nil
        let afterCall = isMeasured ? time(from: entry.endedAt, to: entry.wrappedAt) : 0
        let dialing = entry.dials ? time(from: entry.startedAt, to: entry.answeredAt ?? end) : 0
        return AgentLeg(
            legID: entry.legID,
            userID: entry.userID,
            queueID: entry.queueID,
            startedAt: entry.startedAt,
            answeredAt: entry.answeredAt,
            endedAt: entry.endedAt,
            wrappedAt: entry.wrappedAt,
            talk: entry.metrics.talk ?? milliseconds(talk),
            held: entry.metrics.held ?? milliseconds(entry.held),
            afterCall: entry.metrics.afterCall ?? milliseconds(afterCall),
            dialing: entry.metrics.dialing ?? milliseconds(dialing),
            contacting: entry.metrics.contacting ?? .zero
        )
    }

    private static func time(from start: Date?, to end: Date?) -> TimeInterval {
        guard let start, let end else { return 0 }
        return max(0, end.timeIntervalSince(start))
    }

    /// Platforms count milliseconds; a double's last digits are no time.
    private static func milliseconds(_ interval: TimeInterval) -> Duration {
        .milliseconds(Int64((max(0, interval) * 1000).rounded()))
    }
}

extension CallLife {
    /// The legs of its agents, in the order in which they began.
    package var legs: [AgentLeg] {
        guard !events.isEmpty else { return [] }
        var book = LegBook(direction: direction, startedAt: startedAt, queueID: firstQueueID, userID: firstUserID)
        for event in events { book.take(event) }
        return book.legs
    }
}

extension LegMetrics {
    /// Takes over what another has.
    fileprivate mutating func take(_ other: LegMetrics) {
        self = LegMetrics(
            talk: other.talk ?? talk,
            held: other.held ?? held,
            afterCall: other.afterCall ?? afterCall,
            dialing: other.dialing ?? dialing,
            contacting: other.contacting ?? contacting
        )
    }
}
