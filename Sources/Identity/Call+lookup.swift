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
        recall(override.account, resolvedBy: .override, source: override.source, at: override.at)
        identity.confidence = override.confidence
        identity.override = override
    }

    /// Phase 1 by the link of an earlier match.
    package mutating func recall(_ link: RecentLink, at: Date) {
        recall(link.account, resolvedBy: .recent, source: link.source, at: link.at)
        identity.confidence = .likely
    }

    /// Case and tier as they were then count until the CRM has answered.
    private mutating func recall(_ account: Account, resolvedBy: ResolvedBy, source: SourceName, at: Date) {
        identity = Identification(account: account, phase: 1, resolvedBy: resolvedBy, source: source, asOf: at)
        crm = CRMContext(SourceProgress(.pending, source: source), account: account)
        crm.progress.asOf = at
    }

    /// The lookup is answered: how long that took, and the first line of the timeline.
    package mutating func answered(at: Date, took: Duration) {
        phase1 = took
        knownInPhase = isOrphan || identity.resolvedBy == .switch ? knownInPhase : 1
        guard number != nil else { return note("identified", "number withheld", at: at, took: took) }
        let (how, before) = (howKnown(at: at), countKnown.map(Self.inWords))
        // A line of its own beside a name: a name has any length, and a count must not be cut.
        let isNamed = identity.resolvedBy == .override
        note(
            "identified",
            isNamed ? how : [how, before].compactMap(\.self).joined(separator: ", "),
            at: at,
            took: took
        )
        if isNamed, let before { note("identified", before, at: at) }
    }

    /// The calls before as far as the timeline can tell them; nil while the CRM may know of more than nothing, or while all
    /// that is known is what an earlier call was told.
    var countKnown: Int? {
        if hasCRMAnswer { return identity.resolvedBy == .switch ? nil : previousInteractionCount }
        return identity.resolvedBy == .phone && callsBefore > 0 ? callsBefore : nil
    }

    /// What a desk shows of the CRM is its word, not the memory of an earlier one.
    var hasCRMAnswer: Bool { crm.progress.state == .ready || crm.progress.state == .missing }

    private func howKnown(at: Date) -> String {
        switch identity.resolvedBy {
        case .override: "chosen before: \(identity.name?.text ?? "")"
        case .recent: "known from an earlier call: \(identity.name?.text ?? "")"
        // An answer serves the number's next calls, too: that it is older than this one is no secret.
        case .crm where identity.asOf < at:
            "the CRM said so \(max(1, Int(at.timeIntervalSince(identity.asOf).rounded()))) s ago"
        case .crm: "the CRM answered at once"
        case .switch: "chosen already: \(identity.name?.text ?? "")"
        case .phone, .unknown, .reconciled: "known by number"
        }
    }
}

extension Call {
    /// True once the platform has asked who this is; a call can be heard of by its events before.
    package var wasLookedUp: Bool { phase1 != nil }

    /// Takes over what came before the lookup: events, digits, and an account that a person has put the call on already.
    package mutating func inherit(_ earlier: Call) {
        for event in earlier.life.events { _ = life.record(event) }
        (timeline, interaction) = (earlier.timeline, earlier.interaction)
        (platformAttributes, summary) = (earlier.platformAttributes, earlier.summary)
        (switches, undos) = (earlier.switches, earlier.undos)
        (candidates, nextDigit) = (earlier.candidates, earlier.nextDigit)
        guard earlier.identity.resolvedBy == .switch else { return }
        if let point = earlier.undo {
            let own = UndoPoint(identity: identity, crm: crm, erp: erp, override: nil, overrideStored: false)
            undo = point.identity.resolvedBy == .switch ? point : own
        }
        (identity, crm, erp, sync) = (earlier.identity, earlier.crm, earlier.erp, earlier.sync)
    }

    /// The CRM is known to be down: said from the first moment on.
    package mutating func crmIsDown(source: SourceName, retryAt: Date?) {
        guard number != nil else { return }
        crm.progress = .failed(.breakerOpen(until: retryAt), source: source, retryAt: retryAt)
    }
}
