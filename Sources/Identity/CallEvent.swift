package import FoundationEssentials

/// The platform's own timings of a leg; they win over arithmetic on times.
package struct LegMetrics: Hashable, Sendable, Codable {
    /// Time spent talking.
    package let talk: Duration?
    /// Time the customer was on hold.
    package let held: Duration?
    /// After-call work.
    package let afterCall: Duration?
    /// Dialing out.
    package let dialing: Duration?
    /// Contacting.
    package let contacting: Duration?

    /// Timings as the platform gave them.
    package init(talk: Duration?, held: Duration?, afterCall: Duration?, dialing: Duration?, contacting: Duration?) {
        self.talk = talk
        self.held = held
        self.afterCall = afterCall
        self.dialing = dialing
        self.contacting = contacting
    }
}

/// Something that happened to a call on the platform.
package struct CallEvent: Hashable, Sendable, Codable {
    /// What happened.
    ///
    /// The order is that of a call's life and breaks ties between equal times.
    package enum Kind: String, Sendable, Codable, CaseIterable, Comparable {
        case callOffered
        case callAnswered
        case callHeld
        case callResumed
        case callTransferred
        case callEnded
        case wrapUpEnded

        /// In the order of a call's life.
        package static func < (left: Kind, right: Kind) -> Bool { left.position < right.position }
        private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// What happened.
    package let kind: Kind
    /// When, by the platform's clock.
    package let at: Date
    /// The agent.
    package let userID: String?
    /// The queue.
    package let queueID: String?
    /// The agent's leg of the call.
    package let legID: String?
    /// The platform's own timings.
    package let metrics: LegMetrics?

    /// An event.
    package init(
        kind: Kind,
        at: Date,
        userID: String? = nil,
        queueID: String? = nil,
        legID: String? = nil,
        metrics: LegMetrics? = nil
    ) {
        self.kind = kind
        self.at = at
        self.userID = userID
        self.queueID = queueID
        self.legID = legID
        self.metrics = metrics
    }

    /// Delivered twice: the same type at the same time of the same agent.
    func isSame(as other: CallEvent) -> Bool { kind == other.kind && at == other.at && userID == other.userID }

    /// An order without ties, so that the order of arrival never matters.
    func comes(before other: CallEvent) -> Bool {
        (at, kind, userID ?? "") < (other.at, other.kind, other.userID ?? "")
    }
}
