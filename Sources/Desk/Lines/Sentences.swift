import BrokerAPI
import FoundationEssentials
import Identity
import Screen

/// What changed between two models, a sentence each, in the order in which an agent needs it.
struct Sentences {
    private let old: Model
    private let new: Model
    private let numbers: [String: Int]
    private let mayReveal: Bool

    /// Both as a shared screen would show them, where names are masked.
    init(old: Model, new: Model, numbers: [String: Int], mayReveal: Bool) {
        self.old = new.isPrivate ? old.veiled : old
        self.new = new.isPrivate ? new.veiled : new
        self.numbers = numbers
        self.mayReveal = mayReveal
    }

    /// For what is said without a change.
    init(new: Model, numbers: [String: Int]) {
        (old, self.new, self.numbers, mayReveal) = (new, new, numbers, false)
    }

    var lines: [String] { live + news(of: new.calls) + gone + sources + stale + asked + found + told + memories }

    /// The calls as they are.
    var overview: [String] {
        let calls = new.shownCalls
        guard !calls.isEmpty else {
            return [new.filter.isEmpty ? "CALL none" : "CALL none that the filter shows"] + away
        }
        return calls.map { call in
            let mark = call.callId == new.openID ? ", open" : ""
            let lasted = call.state == .ended ? ", lasted" : ""
            let state = "\(call.state.word)\(lasted) \(Ages.clock(call.elapsed(new.now)))"
            let facts = [state, call.shortWho, call.identity.name == nil ? nil : call.number, call.queueName]
            return "CALL \(number(call)) \(facts.compactMap(\.self).joined(separator: ", "))\(mark)"
        } + away
    }

    /// Those that were put away are still there.
    private var away: [String] {
        let count = new.putAwayCount
        return count == 0 ? [] : ["CALL \(count) more put away: filter state:ended lists them"]
    }

    /// All that is known of the open call, its timeline last.
    var openCall: [String] {
        guard let call = new.openCall else { return ["CALL none is open"] }
        let history = call.timeline.map { "TIME \(number(call)) \(Ages.moment($0.at, new.secondsFromGMT)) \($0.text)" }
        return changes(nil, call) + history
    }

    /// Why this person, as far as it is known already.
    var why: [String] {
        guard let call = new.openCall else { return [] }
        return whyLines(new, call).filter { !$0.label.isEmpty && $0.role != .subtle }.map {
            "WHY \($0.label.lowercased()): \($0.text)"
        }
    }

    private func number(_ call: CallView) -> String { numbers[call.callId].map(String.init) ?? "?" }

    private var live: [String] {
        guard old.link != new.link, new.link == .live else { return [] }
        let me = new.me.map { ", \($0.name), \($0.role.rawValue)" } ?? ""
        return ["LIVE connected to the broker\(me)"]
    }

    private var stale: [String] {
        switch (old.link, new.link) {
        case (_, .live), (.stale, .stale), (.connecting(.some), .connecting), (.connecting(nil), .connecting(nil)): []
        case (_, .connecting):
            ["STALE no broker yet at \(new.socket); start one with: ringside serve --sandbox (Ctrl-C leaves)"]
        case (_, .stale(_, let reason)):
            ["STALE \(reason); what was said last may be out of date"]
        }
    }

    /// A source that is slow, down or up again; its latencies are on the board.
    private var sources: [String] {
        guard new.me?.role == .supervisor else { return [] }
        return new.sources.compactMap { source in
            let before = old.sources.first { $0.name == source.name }
            guard before.map({ $0.state != source.state }) ?? (source.state != "up") else { return nil }
            return "SOURCE \(source.name) (\(source.roleWord)) \(source.stateWords(new.now))"
        }
    }

    /// Of calls that the filter hides nothing is told, but for the one that is open.
    private func news(of calls: [CallView]) -> [String] {
        let shown = new.filter.isEmpty ? nil : Set(new.shownCalls.map(\.callId))
        return calls.flatMap { call -> [String] in
            let before = old.call(call.callId)
            let isOpened = old.openID != new.openID && new.openID == call.callId
            guard before != call || isOpened || isSwitched(call) else { return [] }
            guard shown?.contains(call.callId) ?? true || new.openID == call.callId else { return [] }
            return changes(isOpened && before != nil ? nil : before, call)
        }
    }

    private func changes(_ known: CallView?, _ call: CallView) -> [String] {
        let parts = [
            callLine(known, call), whoLine(known, call), crmLine(known, call), erpLine(known, call),
            accountsLine(known, call), syncLine(known, call), dataLine(known, call), undoLine(known, call),
        ]
        return parts.compactMap(\.self)
    }

    private func callLine(_ before: CallView?, _ call: CallView) -> String? {
        guard before?.state != call.state || before?.queueName != call.queueName else { return nil }
        return "CALL \(number(call)) \(call.state.word), \(call.number ?? "number withheld"), \(call.whence.commas)"
    }

    private func whoLine(_ before: CallView?, _ call: CallView) -> String? {
        let (was, now) = (before?.identity, call.identity)
        guard
            was?.externalId != now.externalId || was?.name != now.name || was?.resolvedBy != now.resolvedBy
                || was?.phase != now.phase
        else { return nil }
        let how = call.provenance(new.now).joined(separator: ", ")
        return "WHO \(number(call)) \(call.who), \(shortID(now.externalId, 141)), \(how)"
    }

    private func crmLine(_ before: CallView?, _ call: CallView) -> String? {
        guard before.map({ $0.crm.facts != call.crm.facts }) ?? true else { return nil }
        let line = call.crmLine(new.now, new.sources)
        switch call.crm.state {
        case .pending: return nil
        case .missing: return "CRM \(number(call)) \(line.text)"
        case .failed: return "CRM \(number(call)) failed: \(line.text), \(line.age)"
        case .ready:
            return "CRM \(number(call)) \(call.crm.facts.compactMap(\.self).dropFirst().joined(separator: ", "))"
        }
    }

    private func erpLine(_ before: CallView?, _ call: CallView) -> String? {
        guard before.map({ $0.erp.facts != call.erp.facts }) ?? true else { return nil }
        let line = call.erpLine(new.now, new.sources)
        switch call.erp.state {
        case .pending: return nil
        case .missing: return "ERP \(number(call)) \(line.text)"
        case .failed: return "ERP \(number(call)) failed: \(line.text), \(line.age)"
        case .ready:
            return "ERP \(number(call)) \(call.erp.facts.compactMap(\.self).dropFirst().joined(separator: ", "))"
        }
    }

    private func accountsLine(_ before: CallView?, _ call: CallView) -> String? {
        guard !call.candidates.isEmpty, before?.candidates != call.candidates else { return nil }
        let items = call.candidates.map { account in
            let facts = [account.kind?.rawValue, account.tier, account.externalId].compactMap(\.self)
            let mark = account.externalId == call.identity.externalId ? " (on this call)" : ""
            return "\(account.digit.map { "\($0) " } ?? "")\(account.name) \(facts.joined(separator: " "))\(mark)"
        }
        return "ACCOUNTS \(number(call)) \(items.joined(separator: "; "))"
    }

    private func syncLine(_ before: CallView?, _ call: CallView) -> String? {
        guard before?.sync.state != call.sync.state || before?.sync.attempts != call.sync.attempts else { return nil }
        switch call.sync.state {
        case .pending: return nil
        case .confirmed: return "SYNC \(number(call)) platform confirmed"
        case .retrying: return "SYNC \(number(call)) platform retrying, \(call.sync.tries) so far"
        case .failed: return "SYNC \(number(call)) platform failed: \(call.sync.error ?? "unknown why")"
        }
    }

    private func dataLine(_ before: CallView?, _ call: CallView) -> String? {
        guard (before?.interaction ?? [:]) != call.interaction else { return nil }
        return "DATA \(number(call)) \(call.conversation?.commas ?? "nothing any more")"
    }

    /// The answer to a switch is here: only now can it be undone, though the feed may have told of it before.
    private func isSwitched(_ call: CallView) -> Bool {
        guard case .switch(let review)? = old.pending[call.callId]?.kind else { return false }
        return new.pending[call.callId] == nil && review.from == call.undo?.to
    }

    private func undoLine(_ before: CallView?, _ call: CallView) -> String? {
        guard let undo = call.undo, new.pending[call.callId] == nil else { return nil }
        guard before?.undo?.to != undo.to || isSwitched(call) else { return nil }
        return "UNDO \(number(call)) undo puts the call on \(shortID(undo.to, 141)) again"
    }

    private var gone: [String] {
        let left = old.calls.filter { new.call($0.callId) == nil }
        let open = new.openIsGone && !old.openIsGone ? new.openCall.map { [$0] } ?? [] : []
        return (left + open).map { "CALL \(number($0)) has left the list" }
    }

    /// What waits for a `yes`, and what was sent.
    private var asked: [String] { switching + sent }

    private var switching: [String] {
        guard case .review(let review) = new.mode, old.mode != new.mode, let call = new.call(review.callID) else {
            return []
        }
        if case .review(let before) = old.mode, before.notice == review.notice, before.reason == review.reason,
            before.remember == review.remember
        {
            guard before.standing != review.standing else { return [] }
            if case .failed(let words) = review.standing {
                return ["SWITCH? call \(number(call)): \(words). yes or no"]
            }
            let differing = differences(call, review, .whole).joined(separator: ", ")
            return ["SWITCH? call \(number(call)): \(other(review)): \(differing)"]
        }
        let (from, to) = ("\(call.identity.named) (\(review.from))", other(review))
        if review.changesNothing {
            return ["NOTE \(number(call)) \(review.notice ?? "the call is on \(to)") already: type no"]
        }
        let notice = review.notice.map { ["ERROR \(number(call)) \($0). Read again, then yes."] } ?? []
        let always = call.number == nil ? "" : ", the number's next calls go there, too"
        let memory = review.remember.map { ", remember for the number's next calls: \($0 ? "yes" : "no")" } ?? always
        let reason = "reason: \(review.reason?.text ?? "none")\(memory)"
        return notice + ["SWITCH? call \(number(call)): from \(from) to \(to), \(reason). yes or no"]
    }

    /// The account that the call shall be on: by name and ID, as far as the name is known.
    private func other(_ review: Review) -> String {
        let id = review.to.externalId
        return review.to.name.isEmpty ? id : "\(review.to.name) (\(id))"
    }

    /// Until the broker has confirmed it, the call is on the old account.
    private var sent: [String] {
        new.calls.compactMap { call in
            guard let pending = new.pending[call.callId], old.pending[call.callId] == nil else { return nil }
            switch pending.kind {
            case .undo: return "PENDING \(number(call)) undo: still \(call.standing)"
            case .switch(let review):
                return "PENDING \(number(call)) switch to \(review.to.named): still \(call.standing)"
            }
        }
    }

    private var found: [String] {
        guard case .search(let search) = new.mode, old.mode != new.mode, !search.isAsking else { return [] }
        var lines: [String] = []
        if case .failed(_, let reason) = search.progress { lines.append("ERROR \(reason)") }
        lines += search.offers.map { offer in
            let facts = [offer.account.kind?.rawValue, offer.account.tier].compactMap(\.self).joined(separator: " ")
            return "FOUND \(offer.account.externalId) \(offer.isTyped ? "as typed" : "\(offer.account.name) \(facts)")"
        }
        guard let nobody = new.nobodyWords(search) else { return lines }
        return ["FOUND nobody\(nobody == "Nobody found." ? "" : ": \(nobody)")"]
    }

    /// The remembered choices, numbered for `forget`, and the question before one is forgotten.
    private var memories: [String] {
        guard case .overrides(let memories) = new.mode, new.mode != old.mode else { return [] }
        if let asking = memories.asking, let item = memories.items.first(where: { $0.id == asking }) {
            return ["FORGET? that \(item.number) means \(item.name) (\(item.externalId)). yes or no"]
        }
        if case .overrides(let before) = old.mode, before.progress == memories.progress { return [] }
        switch memories.progress {
        case .asked: return []
        case .failed(let reason): return ["ERROR the remembered choices can't be listed: \(reason)"]
        case .answered(let items) where items.isEmpty: return ["REMEMBERED nothing: every number is matched anew"]
        case .answered(let items):
            return items.enumerated().map { index, item in
                let left = Ages.left(item.expires.timeIntervalSince(new.now))
                let who = "\(item.name) (\(item.externalId)), chosen by \(item.actor.named), counts for \(left) more"
                return "REMEMBERED \(index + 1) \(item.number): \(who)"
            }
        }
    }

    private var recorded: [String] {
        guard let call = new.openCall, let record = new.records[call.callId], record != old.records[call.callId],
            record != .asked
        else { return [] }
        return recordLines(new).map { line in
            line.label.isEmpty ? "ERROR the record \(line.text)" : "RECORD \(line.label.lowercased()): \(line.text)"
        }
    }

    private var revealed: [String] {
        guard mayReveal, let revealed = new.revealed, revealed != old.revealed else { return [] }
        let number = numbers[revealed.callID].map(String.init) ?? "?"
        return ["REVEAL \(number) \(revealed.field.word): \(revealed.value.text)"]
    }

    /// Refusals, histories and short messages.
    private var told: [String] {
        var lines = recorded + revealed
        lines += new.calls.compactMap { call -> String? in
            guard let verdict = new.verdicts[call.callId], verdict != old.verdicts[call.callId] else { return nil }
            return "ERROR \(number(call)) \(verdict.text)"
        }
        if let call = new.openCall, new.histories[call.callId] != old.histories[call.callId] {
            lines += stepLines(new, call).map { "WHY \($0.label): \($0.text)" }
        }
        if let toast = new.toast, toast != old.toast {
            let about = toast.callID.flatMap { numbers[$0] }.map { "call \($0): " } ?? ""
            lines.append("\(toast.level == .error ? "ERROR" : "NOTE") \(about)\(toast.text)")
        }
        return lines
    }
}

extension String {
    fileprivate var commas: String { replacing(" · ", with: ", ") }
}

extension CRMView {
    /// What is worth saying again when it changes; the state comes first.
    fileprivate var facts: [String?] {
        let supportCase = caseId.map { "\($0) \(caseStatus ?? "")".trimmingSpaces } ?? "no case"
        return [state.rawValue + (error ?? ""), supportCase, caseSubject, loyaltyTier]
    }
}

extension ERPView {
    fileprivate var facts: [String?] {
        let credit = creditHold.map { $0 ? "credit HOLD" : "credit ok" }
        let (due, late) = (balanceDue.map { "\($0.text) due" }, overdue.map { "\($0.text) overdue" })
        return [state.rawValue + (error ?? ""), statusWords, due, late, credit]
    }
}
