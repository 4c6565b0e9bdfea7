package import FoundationEssentials
package import Identity

/// One call as the desk listener tells it: numbers and e-mails masked.
package struct CallView: Codable, Sendable, Hashable {
    /// The platform's key.
    package var callId: String
    /// Which side called.
    package var direction: Direction
    /// Where it stands.
    package var state: CallState
    /// The queue's ID.
    @OrNull package var queueId: String?
    /// The queue as agents call it.
    @OrNull package var queueName: String?
    /// The agent's ID.
    @OrNull package var userId: String?
    /// The agent as colleagues call them.
    @OrNull package var agentName: String?
    /// Masked; null where withheld.
    @OrNull package var number: String?
    /// When it was first heard of.
    package var startedAt: Date
    /// When an agent first took it.
    @OrNull package var answeredAt: Date?
    /// When the customer left.
    @OrNull package var endedAt: Date?
    /// Who it is taken to be.
    package var identity: IdentityView
    /// The CRM's side.
    package var crm: CRMView
    /// The ERP's side.
    package var erp: ERPView
    /// In the order of their digits.
    package var candidates: [CandidateView]
    /// The platform's record.
    package var sync: SyncView
    /// Oldest first.
    package var timeline: [TimelineView]
    /// What belongs to this conversation.
    package var interaction: [String: String]
    /// The larger of the CRM's count and the journal's.
    package var previousInteractionCount: Int
    /// No person is known.
    package var orphan: Bool
    /// Where the latest switch can be taken back to.
    @OrNull package var undo: UndoView?
    /// Milliseconds from the lookup to its answer.
    @OrNull package var phase1Ms: Int?
    /// Milliseconds from the lookup to the CRM's context.
    @OrNull package var phase2Ms: Int?

    /// All fields.
    package init(
        callId: String,
        direction: Direction,
        state: CallState,
        queueId: String?,
        queueName: String?,
        userId: String?,
        agentName: String?,
        number: String?,
        startedAt: Date,
        answeredAt: Date?,
        endedAt: Date?,
        identity: IdentityView,
        crm: CRMView,
        erp: ERPView,
        candidates: [CandidateView],
        sync: SyncView,
        timeline: [TimelineView],
        interaction: [String: String],
        previousInteractionCount: Int,
        orphan: Bool,
        undo: UndoView?,
        phase1Ms: Int?,
        phase2Ms: Int?
    ) {
        self.callId = callId
        self.direction = direction
        self.state = state
        self.queueId = queueId
        self.queueName = queueName
        self.userId = userId
        self.agentName = agentName
        self.number = number
        self.startedAt = startedAt
        self.answeredAt = answeredAt
        self.endedAt = endedAt
        self.identity = identity
        self.crm = crm
        self.erp = erp
        self.candidates = candidates
        self.sync = sync
        self.timeline = timeline
        self.interaction = interaction
        self.previousInteractionCount = previousInteractionCount
        self.orphan = orphan
        self.undo = undo
        self.phase1Ms = phase1Ms
        self.phase2Ms = phase2Ms
    }
}

/// Who a call is taken to be.
package struct IdentityView: Codable, Sendable, Hashable {
    /// Whom the call is on.
    package var externalId: String
    /// Where known.
    @OrNull package var name: String?
    /// Masked.
    @OrNull package var email: String?
    /// 1 or 2.
    package var phase: Int
    /// How it came about.
    package var resolvedBy: ResolvedBy
    /// The matching rule that decided.
    @OrNull package var rule: MatchRule?
    /// How sure.
    @OrNull package var confidence: Confidence?
    /// Which source.
    @OrNull package var source: String?
    /// When the facts were true.
    package var asOf: Date
    /// Who chose.
    @OrNull package var actor: ActorView?
    /// Why they chose.
    @OrNull package var reason: String?
    /// Who would have been next.
    @OrNull package var runnerUp: RunnerUpView?
    /// The memory that decided.
    @OrNull package var override: OverrideStampView?

    /// All fields.
    package init(
        externalId: String,
        name: String?,
        email: String?,
        phase: Int,
        resolvedBy: ResolvedBy,
        rule: MatchRule?,
        confidence: Confidence?,
        source: String?,
        asOf: Date,
        actor: ActorView?,
        reason: String?,
        runnerUp: RunnerUpView?,
        override: OverrideStampView?
    ) {
        self.externalId = externalId
        self.name = name
        self.email = email
        self.phase = phase
        self.resolvedBy = resolvedBy
        self.rule = rule
        self.confidence = confidence
        self.source = source
        self.asOf = asOf
        self.actor = actor
        self.reason = reason
        self.runnerUp = runnerUp
        self.override = override
    }
}

/// Who did something.
package struct ActorView: Codable, Sendable, Hashable {
    /// The platform's user ID, or the desk's user name.
    package var id: String
    /// As colleagues know them.
    @OrNull package var name: String?
    /// What kind of actor.
    package var role: Actor.Role

    /// All fields.
    package init(
        id: String,
        name: String?,
        role: Actor.Role
    ) {
        self.id = id
        self.name = name
        self.role = role
    }
}

/// The account that would have been next.
package struct RunnerUpView: Codable, Sendable, Hashable {
    /// Its external ID.
    package var externalId: String
    /// Whose it is.
    @OrNull package var name: String?

    /// All fields.
    package init(
        externalId: String,
        name: String?
    ) {
        self.externalId = externalId
        self.name = name
    }
}

/// The memory of a switch, as an identification shows it.
package struct OverrideStampView: Codable, Sendable, Hashable {
    /// Who chose.
    package var by: String
    /// When.
    package var at: Date
    /// Until when it counts.
    package var expires: Date

    /// All fields.
    package init(
        by: String,
        at: Date,
        expires: Date
    ) {
        self.by = by
        self.at = at
        self.expires = expires
    }
}

/// The CRM's side of a call.
package struct CRMView: Codable, Sendable, Hashable {
    /// How far it has come.
    package var state: SourceState
    /// Which CRM.
    @OrNull package var source: String?
    /// The case.
    @OrNull package var caseId: String?
    /// `open` or `closed`.
    @OrNull package var caseStatus: String?
    /// What it is about.
    @OrNull package var caseSubject: String?
    /// As the CRM spells it.
    @OrNull package var loyaltyTier: String?
    /// Whose account.
    @OrNull package var accountName: String?
    /// Milliseconds.
    @OrNull package var tookMs: Int?
    /// When it was true.
    @OrNull package var asOf: Date?
    /// In words.
    @OrNull package var error: String?
    /// When it is asked again.
    @OrNull package var nextRetryAt: Date?

    /// All fields.
    package init(
        state: SourceState,
        source: String?,
        caseId: String?,
        caseStatus: String?,
        caseSubject: String?,
        loyaltyTier: String?,
        accountName: String?,
        tookMs: Int?,
        asOf: Date?,
        error: String?,
        nextRetryAt: Date?
    ) {
        self.state = state
        self.source = source
        self.caseId = caseId
        self.caseStatus = caseStatus
        self.caseSubject = caseSubject
        self.loyaltyTier = loyaltyTier
        self.accountName = accountName
        self.tookMs = tookMs
        self.asOf = asOf
        self.error = error
        self.nextRetryAt = nextRetryAt
    }
}

/// An amount of money; decimal text, never a binary number.
package struct MoneyView: Codable, Sendable, Hashable {
    /// Such as `42.10`.
    package var amount: String
    /// ISO 4217.
    package var currency: String

    /// All fields.
    package init(
        amount: String,
        currency: String
    ) {
        self.amount = amount
        self.currency = currency
    }
}

/// The ERP's side of a call, or of a candidate.
package struct ERPView: Codable, Sendable, Hashable {
    /// How far it has come.
    package var state: SourceState
    /// Which ERP.
    @OrNull package var source: String?
    /// `Active`, `Credit hold`, `Blocked` or `Closed`.
    @OrNull package var accountStatus: String?
    /// All open items.
    @OrNull package var balanceDue: MoneyView?
    /// Those past their due date.
    @OrNull package var overdue: MoneyView?
    /// Whether deliveries wait for money.
    @OrNull package var creditHold: Bool?
    /// Milliseconds.
    @OrNull package var tookMs: Int?
    /// When it was true.
    @OrNull package var asOf: Date?
    /// In words.
    @OrNull package var error: String?
    /// When it is asked again.
    @OrNull package var nextRetryAt: Date?

    /// All fields.
    package init(
        state: SourceState,
        source: String?,
        accountStatus: String?,
        balanceDue: MoneyView?,
        overdue: MoneyView?,
        creditHold: Bool?,
        tookMs: Int?,
        asOf: Date?,
        error: String?,
        nextRetryAt: Date?
    ) {
        self.state = state
        self.source = source
        self.accountStatus = accountStatus
        self.balanceDue = balanceDue
        self.overdue = overdue
        self.creditHold = creditHold
        self.tookMs = tookMs
        self.asOf = asOf
        self.error = error
        self.nextRetryAt = nextRetryAt
    }
}

/// An account that the call can be put on.
package struct CandidateView: Codable, Sendable, Hashable {
    /// 1 to 9; null from the tenth on, and in search results.
    @OrNull package var digit: Int?
    /// Its external ID.
    package var externalId: String
    /// Whose it is.
    package var name: String
    /// Personal or business.
    @OrNull package var kind: AccountKind?
    /// As the CRM spells it.
    @OrNull package var tier: String?
    /// The case.
    @OrNull package var caseId: String?
    /// Where it was asked for.
    @OrNull package var erp: ERPView?

    /// All fields.
    package init(
        digit: Int?,
        externalId: String,
        name: String,
        kind: AccountKind?,
        tier: String?,
        caseId: String?,
        erp: ERPView?
    ) {
        self.digit = digit
        self.externalId = externalId
        self.name = name
        self.kind = kind
        self.tier = tier
        self.caseId = caseId
        self.erp = erp
    }
}

/// The platform's record.
package struct SyncView: Codable, Sendable, Hashable {
    /// How far the write has come.
    package var state: SyncStatus.State
    /// How often it was tried.
    package var attempts: Int
    /// In words.
    @OrNull package var error: String?
    /// When it is tried again.
    @OrNull package var nextRetryAt: Date?
    /// When it was read back.
    @OrNull package var confirmedAt: Date?

    /// All fields.
    package init(
        state: SyncStatus.State,
        attempts: Int,
        error: String?,
        nextRetryAt: Date?,
        confirmedAt: Date?
    ) {
        self.state = state
        self.attempts = attempts
        self.error = error
        self.nextRetryAt = nextRetryAt
        self.confirmedAt = confirmedAt
    }
}

/// One line of what happened.
package struct TimelineView: Codable, Sendable, Hashable {
    /// When.
    package var at: Date
    /// A stable word.
    package var kind: String
    /// A sentence.
    package var text: String
    /// Milliseconds.
    @OrNull package var tookMs: Int?

    /// All fields.
    package init(
        at: Date,
        kind: String,
        text: String,
        tookMs: Int?
    ) {
        self.at = at
        self.kind = kind
        self.text = text
        self.tookMs = tookMs
    }
}

/// Where the latest switch can be taken back to.
package struct UndoView: Codable, Sendable, Hashable {
    /// The external ID.
    package var to: String
    /// Null while the call lives.
    @OrNull package var until: Date?

    /// All fields.
    package init(
        to: String,
        until: Date?
    ) {
        self.to = to
        self.until = until
    }
}
