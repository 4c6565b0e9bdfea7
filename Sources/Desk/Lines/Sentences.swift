import BrokerAPI
import FoundationEssentials
import Identity

/// What changed between two models, a sentence each, in the order in which an agent needs it.
struct Sentences {
    let old: Model
    let new: Model
    let numbers: [String: Int]

    var lines: [String] {
        link + new.calls.flatMap(changes) + gone + switching + found + told
    }

    /// The calls as they are.
    var overview: [String] {
        guard !new.calls.isEmpty else { return ["CALL none"] }
        return new.calls.map { call in
            let mark = call.callId == new.openID ? ", open" : ""
            return
                "CALL \(number(call)) \(call.state.word) \(Ages.clock(call.elapsed(new.now))), \(call.shortWho)\(mark)"
        }
    }

    private func number(_ call: CallView) -> String { numbers[call.callId].map(String.init) ?? "?" }

    private var link: [String] {
        guard old.link != new.link else { return [] }
        switch new.link {
        case .live:
            let me = new.me.map { ", \($0.name), \($0.role.rawValue)" } ?? ""
            return ["LIVE connected to the broker\(me)"]
        case .connecting:
            if case .connecting(.some) = old.link { return [] }
            return ["STALE no broker yet at \(new.socket); start one with: ringside serve --sandbox (Ctrl-C leaves)"]
        case .stale(_, let reason):
            if case .stale = old.link { return [] }
            return ["STALE \(reason); what was said last may be out of date"]
        }
    }

    private func changes(_ call: CallView) -> [String] {
        let before = old.call(call.callId)
        guard before != call || (old.openID != new.openID && new.openID == call.callId) else { return [] }
        let wasOpened = old.openID != new.openID && new.openID == call.callId && before != nil
        let known = wasOpened ? nil : before
        let parts = [
            callLine(known, call), whoLine(known, call), crmLine(known, call), erpLine(known, call),
            accountsLine(known, call), syncLine(known, call),
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
        let line = call.crmLine(new.now)
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
        let line = call.erpLine(new.now)
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
        case .retrying: return "SYNC \(number(call)) platform retrying (\(call.sync.attempts))"
        case .failed: return "SYNC \(number(call)) platform failed: \(call.sync.error ?? "unknown why")"
        }
    }

    private var gone: [String] {
        let left = old.calls.filter { new.call($0.callId) == nil }
        let open = new.openIsGone && !old.openIsGone ? new.openCall.map { [$0] } ?? [] : []
        return (left + open).map { "CALL \(number($0)) has left the feed" }
    }

    private var switching: [String] {
        guard case .review(let review) = new.mode, old.mode != new.mode, let call = new.call(review.callID) else {
            return []
        }
        if case .review(let before) = old.mode, before.notice == review.notice, before.reason == review.reason {
            guard before.standing != review.standing else { return [] }
            return [
                "SWITCH? call \(number(call)): the other account: \(differences(call, review, isWide: true).joined(separator: ", "))"
            ]
        }
        let (from, to) = ("\(call.identity.named) (\(review.from))", "\(review.to.named) (\(review.to.externalId))")
        let notice = review.notice.map { ["ERROR \(number(call)) \($0)"] } ?? []
        return notice + [
            "SWITCH? call \(number(call)): from \(from) to \(to), reason: \(review.reason?.text ?? "none"). yes or no"
        ]
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

    /// Refusals, histories and short messages.
    private var told: [String] {
        var lines = new.calls.compactMap { call -> String? in
            guard let verdict = new.verdicts[call.callId], verdict != old.verdicts[call.callId] else { return nil }
            return "ERROR \(number(call)) \(verdict.text)"
        }
        if let call = new.openCall, let steps = new.histories[call.callId], old.histories[call.callId] != steps {
            lines += whyLines(new, call).suffix(steps.count).map { "WHY \($0.label): \($0.text)" }
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
        return [state.rawValue + (error ?? ""), accountStatus, due, late, credit]
    }
}
