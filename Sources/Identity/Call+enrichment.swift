package import FoundationEssentials

/// Whether the account of an override was read from the CRM, and what came of it.
package enum OverrideCheck: Hashable, Sendable {
    /// The call is on no override, or the account is among the people of the number.
    case notNeeded
    /// The record is there.
    case found(Account)
    /// The CRM has no such record any more.
    case vanished
}

extension Call {
    /// The account that an override put this call on, where the people of the number do not include it: to be read by ID.
    package func overrideToCheck(given people: People) -> ExternalID? {
        guard identity.resolvedBy == .override, !people.accounts.contains(where: { $0.id == identity.externalID })
        else { return nil }
        return identity.externalID
    }

    /// Takes in the CRM's answer: phase 2.
    ///
    /// A choice that a person made stays; the machine's own is made again. `readAt` is when the CRM was asked: an answer
    /// may have served another call of the number before.
    package mutating func enrich(
        with people: People,
        readAt: Date,
        check: OverrideCheck,
        policy: MatchingPolicy,
        at: Date,
        took: Duration?
    ) -> [IdentityStep] {
        let match = policy.match(people.accounts, hasMore: people.hasMore, verifiedEmail: verifiedEmail)
        let held = heldAccount(people, check)
        let reading = Reading(people: people, readAt: readAt, at: at, took: took)
        peopleOnNumber = match?.ranked.count ?? 0
        // What the CRM said before the call came measures nothing of it.
        let isFirst = phase2 == nil && (!hasCRMAnswer || identity.resolvedBy == .switch)
        if isFirst && readAt >= life.startedAt {
            phase2 = .seconds(max(0, at.timeIntervalSince(life.startedAt)))
        }
        // What was chosen before ranks first.
        if let held { admit(held) }
        match?.ranked.forEach { admit($0) }
        if identity.resolvedBy == .switch { return supersede(match, reading) }
        if let held { return keepOverride(held, match, reading, isReadNow: check != .notNeeded) }
        if check == .vanished { note("override", "the account chosen before is gone from the CRM", at: at) }
        return match.map { take($0, reading) } ?? nobody(reading)
    }

    /// The CRM's list as it reaches a call.
    private struct Reading {
        let people: People
        let readAt: Date
        let at: Date
        let took: Duration?
        var source: SourceName { people.source }
    }

    /// Takes in the ERP's answer; false where the call is on another account by now.
    package mutating func enrich(
        with standing: AccountStanding?,
        of account: ExternalID,
        source: SourceName,
        at: Date,
        took: Duration?
    ) -> Bool {
        if let index = candidates.firstIndex(where: { $0.account.id == account }) {
            candidates[index].standing = standing
        }
        guard identity.externalID == account else { return false }
        // The record that was confirmed has another status than this.
        if sync.state == .confirmed && standing?.status != erp.standing?.status { sync.state = .pending }
        erp = ERPContext(
            .answered(standing == nil ? .missing : .ready, by: source, at: at, took: took),
            standing: standing
        )
        let words = standing.map { $0.status?.rawValue ?? "status not told" } ?? "no such account"
        note("erp", "ERP: \(words)", at: at, took: took)
        if let refusal = standing?.refusal { note("erp", "ERP: a part is not told (\(refusal.sentence))", at: at) }
        return true
    }

    /// The CRM gave nothing usable: the call stays on its phase-1 identity, and says so.
    package mutating func crmFailed(_ failure: SourceFailure, source: SourceName, retryAt: Date?, at: Date) {
        let isNew = crm.progress.failure?.sentence != failure.sentence
        if isNew { note("crm", "CRM \(failure.sentence)", at: at) }
        crm.progress = .failed(failure, source: source, retryAt: retryAt)
    }

    /// The ERP gave nothing usable.
    package mutating func erpFailed(_ failure: SourceFailure, source: SourceName, retryAt: Date?, at: Date) {
        let isNew = erp.progress.failure?.sentence != failure.sentence
        if isNew { note("erp", "ERP \(failure.sentence)", at: at) }
        erp.progress = .failed(failure, source: source, retryAt: retryAt)
    }

    /// The ERP can be asked about the account that the call is on: it is linked in the CRM, or can be looked for by number.
    package var hasQuestionForERP: Bool { crm.account.map { $0.erpAccount != nil || isOnlyPersonOnNumber } ?? false }

    /// The caller's number is certainly that person's alone: what the ERP has under it is theirs.
    package var isOnlyPersonOnNumber: Bool {
        number != nil && identity.resolvedBy == .crm && identity.confidence == .certain
            && crm.account?.id == identity.externalID
    }

    /// There is no ERP to ask, or no account to ask it for; where several hold the number, that is said.
    package mutating func erpHasNothing(isAmbiguous: Bool, at: Date) {
        if isAmbiguous { note("erp", "ERP: several accounts have this number, none was taken", at: at) }
        erp = ERPContext(SourceProgress(.missing))
    }

    /// The account of the override that the call is on, as the CRM has it now.
    private func heldAccount(_ people: People, _ check: OverrideCheck) -> Account? {
        guard identity.resolvedBy == .override else { return nil }
        return switch check {
        case .found(let account): account
        case .vanished: nil
        case .notNeeded: people.accounts.first { $0.id == identity.externalID }
        }
    }

    /// The machine's late choice, journalled and not applied, where it differs from the person's.
    private func supersede(_ match: MatchingPolicy.Match?, _ reading: Reading) -> [IdentityStep] {
        let late = match.map { identification(of: $0, reading) } ?? nobody(known: reading)
        guard late.externalID != identity.externalID else { return [] }
        return [IdentityStep(at: reading.at, identity: late, superseded: true)]
    }

    private mutating func keepOverride(
        _ account: Account,
        _ match: MatchingPolicy.Match?,
        _ reading: Reading,
        isReadNow: Bool
    ) -> [IdentityStep] {
        let (override, asOf) = (identity.override, isReadNow ? reading.at : reading.readAt)
        let isOnlyOne = match?.confidence == .certain && match?.chosen.id == account.id
        let told = countKnown
        identity = Identification(
            account: account,
            phase: 2,
            resolvedBy: .override,
            source: reading.source,
            asOf: asOf
        )
        identity.override = override
        identity.confidence = isSwitchboard ? .ambiguous : isOnlyOne ? .certain : .likely
        let other = match?.ranked.first { $0.id != account.id }
        identity.runnerUp = other.map { AccountReference(externalID: $0.id, name: $0.name) }
        setContext(account, source: reading.source, at: asOf, took: reading.took)
        knownInPhase = knownInPhase ?? 2
        let among = reading.people.hasMore ? ", one of \(count(of: match, reading.people))" : ""
        note(
            "crm",
            "CRM: \(account.name.text), as chosen before\(among)",
            at: reading.at,
            took: reading.took
        )
        noteCases(of: account, at: reading.at)
        noteCount(changedFrom: told, at: reading.at)
        return [IdentityStep(at: reading.at, identity: identity)]
    }

    private func nobody(known reading: Reading) -> Identification {
        var nobody = Identification(
            proxy: proxy,
            resolvedBy: number == nil ? .unknown : .phone,
            asOf: reading.readAt
        )
        nobody.phase = 2
        nobody.source = reading.source
        return nobody
    }

    private mutating func nobody(_ reading: Reading) -> [IdentityStep] {
        if !isOrphan { sync = SyncStatus() }
        identity = nobody(known: reading)
        crm = CRMContext(.answered(.missing, by: reading.source, at: reading.readAt, took: reading.took))
        erp = ERPContext(SourceProgress(.missing))
        let some = reading.people.hasMore ? "nobody of those read" : "nobody"
        note("crm", "CRM: \(some) has this number", at: reading.at, took: reading.took)
        return [IdentityStep(at: reading.at, identity: identity)]
    }

    private mutating func take(_ match: MatchingPolicy.Match, _ reading: Reading) -> [IdentityStep] {
        let told = countKnown
        identity = identification(of: match, reading)
        setContext(match.chosen, source: reading.source, at: reading.readAt, took: reading.took)
        knownInPhase = knownInPhase ?? 2
        note("crm", "CRM: \(sentence(for: match, reading.people))", at: reading.at, took: reading.took)
        noteCases(of: match.chosen, at: reading.at)
        noteCount(changedFrom: told, at: reading.at)
        return [IdentityStep(at: reading.at, identity: identity)]
    }

    private func identification(of match: MatchingPolicy.Match, _ reading: Reading) -> Identification {
        var made = Identification(
            account: match.chosen,
            phase: 2,
            resolvedBy: .crm,
            source: reading.source,
            asOf: reading.readAt
        )
        made.rule = match.rule
        made.confidence = match.confidence
        made.runnerUp = match.runnerUp.map { AccountReference(externalID: $0.id, name: $0.name) }
        return made
    }

    mutating func setContext(_ account: Account, source: SourceName, at: Date, took: Duration?) {
        crm = CRMContext(.answered(.ready, by: source, at: at, took: took), account: account)
        erp = ERPContext(SourceProgress(hasQuestionForERP ? .pending : .missing))
        sync = SyncStatus()
    }

    private func count(of match: MatchingPolicy.Match?, _ people: People) -> String {
        let count = match?.ranked.count ?? 0
        return people.hasMore ? "more than \(count) people" : count == 1 ? "1 person" : "\(count) people"
    }

    /// That there is no case is one thing, that none is told another.
    private mutating func noteCases(of account: Account, at: Date) {
        if let refusal = account.refusal { note("crm", "CRM: cases are not told (\(refusal.sentence))", at: at) }
    }

    /// The calls before, where the timeline has told none or another count by now; a line of its own, which no name cuts.
    private mutating func noteCount(changedFrom told: Int?, at: Date) {
        guard wasLookedUp, previousInteractionCount != told else { return }
        note("crm", Self.inWords(callsBefore: previousInteractionCount), at: at)
    }

    private func sentence(for match: MatchingPolicy.Match, _ read: People) -> String {
        let (name, people) = (match.chosen.name.text, count(of: match, read))
        return switch match.rule {
        case .onlyOne: read.hasMore ? "more people than were read, of those only \(name)" : name
        case .verifiedEmail: "\(people), the verified e-mail picks \(name)"
        case .openCase: "\(people), the open case picks \(name)"
        case .latestContact: "\(people), the latest contact picks \(name)"
        case .kindOrder: "\(people), nothing tells them apart; by kind \(name)"
        case .lowestID: "\(people), nothing tells them apart; lowest ID \(name)"
        }
    }
}
