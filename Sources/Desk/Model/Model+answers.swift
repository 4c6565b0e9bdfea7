import BrokerAPI
import FoundationEssentials
import Identity
import Screen

extension Model {
    mutating func switchAnswered(_ callID: String, _ answer: Answer<CallView>) {
        guard let asked = pending.removeValue(forKey: callID), case .switch(let review) = asked.kind else { return }
        switch answer {
        case .success(let call):
            takeIfNewer(call)
            // The open call's own line says so.
            if openID != callID { say("Switched to \(review.to.named)", .ok, about: callID) }
        case .failure(.problem(let problem)) where problem.slug == .conflict:
            conflict(problem, review)
        case .failure(let failure):
            refuse(callID, failure.sentence(target: review.to.externalId, still: stillOn(callID)))
        }
        leaveIfAsked()
    }

    mutating func undoAnswered(_ callID: String, _ answer: Answer<CallView>) {
        guard let asked = pending.removeValue(forKey: callID), asked.kind == .undo else { return }
        switch answer {
        case .success(let call):
            takeIfNewer(call)
            say("Undone: the call is on \(call.standing) again", .ok, about: callID)
        case .failure(let failure):
            refuse(callID, failure.sentence(target: stillOn(callID), still: stillOn(callID)))
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

    /// What leads to nobody but may be an external ID without its prefix is searched by that, too.
    mutating func searchAnswered(_ query: String, _ answer: Answer<[CandidateView]>) -> [Effect] {
        guard case .search(var search) = mode, search.progress == .asked(query) else { return [] }
        let target = externalID(of: query, prefix: call(search.callID)?.accountSystem ?? "CRM")
        if let target, target != query, answer.foundNobody {
            search.progress = .asked(target)
            mode = .search(search)
            return [.search(query: target)]
        }
        switch answer {
        case .success(let accounts): search.progress = .answered(query, accounts)
        case .failure(let failure):
            search.progress = .failed(query, reason: failure.searchSentence)
            search.typed = failure.isOutage ? target : nil
        }
        search.selected = search.offers.first?.account.externalId
        // Nobody to choose from: the next letters mend the text.
        if search.offers.isEmpty { search.focus = .query }
        mode = .search(search)
        return []
    }

    /// That nobody was found; for an external ID the refusal that a switch to it would meet.
    func nobodyWords(_ search: Search) -> String? {
        guard case .answered(let query, let accounts) = search.progress, accounts.isEmpty else { return nil }
        let target = TextWidth.cutMiddle(query, to: 40)
        if let id = ExternalID(query) {
            guard crmSystems.contains(id.system) else { return "\(id.system) is not searched. \(Self.searchable)" }
            return "\(id.system) has no account \(target): still \(stillOn(search.callID))"
        }
        guard looksLikeExternalID(query) else { return "Nobody found." }
        return "\(target) is no external ID of a CRM here: still \(stillOn(search.callID))"
    }

    /// What a search takes.
    static let searchable = "Type a name, a number, a whole e-mail or an ID such as CRM:500245678."

    /// The systems that people on this desk's calls come from: nobody else is known to be a CRM.
    private var crmSystems: Set<String> {
        let known = calls.flatMap { $0.candidates.map(\.externalId) + [$0.identity.externalId] }
        return Set(known.compactMap { ExternalID($0) }.filter { !$0.isProxy }.map(\.system)).union(["CRM"])
    }

    mutating func historyAnswered(_ callID: String, _ answer: Answer<[HistoryAnswer.Step]>) {
        switch answer {
        case .success(let steps): histories[callID] = steps
        case .failure(let failure): say("The history can't be read: \(failure.reason)", .warning, about: callID)
        }
    }

    /// Somebody else was first: the bar opens again with what is true now, if the agent is still looking at this call.
    private mutating func conflict(_ problem: Problem, _ review: Review) {
        let current = problem.externalId ?? call(review.callID)?.identity.externalId ?? review.from
        guard current != review.from else {
            refuse(review.callID, "Not switched, still \(stillOn(review.callID)): \(problem.detail)")
            return
        }
        guard mode == .calls, openID == review.callID, !openIsGone else {
            refuse(review.callID, "Not switched: meanwhile the call was put on \(current)")
            return
        }
        var again = review
        let words = "Not switched: meanwhile the call was put on \(current)"
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

    /// Whom the call is on, as the agent sees it.
    func stillOn(_ callID: String) -> String { call(callID)?.standing ?? "as it was" }
}

extension Answer<[CandidateView]> {
    /// Asked, and there is nobody; a query that the broker can't read leads to nobody either.
    fileprivate var foundNobody: Bool {
        switch self {
        case .success(let accounts): accounts.isEmpty
        case .failure(.problem(let problem)): problem.slug == .badField
        case .failure(.link): false
        }
    }
}

extension CandidateView {
    fileprivate func keepingDigit(of other: CandidateView) -> CandidateView {
        var account = self
        account.digit = other.digit
        return account
    }
}
