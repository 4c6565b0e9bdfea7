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
