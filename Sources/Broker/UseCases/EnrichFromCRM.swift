import FoundationEssentials
import Identity

/// Phase 2, the CRM's part: all people with the number, the matching policy, and the work that follows.
enum EnrichFromCRM {
    /// What the CRM said, and when it was asked.
    struct Answer: Sendable {
        let people: People
        let readAt: Date
        let check: OverrideCheck
        let took: Duration
    }

    /// Does one job; a failure is journalled and tried again.
    static func run(_ job: Job, with parts: BrokerParts) async throws(JournalFailure) {
        guard let call = try await parts.journal.known(about: Subject(call: job.call)).call, let number = call.number
        else {
            return try await finish(job, with: parts)
        }
        switch await ask(call, number, with: parts) {
        case .success(let answer): try await take(answer, job, number, with: parts)
        case .failure(let failure): try await retry(job, after: failure, with: parts)
        }
    }

    /// The jobs that follow once the CRM has answered, or is known not to: the ERP where there is an account to ask for (a remembered
    /// one counts), and the platform's record.
    static func followUps(of call: Call, at now: Date, priority: Int) -> [Job] {
        let asksERP = call.erp.progress.state == .pending && call.hasQuestionForERP
        let lanes: [Job.Lane] = asksERP ? [.erp, .platform] : [.platform]
        return lanes.map { Job(call: call.id, lane: $0, due: now, since: now, priority: priority) }
    }

    /// What lookups may be answered with tomorrow: only a match that said something about the person.
    static func link(of call: Call, source: SourceName, at now: Date) -> MemoryChange<RecentLink> {
        guard let number = call.number, call.identity.resolvedBy != .switch else { return .keep }
        guard call.identity.resolvedBy == .crm else { return call.isOrphan ? .drop : .keep }
        guard let account = call.crm.account, call.identity.confidence != .ambiguous else { return .drop }
        return .set(RecentLink(number: number, account: account, source: source, at: now))
    }

    private static func ask(
        _ call: Call,
        _ number: CallerNumber,
        with parts: BrokerParts
    ) async -> Result<Answer, SourceFailure> {
        let startedAt = parts.ambience.uptime()
        do throws(SourceFailure) {
            let found = try await parts.enquiries.people(with: number)
            let readAt = parts.ambience.now().addingTimeInterval(-seconds(found.age))
            let check = try await check(call, given: found.people, with: parts)
            let took = parts.ambience.uptime() - startedAt
            return .success(Answer(people: found.people, readAt: readAt, check: check, took: took))
        } catch {
            return .failure(error)
        }
    }

    /// Reads the account of an override that the number's people do not include.
    private static func check(
        _ call: Call,
        given people: People,
        with parts: BrokerParts
    ) async throws(SourceFailure) -> OverrideCheck {
        guard let id = call.overrideToCheck(given: people) else { return .notNeeded }
        guard let crm = parts.crm(of: id) else { return .vanished }
        return try await crm.account(id).map(OverrideCheck.found) ?? .vanished
    }

    private static func take(
        _ answer: Answer,
        _ job: Job,
        _ number: CallerNumber,
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        try await parts.journal.decide(about: Subject(call: job.call, number: number)) { known in
            (decide(answer, job, known, policy, now), ())
        }
    }

    /// The decision, pure.
    static func decide(_ answer: Answer, _ job: Job, _ known: Known, _ policy: Policy, _ now: Date) -> Changes {
        var changes = Changes()
        changes.finished = [.crm]
        guard var call = known.call else { return changes }
        let unchecked = call.overrideToCheck(given: answer.people)
        // An undo put the call back on an override while the CRM was asked: that one is to be checked first.
        if unchecked != nil && answer.check == .notNeeded {
            changes.jobs = [Job(call: job.call, lane: .crm, due: now, since: now, priority: job.priority)]
            changes.finished = []
            return changes
        }
        let isChosen = call.identity.resolvedBy == .switch
        changes.steps = call.enrich(
            with: answer.people,
            readAt: answer.readAt,
            check: answer.check,
            policy: policy.matching,
            at: now,
            took: answer.took
        )
        changes.link = link(of: call, source: answer.people.source, at: answer.readAt)
        // Here and below: another call may have given the number another memory meanwhile.
        let isGone = answer.check == .vanished && unchecked != nil && known.override?.account.id == unchecked
        if isGone { changes.override = .drop }
        let own = call.identity.override?.id
        if let memory = call.rethinkMemory(at: now), known.override?.id == own { changes.override = memory.change }
        changes.keep(call, telling: .enriched, over: known.call, policy, at: now)
        if !isChosen { changes.jobs = followUps(of: call, at: now, priority: job.priority) }
        return changes
    }

    private static func retry(
        _ job: Job,
        after failure: SourceFailure,
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let source = parts.crms[0].health().name
        try await Retry.record(job, failure, with: parts) { call, retryAt, now in
            // On the account of a switch the CRM has answered: what failed is the list of the others.
            if call.identity.resolvedBy != .switch {
                call.crmFailed(failure, source: source, retryAt: retryAt, at: now)
            }
            return true
        }
    }

    private static func finish(_ job: Job, with parts: BrokerParts) async throws(JournalFailure) {
        try await parts.journal.decide(about: Subject(call: job.call)) { _ in
            var changes = Changes()
            changes.finished = [.crm]
            return (changes, ())
        }
    }
}

extension RethoughtMemory {
    /// What the journal does about it.
    fileprivate var change: MemoryChange<Override> {
        switch self {
        case .kept(let override): .set(override)
        case .givenBack(let before): before.map { .set($0) } ?? .drop
        }
    }
}
