import BrokerAPI
import FoundationEssentials

extension Model {
    mutating func switchAnswered(_ callID: String, _ answer: Answer<CallView>) {
        guard let asked = pending.removeValue(forKey: callID), case .switch(let review) = asked.kind else { return }
        switch answer {
        case .success(let call):
            takeIfNewer(call)
            say("Switched to \(review.to.named)", .ok)
        case .failure(.problem(let problem)) where problem.slug == .conflict:
            conflict(problem, review)
        case .failure(let failure):
            verdicts[callID] = failure.sentence(target: review.to.externalId, still: stillOn(callID))
        }
        leaveIfAsked()
    }

    mutating func undoAnswered(_ callID: String, _ answer: Answer<CallView>) {
        guard let asked = pending.removeValue(forKey: callID), asked.kind == .undo else { return }
        switch answer {
        case .success(let call):
            takeIfNewer(call)
            say("Undone: the call is on \(call.identity.named) again", .ok)
        case .failure(let failure):
            verdicts[callID] = failure.sentence(target: stillOn(callID), still: stillOn(callID))
        }
        leaveIfAsked()
    }

    mutating func reviewAnswered(_ callID: String, externalID: String, _ answer: Answer<CandidateView>) {
        changeReview { review in
            guard review.callID == callID, review.to.externalId == externalID else { return }
            switch answer {
            case .success(let account):
                review.standing = .known(account.erp)
                if account.externalId == externalID { review.to = account.keepingDigit(of: review.to) }
            case .failure(let failure): review.standing = .failed(failure.reviewSentence(target: externalID))
            }
        }
    }

    mutating func searchAnswered(_ query: String, _ answer: Answer<[CandidateView]>) {
        guard case .search(var search) = mode, search.progress == .asked(query) else { return }
        switch answer {
        case .success(let accounts): search.progress = .answered(query, accounts)
        case .failure(let failure): search.progress = .failed(query, reason: failure.searchSentence)
        }
        search.selected = search.offers.first?.account.externalId
        mode = .search(search)
    }

    mutating func historyAnswered(_ callID: String, _ answer: Answer<[HistoryAnswer.Step]>) {
        switch answer {
        case .success(let steps): histories[callID] = steps
        case .failure(let failure): say("The history can't be read: \(failure.reason)", .warning)
        }
    }

    /// Somebody else was first: the bar opens again with what is true now, if the agent is still looking at this call.
    private mutating func conflict(_ problem: Problem, _ review: Review) {
        let current = problem.externalId ?? call(review.callID)?.identity.externalId ?? review.from
        guard current != review.from else {
            verdicts[review.callID] = "Not switched, still \(stillOn(review.callID)): \(problem.detail)"
            return
        }
        guard mode == .calls, openID == review.callID, !openIsGone else {
            verdicts[review.callID] = "Not switched: meanwhile the call was put on \(current)"
            return
        }
        var again = review
        let words = "Not switched: meanwhile the call was put on \(current). Look again, then Y."
        again.callMoved(to: current, words: words, now: now)
        mode = .review(again)
    }

    /// The feed may be ahead of an answer, never behind itself: an answer only counts where it knows more.
    private mutating func takeIfNewer(_ answer: CallView) {
        guard let known = call(answer.callId), let latest = answer.timeline.last?.at else { return }
        if known.timeline.last.map({ $0.at < latest }) ?? true { replace(answer) }
    }

    private mutating func leaveIfAsked() {
        if mode == .quitting, pending.isEmpty { mode = .calls }
    }

    private func stillOn(_ callID: String) -> String { call(callID)?.identity.named ?? "as it was" }
}

extension CandidateView {
    fileprivate func keepingDigit(of other: CandidateView) -> CandidateView {
        var account = self
        account.digit = other.digit
        return account
    }
}
