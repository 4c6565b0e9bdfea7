import BrokerAPI
import FoundationEssentials
import Identity

/// What a shared screen shows in place of a name, a number or an ID.
enum Veil {
    static let text = "•••"
    static let number = "+•••••••"
    /// An amount of no currency.
    static let money = MoneyView(amount: text, currency: "")

    /// The initials, so that the agent still tells two people apart: `J••• D•••`.
    static func name(_ name: String) -> String {
        let words = name.split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? name : words.map { "\($0.prefix(1))\(text)" }.joined(separator: " ")
    }

    /// The system and a mark that is the same for the same account: `CRM:•4f2a`.
    static func id(_ externalID: String) -> String {
        let system = externalID.prefix { $0 != ":" }
        guard system.count < externalID.count else { return text }
        var hash: UInt32 = 2_166_136_261
        for byte in externalID.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let mark = String(((hash >> 16) ^ hash) & 0xFFFF | 0x10000, radix: 16).dropFirst()
        return "\(system):•\(mark)"
    }

    /// Kinds of a timeline's lines that never name anybody.
    static let plainKinds: Set<String> = ["answered", "held", "resumed", "ended", "wrapped", "synced"]
}

extension Model {
    /// The model as a shared screen may show it: masked before anything is drawn, so that no part can forget to.
    var veiled: Model {
        var model = self
        let words = veiledWords
        model.calls = calls.map(\.veiled)
        model.histories = histories.mapValues { $0.map(\.veiled) }
        model.records = records.mapValues(\.veiled)
        model.mode = mode.veiled(words)
        model.pending = pending.mapValues { pending in
            guard case .switch(let review) = pending.kind else { return pending }
            return Pending(kind: .switch(review.veiled(words)), since: pending.since)
        }
        model.verdicts = verdicts.mapValues { Verdict(text: $0.text.veiled(words), until: $0.until) }
        if let toast { model.toast?.text = toast.text.veiled(words) }
        if !filter.isEmpty { model.shownIDs = Set(shownCalls.map(\.callId)) }
        model.revealed = nil
        model.selectedAccount = selectedAccount.map(Veil.id)
        return model
    }

    /// All names and IDs that a sentence may hold, and what stands for each; the longest first.
    private var veiledWords: [(clear: String, veiled: String)] {
        var accounts = calls.flatMap { call in
            call.candidates.map { ($0.externalId, Optional($0.name)) }
                + [(call.identity.externalId, call.identity.name)]
                + (call.identity.runnerUp.map { [($0.externalId, $0.name)] } ?? [])
        }
        switch mode {
        case .review(let review): accounts += [(review.from, nil), (review.to.externalId, review.to.name)]
        case .search(let search): accounts += search.offers.map { ($0.account.externalId, $0.account.name) }
        default: break
        }
        let pairs = accounts.flatMap { id, name in
            [(clear: id, veiled: Veil.id(id))] + (name.map { [(clear: $0, veiled: Veil.name($0))] } ?? [])
        }
        return pairs.filter { $0.clear.count > 1 }.sorted { $0.clear.count > $1.clear.count }
    }
}

extension String {
    fileprivate func veiled(_ words: [(clear: String, veiled: String)]) -> String {
        words.reduce(self) { $0.replacing($1.clear, with: $1.veiled) }
    }
}

extension CallView {
    fileprivate var veiled: CallView {
        var call = self
        call.number = number.map { _ in Veil.number }
        call.identity.name = identity.name.map(Veil.name)
        call.identity.email = identity.email.map { _ in Veil.text }
        call.identity.externalId = Veil.id(identity.externalId)
        call.identity.reason = identity.reason.map { _ in Veil.text }
        call.identity.runnerUp = identity.runnerUp.map {
            RunnerUpView(externalId: Veil.id($0.externalId), name: $0.name.map(Veil.name))
        }
        call.crm = crm.veiled
        call.erp = erp.veiled
        call.candidates = candidates.map(\.veiled)
        call.undo = undo.map { UndoView(to: Veil.id($0.to), until: $0.until) }
        call.interaction = interaction.mapValues { $0 == "true" ? $0 : Veil.text }
        call.timeline = timeline.map {
            let text = Veil.plainKinds.contains($0.kind) ? $0.text : "\($0.kind) \(Veil.text)"
            return TimelineView(at: $0.at, kind: $0.kind, text: text, tookMs: $0.tookMs)
        }
        return call
    }
}

/// What an account is about is as private as whose it is; that there is something stays.
extension CRMView {
    fileprivate var veiled: CRMView {
        var crm = self
        crm.caseId = caseId.map { _ in Veil.text }
        crm.caseStatus = nil
        crm.caseSubject = caseSubject.map { _ in Veil.text }
        crm.loyaltyTier = loyaltyTier.map { _ in Veil.text }
        crm.accountName = accountName.map(Veil.name)
        return crm
    }
}

extension ERPView {
    fileprivate var veiled: ERPView {
        var erp = self
        erp.accountStatus = accountStatus.map { _ in Veil.text }
        erp.balanceDue = balanceDue.map { _ in Veil.money }
        erp.overdue = overdue.map { _ in Veil.money }
        erp.creditHold = nil
        return erp
    }
}

extension CandidateView {
    fileprivate var veiled: CandidateView {
        var account = self
        account.externalId = Veil.id(externalId)
        account.name = Veil.name(name)
        account.tier = tier.map { _ in Veil.text }
        account.caseId = caseId.map { _ in Veil.text }
        account.erp = erp?.veiled
        return account
    }
}

extension HistoryAnswer.Step {
    fileprivate var veiled: HistoryAnswer.Step {
        var step = self
        step.externalId = Veil.id(externalId)
        step.name = name.map(Veil.name)
        step.reason = reason.map { _ in Veil.text }
        return step
    }
}

extension RecordReading {
    fileprivate var veiled: RecordReading {
        guard case .read(var record, let at) = self else { return self }
        record.externalId = Veil.id(record.externalId)
        record.name = record.name.map(Veil.name)
        record.email = record.email.map { _ in Veil.text }
        record.data = record.data.mapValues { _ in Veil.text }
        return .read(record, at: at)
    }
}

extension Review {
    fileprivate func veiled(_ words: [(clear: String, veiled: String)]) -> Review {
        var review = self
        review.from = Veil.id(from)
        review.to = to.veiled
        if case .known(let erp) = standing { review.standing = .known(erp?.veiled) }
        review.notice = notice?.veiled(words)
        if case .other(let text) = reason, !text.isEmpty { review.reason = .other(Veil.text) }
        return review
    }
}

extension Mode {
    fileprivate func veiled(_ words: [(clear: String, veiled: String)]) -> Mode {
        switch self {
        case .review(let review): return .review(review.veiled(words))
        case .search(var search):
            search.query = String(search.query.map { _ in "•" })
            search.selected = search.selected.map(Veil.id)
            search.typed = search.typed.map(Veil.id)
            if case .answered(_, let accounts) = search.progress {
                search.progress = .answered(search.query, accounts.map(\.veiled))
            }
            return .search(search)
        case .overrides(var memories):
            if case .answered(let items) = memories.progress { memories.progress = .answered(items.map(\.veiled)) }
            return .overrides(memories)
        case .note(var draft):
            draft.text = Veil.text
            return .note(draft)
        case .filter: return .filter(Veil.text)
        case .calls, .why, .help, .board, .palette, .reveal, .record, .themes, .quitting: return self
        }
    }
}

extension OverridesAnswer.Item {
    fileprivate var veiled: OverridesAnswer.Item {
        var item = self
        item.number = Veil.number
        item.externalId = Veil.id(externalId)
        item.name = Veil.name(name)
        item.reason = Veil.text
        return item
    }
}
