import FoundationEssentials
import Identity

/// Phase 2, the CRM's part: all people with the number, the matching policy, and the work that follows.
enum EnrichFromCRM {
    private struct Answer: Sendable {
        let people: People
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

    /// The jobs that a CRM's answer leaves: the ERP where an account is linked, and the platform's record.
    static func followUps(of call: Call, at now: Date, priority: Int) -> [Job] {
        let lanes: [Job.Lane] = call.erp.progress.state == .pending ? [.erp, .platform] : [.platform]
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
            let people = try await parts.enquiries.people(with: number)
            let check = try await check(call, given: people, with: parts)
            return .success(Answer(people: people, check: check, took: parts.ambience.uptime() - startedAt))
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
        guard let id = call.overrideToCheck(given: people), let crm = parts.crm(of: id) else { return .notNeeded }
        return try await crm.account(id).map(OverrideCheck.found) ?? .vanished
    }

    private static func take(
        _ answer: Answer,
        _ job: Job,
        _ number: CallerNumber,
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let (now, matching) = (parts.ambience.now(), parts.policy.matching)
        try await parts.journal.decide(about: Subject(call: job.call, number: number)) { known in
            var changes = Changes()
            changes.finished = [.crm]
            guard var call = known.call else { return (changes, ()) }
            // Switched while the CRM was asked: the check was of an override that counts no more.
            let stale = call.overrideToCheck(given: answer.people) != nil && answer.check == .notNeeded
            guard !stale else { return (again(job, at: now), ()) }
            changes.steps = call.enrich(
                with: answer.people,
                check: answer.check,
                policy: matching,
                at: now,
                took: answer.took
            )
            changes.link = link(of: call, source: answer.people.source, at: now)
            if answer.check == .vanished { changes.override = .drop }
            changes.call = call
            changes.kind = .enriched
            changes.leavesAt = parts.policy.stay.end(of: call.life, undo: parts.policy.undoWindow)
            changes.jobs = followUps(of: call, at: now, priority: job.priority)
            return (changes, ())
        }
    }

    private static func again(_ job: Job, at now: Date) -> Changes {
        var changes = Changes()
        changes.jobs = [Job(call: job.call, lane: .crm, due: now, attempts: job.attempts, since: job.since)]
        return changes
    }

    private static func retry(
        _ job: Job,
        after failure: SourceFailure,
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let source = parts.crms[0].health().name
        try await Retry.record(job, failure, with: parts) { call, retryAt, now in
            call.crmFailed(failure, source: source, retryAt: retryAt, at: now)
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
