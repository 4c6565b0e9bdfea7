import Broker
import BrokerAPI
import Identity

extension IdentityView {
    /// The e-mail address is masked.
    init(_ identity: Identification) {
        self.init(
            externalId: identity.externalID.text,
            name: identity.name?.text,
            email: identity.email?.masked,
            phase: identity.phase,
            resolvedBy: identity.resolvedBy,
            rule: identity.rule,
            confidence: identity.confidence,
            source: identity.source?.rawValue,
            asOf: identity.asOf,
            actor: identity.actor.map(ActorView.init),
            reason: identity.reason?.text,
            runnerUp: identity.runnerUp.map { RunnerUpView(externalId: $0.externalID.text, name: $0.name?.text) },
            override: identity.override.map {
                OverrideStampView(by: $0.actor.name ?? $0.actor.id, at: $0.at, expires: $0.expires)
            }
        )
    }
}

extension ActorView {
    init(_ actor: Actor) { self.init(id: actor.id, name: actor.name, role: actor.role) }
}

extension CRMView {
    init(_ crm: CRMContext) {
        let (progress, known) = (crm.progress, crm.account?.supportCase)
        self.init(
            state: progress.state,
            source: progress.source?.rawValue,
            caseId: known?.id,
            caseStatus: known.map { $0.isOpen ? "open" : "closed" },
            caseSubject: known?.subject?.text,
            loyaltyTier: crm.account?.tier,
            accountName: crm.account?.name.text,
            tookMs: progress.took.map(milliseconds),
            asOf: progress.asOf,
            error: progress.failure?.sentence,
            nextRetryAt: progress.nextRetryAt
        )
    }
}

extension ERPView {
    init(_ erp: ERPContext) {
        let (progress, standing) = (erp.progress, erp.standing)
        self.init(
            state: progress.state,
            source: (progress.source ?? standing?.source)?.rawValue,
            accountStatus: standing?.status?.rawValue,
            balanceDue: standing?.balanceDue.map(MoneyView.init),
            overdue: standing?.overdue.map(MoneyView.init),
            creditHold: standing?.creditHold,
            tookMs: progress.took.map(milliseconds),
            asOf: progress.asOf,
            error: progress.failure?.sentence,
            nextRetryAt: progress.nextRetryAt
        )
    }
}

extension MoneyView {
    init(_ money: Money) { self.init(amount: money.amountText, currency: money.currency) }
}

extension CandidateView {
    init(_ candidate: Candidate) {
        let erp = candidate.standing.map { ERPView(ERPContext(SourceProgress(.ready), standing: $0)) }
        self.init(candidate.account, digit: candidate.digit, erp: erp)
    }

    /// An account as the CRM gave it.
    init(_ account: Account, digit: Int? = nil, erp: ERPView? = nil) {
        self.init(
            digit: digit,
            externalId: account.id.text,
            name: account.name.text,
            kind: account.kind,
            tier: account.tier,
            caseId: account.supportCase?.id,
            erp: erp
        )
    }
}

extension SyncView {
    init(_ sync: SyncStatus) {
        self.init(
            state: sync.state,
            attempts: sync.attempts,
            error: sync.failure?.sentence,
            nextRetryAt: sync.nextRetryAt,
            confirmedAt: sync.confirmedAt
        )
    }
}

extension TimelineView {
    init(_ entry: TimelineEntry) {
        self.init(at: entry.at, kind: entry.kind, text: entry.text.text, tookMs: entry.took.map(milliseconds))
    }
}
