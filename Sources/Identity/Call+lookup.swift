package import FoundationEssentials

extension Call {
    /// A call as it is first heard of: on its own proxy, nobody known.
    package init(
        id: CallID,
        direction: Direction,
        number: CallerNumber?,
        phoneHash: PhoneHash,
        at: Date,
        queueID: String? = nil,
        userID: String? = nil,
        verifiedEmail: EmailAddress? = nil,
        callsBefore: Int = 0
    ) {
        self.id = id
        self.number = number
        self.verifiedEmail = verifiedEmail
        self.callsBefore = callsBefore
        proxy = number.map(phoneHash.externalID) ?? .unknown(id)
        life = CallLife(direction: direction, startedAt: at, queueID: queueID, userID: userID)
        identity = Identification(proxy: proxy, resolvedBy: number == nil ? .unknown : .phone, asOf: at)
        crm = CRMContext(SourceProgress(number == nil ? .missing : .pending))
        erp = ERPContext(SourceProgress(number == nil ? .missing : .pending))
        // A withheld number has nothing to ask the CRM for: that is phase 2 already.
        if number == nil { identity.phase = 2 }
    }

    /// Phase 1 by the memory of a switch.
    package mutating func recall(_ override: Override, at: Date) {
        identity = Identification(
            account: override.account,
            phase: 1,
            resolvedBy: .override,
            source: override.source,
            asOf: override.at
        )
        identity.confidence = override.confidence
        identity.override = override
    }

    /// Phase 1 by the link of an earlier match.
    package mutating func recall(_ link: RecentLink, at: Date) {
        identity = Identification(
            account: link.account,
            phase: 1,
            resolvedBy: .recent,
            source: link.source,
            asOf: link.at
        )
        identity.confidence = .likely
    }

    /// The lookup is answered: how long that took, and the first line of the timeline.
    package mutating func answered(at: Date, took: Duration) {
        phase1 = took
        let before = callsBefore == 1 ? "1 call before" : "\(callsBefore) calls before"
        note("identified", number == nil ? "number withheld" : "\(howKnown), \(before)", at: at, took: took)
    }

    private var howKnown: String {
        switch identity.resolvedBy {
        case .override: "chosen before: \(identity.name?.text ?? "")"
        case .recent: "known from an earlier call: \(identity.name?.text ?? "")"
        case .crm: "the CRM answered at once"
        case .phone, .unknown, .switch, .reconciled: "known by number"
        }
    }
}

extension Call {
    /// True once the platform has asked who this is; a call can be heard of by its events before.
    package var wasLookedUp: Bool { phase1 != nil }

    /// Takes over the events that arrived before the lookup.
    package mutating func inherit(_ earlier: Call) {
        for event in earlier.life.events { _ = record(event) }
    }

    /// The CRM is known to be down: said from the first moment on.
    package mutating func crmIsDown(source: SourceName, retryAt: Date?) {
        guard number != nil else { return }
        crm.progress = .failed(.breakerOpen(until: retryAt), source: source, retryAt: retryAt)
    }
}
