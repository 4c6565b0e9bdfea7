package import FoundationEssentials

/// Which side called.
package enum Direction: String, Sendable, Codable {
    case inbound
    case outbound
}

/// Where a call stands.
package enum CallState: String, Sendable, Codable, CaseIterable {
    case waiting
    case ringing
    case dialing
    case connected
    case held
    case wrapup
    case ended
}

/// A call's life: the platform's events in the order of their own times, whatever the order of their arrival.
package struct CallLife: Hashable, Sendable, Codable {
    /// Most events that one call keeps; a real call has a dozen.
    static let capacity = 500

    /// Which side called: decides where the life begins.
    package let direction: Direction
    /// When the call was first heard of.
    package let startedAt: Date
    /// Sorted by time, then by the order of a call's life, then by agent.
    package private(set) var events: [CallEvent] = []
    /// Where the call stands now.
    package private(set) var state: CallState
    /// When an agent first took it.
    package private(set) var answeredAt: Date?
    /// When the customer left.
    package private(set) var endedAt: Date?
    /// When the agent's work after the call ended.
    package private(set) var wrappedAt: Date?
    /// The queue it is in or came from.
    package private(set) var queueID: String?
    /// The agent it is with.
    package private(set) var userID: String?

    let firstQueueID: String?
    let firstUserID: String?

    /// A life that begins; queue and agent as the lookup named them.
    package init(direction: Direction, startedAt: Date, queueID: String? = nil, userID: String? = nil) {
        self.direction = direction
        self.startedAt = startedAt
        firstQueueID = queueID
        firstUserID = userID
        self.queueID = queueID
        self.userID = userID
        state = direction == .inbound ? .waiting : .dialing
    }

    /// Takes an event in; false where it was delivered before (or the call has more than any real one).
    package mutating func record(_ event: CallEvent) -> Bool {
        guard events.count < Self.capacity, !events.contains(where: event.isSame) else { return false }
        let place = events.firstIndex { event.comes(before: $0) } ?? events.endIndex
        events.insert(event, at: place)
        replay()
        return true
    }

    /// The last time anything happened.
    package var lastEventAt: Date { max(events.last?.at ?? startedAt, startedAt) }

    /// Since when it waits for an agent: from its beginning, or from the transfer that put it back; nil where it does not.
    package var waitingSince: Date? {
        guard state == .waiting else { return nil }
        return max(startedAt, events.last { $0.kind == .callTransferred }?.at ?? startedAt)
    }

    private mutating func replay() {
        state = direction == .inbound ? .waiting : .dialing
        (answeredAt, endedAt, wrappedAt) = (nil, nil, nil)
        (queueID, userID) = (firstQueueID, firstUserID)
        for event in events { step(event) }
    }

    private mutating func step(_ event: CallEvent) {
        if tellsWhose(event) {
            queueID = event.queueID ?? queueID
            userID = event.userID ?? userID
        }
        switch event.kind {
        case .callOffered: if state == .waiting { state = .ringing }
        case .callAnswered: answer(event)
        case .callHeld: if state == .connected { state = .held }
        case .callResumed: if state == .held { state = .connected }
        case .callTransferred: transfer(event)
        case .callEnded:
            endedAt = endedAt ?? event.at
            state = wrappedAt == nil && answeredAt != nil ? .wrapup : .ended
        case .wrapUpEnded: wrapUp(event)
        }
    }

    /// Neither an agent who is only consulted nor one who has finished an earlier leg gets the call.
    private func tellsWhose(_ event: CallEvent) -> Bool {
        let isConsultation = event.kind == .callOffered && (state == .connected || state == .held)
        return endedAt == nil && event.kind != .wrapUpEnded && !isConsultation
    }

    private mutating func answer(_ event: CallEvent) {
        guard endedAt == nil else { return }
        answeredAt = answeredAt ?? event.at
        wrappedAt = nil
        state = .connected
    }

    /// After-call work that another agent ends is of a leg before a transfer, not the call's.
    private mutating func wrapUp(_ event: CallEvent) {
        if let user = event.userID, user != userID, endedAt == nil || userID != nil { return }
        wrappedAt = wrappedAt ?? event.at
        if endedAt != nil { state = .ended }
    }

    /// The identity stays; whose call it is becomes the next agent's, or the queue's until one takes it.
    private mutating func transfer(_ event: CallEvent) {
        guard endedAt == nil else { return }
        userID = event.userID
        state = event.userID == nil ? .waiting : .ringing
    }
}

/// How long calls stay on the feed without further events.
package struct FeedStay: Hashable, Sendable {
    /// After wrap-up.
    package var afterWrapUp: TimeInterval = 5 * 60
    /// Waiting, ringing or dialing.
    package var unanswered: TimeInterval = 10 * 60
    /// Connected or held.
    package var connected: TimeInterval = 12 * 3600
    /// In after-call work.
    package var wrapUp: TimeInterval = 30 * 60

    /// The configuration's defaults.
    package init() {}

    /// When a call leaves the feed if nothing more happens; never before its undo time ends.
    package func end(of life: CallLife, undo: TimeInterval) -> Date {
        let ended = life.endedAt.map { $0.addingTimeInterval(undo) } ?? .distantPast
        let quiet =
            switch life.state {
            case .waiting, .ringing, .dialing: life.lastEventAt.addingTimeInterval(unanswered)
            case .connected, .held: life.lastEventAt.addingTimeInterval(connected)
            case .wrapup: life.lastEventAt.addingTimeInterval(wrapUp)
            case .ended: life.lastEventAt.addingTimeInterval(afterWrapUp)
            }
        return max(ended, quiet)
    }
}
