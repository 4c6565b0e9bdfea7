package import BrokerAPI
package import FoundationEssentials

/// The bar between picking an account and switching to it: all that `Y` will do is named in it.
package struct Review: Sendable, Hashable {
    /// Why a call is switched.
    package enum Reason: Sendable, Hashable {
        case callerAsked, verified, wrongMatch
        case other(String)
    }
    /// How the other account stands with the ERP.
    package enum Standing: Sendable, Hashable {
        case asked
        case known(ERPView?)
        case failed(String)
    }

    /// Keys that were meant for the screen before are ignored for this long.
    static let shield: TimeInterval = 0.3

    /// Which call.
    package var callID: String
    /// The external ID that the agent sees the call on; sent along, so that the broker can refuse.
    package var from: String
    /// The account that the call shall be on.
    package var to: CandidateView
    /// How that account stands.
    package var standing = Standing.asked
    /// Why; no reason, no switch.
    package var reason: Reason?
    /// The reason is being typed.
    package var isTyping = false
    /// On a switchboard, whether the number's next calls go there too; nil elsewhere.
    package var remember: Bool?
    /// Until when keys are ignored.
    package var shieldUntil: Date
    /// What happened under the bar and must be read before `Y`.
    package var notice: String?

    /// The call is there already.
    package var changesNothing: Bool { from == to.externalId }
}

extension Review.Reason {
    /// The words that are sent and journalled.
    package var text: String {
        switch self {
        case .callerAsked: "caller asked"
        case .verified: "verified by question"
        case .wrongMatch: "wrong match"
        case .other(let text): text
        }
    }

    /// Something is said.
    var isGiven: Bool { text.contains { !$0.isWhitespace } }
}

extension Review {
    /// The switch as it is sent.
    func request(reason: Reason) -> SwitchRequest {
        SwitchRequest(
            newExternalId: to.externalId,
            reason: reason.text.trimmingSpaces,
            expectedExternalId: from,
            remember: remember
        )
    }

    /// Takes a changed identity in; what was read before no longer stands.
    mutating func callMoved(to externalId: String, words: String, now: Date) {
        from = externalId
        notice = words
        shieldUntil = now.addingTimeInterval(Self.shield)
    }
}

extension String {
    var trimmingSpaces: String {
        let start = drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
