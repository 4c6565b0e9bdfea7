package import FoundationEssentials

extension Call {
    /// Puts a finished call on the person whom the CRM has under its number by now; the ERP's answer is nil where it gave
    /// none.
    ///
    /// A summary that had nobody to go to is due again.
    package mutating func reconcile(
        with match: MatchingPolicy.Match,
        among people: People,
        standing: AccountStanding?,
        erp source: SourceName?,
        readAt: Date,
        at: Date
    ) -> IdentityStep {
        let account = match.chosen
        peopleOnNumber = match.ranked.count
        match.ranked.forEach { admit($0) }
        identity = Identification(
            account: account,
            phase: 2,
            resolvedBy: .reconciled,
            source: people.source,
            asOf: readAt
        )
        (identity.rule, identity.confidence) = (match.rule, match.confidence)
        identity.runnerUp = match.runnerUp.map { AccountReference(externalID: $0.id, name: $0.name) }
        setContext(account, source: people.source, at: readAt, took: nil)
        let state: SourceState = standing == nil ? .missing : .ready
        erp = ERPContext(.answered(state, by: source, at: readAt, took: nil), standing: standing)
        if summary == .nowhere { summary = .open }
        note("reconciled", "reconciled: the CRM has \(account.name.text) under this number", at: at)
        return IdentityStep(at: at, identity: identity)
    }
}
