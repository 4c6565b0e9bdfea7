import Identity
import BrokerAPI
import FoundationEssentials

extension Model {
    /// Opens the bar for an account and asks how it stands.
    mutating func beginReview(_ account: CandidateView) -> [Effect] {
        guard let call = openCall else { return [] }
        verdicts[call.callId] = nil
        var review = Review(
            callID: call.callId,
            from: call.identity.externalId,
            to: account,
            remember: call.isSwitchboard ? false : nil,
            shieldUntil: now.addingTimeInterval(Review.shield)
        )
        if let erp = account.erp, erp.state == .ready { review.standing = .known(erp) }
        mode = .review(review)
        return [.review(callID: call.callId, externalID: account.externalId)]
    }

    mutating func pick(digit: Int) -> [Effect] {
        guard let call = openCall else { return [] }
        guard let account = call.candidates.first(where: { $0.digit == digit }) else {
            say("There is no account \(digit) on this call", .warning, by: .pick, about: call.callId)
            return []
        }
        return pick(account)
    }

    mutating func pick(_ account: CandidateView) -> [Effect] {
        guard account.externalId != openCall?.identity.externalId else {
            say("The call is on \(account.named) already", by: .pick, about: openID)
            return []
        }
        return beginReview(account)
    }

    mutating func choose(_ reason: Review.Reason) {
        changeReview {
            $0.reason = reason
            if case .other = reason { $0.isTyping = true } else { $0.isTyping = false }
        }
    }

    mutating func changeReview(_ change: (inout Review) -> Void) {
        guard case .review(var review) = mode else { return }
        change(&review)
        mode = .review(review)
    }

    /// Sends what the bar names, and nothing else; the account on the screen stays until the broker has said so.
    mutating func commit() -> [Effect] {
        guard case .review(let review) = mode, let reason = review.reason, reason.isGiven else { return [] }
        mode = .calls
        pending[review.callID] = Pending(kind: .switch(review), since: now)
        return [.switchContext(callID: review.callID, review.request(reason: reason))]
    }

    mutating func beginUndo() -> [Effect] {
        guard let call = openCall else { return [] }
        verdicts[call.callId] = nil
        pending[call.callId] = Pending(kind: .undo, since: now)
        return [.undo(callID: call.callId)]
    }

    /// An identity that changed under the bar is named there, and `Y` is asked for again.
    mutating func reviewFollows(_ call: CallView) {
        guard case .review(let review) = mode, review.callID == call.callId else { return }
        guard review.from != call.identity.externalId else { return }
        let words = "Meanwhile the call was put on \(call.identity.named)"
        var moved = review
        moved.callMoved(to: call.identity.externalId, words: words, now: now)
        mode = .review(moved)
    }
}

extension CandidateView {
    /// The name, or the external ID where there is none.
    var named: String { name.isEmpty ? externalId : name }
}

extension IdentityView {
    /// The name, or the external ID where there is none.
    var named: String { name ?? externalId }
}
