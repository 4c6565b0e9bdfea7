package import FoundationEssentials

/// One agent's part of a call, and how long it kept them.
package struct AgentLeg: Hashable, Sendable {
    /// The platform's key of the leg, where it gave one.
    package let legID: String?
    /// The agent.
    package let userID: String?
    /// The queue that the call came from.
    package let queueID: String?
    /// When it rang at the agent, or they began to dial.
    package let startedAt: Date
    /// When the agent took it.
    package let answeredAt: Date?
    /// When the agent no longer talked: a transfer, or the call's end.
    package let endedAt: Date?
    /// When the agent's work after the call ended.
    package let wrappedAt: Date?
    /// Talking.
    package let talk: Duration
    /// The customer on hold.
    package let held: Duration
    /// After-call work.
    package let afterCall: Duration
    /// Dialing out.
    package let dialing: Duration
    /// Contacting.
    package let contacting: Duration

    /// Talk, hold, after-call work, dialing and contacting.
    package var handle: Duration { talk + held + afterCall + dialing + contacting }

    /// The agent no longer talks; after-call work may still come.
    package var isOver: Bool { endedAt != nil || wrappedAt != nil }

    /// It counts in averages: over, and either taken or work all the same, as after-call work for a call that only rang.
    package var isHandled: Bool { isOver && (answeredAt != nil || handle > .zero) }
}

/// Handle times that add up: legs that were handled, and those of them that had a hold.
package struct HandleTimes: Hashable, Sendable {
    /// Legs handled.
    package private(set) var handled = 0
    /// Their handle time.
    package private(set) var handle: Duration = .zero
    /// Legs that had a hold.
    package private(set) var withHold = 0
    /// Their time on hold.
    package private(set) var held: Duration = .zero

    /// Nothing handled.
    package init() {}

    /// The sum of what was counted elsewhere.
    package init(handled: Int, handle: Duration, withHold: Int, held: Duration) {
        (self.handled, self.handle, self.withHold, self.held) = (handled, handle, withHold, held)
    }

    /// Those of a call's legs that were handled.
    package init(_ legs: [AgentLeg]) { for leg in legs where leg.isHandled { add(leg) } }

    /// Handle time divided by handled legs; nil before the first.
    package var averageHandle: Duration? { handled > 0 ? handle / handled : nil }

    /// Time on hold divided by the legs that had a hold; nil where none had.
    package var averageHold: Duration? { withHold > 0 ? held / withHold : nil }

    /// Both together.
    package static func += (left: inout HandleTimes, right: HandleTimes) {
        left = HandleTimes(
            handled: left.handled + right.handled,
            handle: left.handle + right.handle,
            withHold: left.withHold + right.withHold,
            held: left.held + right.held
        )
    }

    /// Takes back what was added.
    package static func -= (left: inout HandleTimes, right: HandleTimes) {
        left = HandleTimes(
            handled: left.handled - right.handled,
            handle: left.handle - right.handle,
            withHold: left.withHold - right.withHold,
            held: left.held - right.held
        )
    }

    private mutating func add(_ leg: AgentLeg) {
        handled += 1
        handle += leg.handle
        guard leg.held > .zero else { return }
        withHold += 1
        held += leg.held
    }
}
