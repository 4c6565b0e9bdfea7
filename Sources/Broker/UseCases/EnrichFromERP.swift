import FoundationEssentials
import Identity

/// Phase 2, the ERP's part: how the chosen account stands.
enum EnrichFromERP {
    /// Does one job; a failure is journalled and tried again.
    static func run(_ job: Job, with parts: BrokerParts) async throws(JournalFailure) {
        let call = try await parts.journal.known(about: Subject(call: job.call)).call
        guard let erp = parts.erp, let call, let account = call.crm.account else {
            return try await finish(job, with: parts)
        }
        let startedAt = parts.ambience.uptime()
        switch await ask(erp, account, on: call) {
        case .success(.nothing): try await finish(job, with: parts)
        case .success(.ambiguous): try await finish(job, isAmbiguous: true, with: parts)
        case .success(.asked(let standing)):
            let (source, took) = (erp.health().name, parts.ambience.uptime() - startedAt)
            try await take(standing, of: account.id, source, job, took: took, with: parts)
        case .failure(let failure):
            let source = erp.health().name
            try await Retry.record(job, failure, with: parts) { call, retryAt, now in
                guard call.identity.externalID == account.id else { return false }
                call.erpFailed(failure, source: source, retryAt: retryAt, at: now)
                return true
            }
        }
    }

    private enum Answer: Sendable {
        case asked(AccountStanding?)
        /// There is no account to ask for.
        case nothing
        /// Several accounts hold the number: which of them is the caller's, nobody here can know.
        case ambiguous
    }

    /// By the link of the CRM; where it has none, the ERP's only account under the caller's number, if that number is
    /// certainly the person's alone.
    private static func ask(
        _ erp: any ERP,
        _ account: Account,
        on call: Call
    ) async -> Result<Answer, SourceFailure> {
        do throws(SourceFailure) {
            if let linked = account.erpAccount { return .success(.asked(try await erp.standing(of: linked))) }
            guard call.isOnlyPersonOnNumber, let number = call.number else { return .success(.nothing) }
            let found = try await erp.accounts(with: number)
            guard let only = found.only else { return .success(found.isAmbiguous ? .ambiguous : .nothing) }
            return .success(.asked(try await erp.standing(of: only)))
        } catch {
            return .failure(error)
        }
    }

    private static func take(
        _ standing: AccountStanding?,
        of account: ExternalID,
        _ source: SourceName,
        _ job: Job,
        took: Duration,
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        try await parts.journal.decide(about: Subject(call: job.call)) { known in
            (decide(standing, of: account, source, job, took, known, policy, now), ())
        }
    }

    /// The decision, pure.
    static func decide(
        _ standing: AccountStanding?,
        of account: ExternalID,
        _ source: SourceName,
        _ job: Job,
        _ took: Duration,
        _ known: Known,
        _ policy: Policy,
        _ now: Date
    ) -> Changes {
        var changes = Changes()
        changes.finished = [.erp]
        guard var call = known.call else { return changes }
        let isCurrent = call.enrich(with: standing, of: account, source: source, at: now, took: took)
        changes.keep(call, telling: .enriched, over: known.call, policy, at: now)
        changes.jobs = followUps(job, call, isCurrent: isCurrent, now)
        if changes.jobs.contains(where: { $0.lane == .erp }) { changes.finished = [] }
        return changes
    }

    /// Nobody to ask, or nothing to ask for; where a switch has changed that meanwhile, once more.
    private static func finish(
        _ job: Job,
        isAmbiguous: Bool = false,
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let (now, policy, hasERP) = (parts.ambience.now(), parts.policy, parts.erp != nil)
        try await parts.journal.decide(about: Subject(call: job.call)) { known in
            var changes = Changes()
            changes.finished = [.erp]
            guard var call = known.call, call.erp.progress.state == .pending, let account = call.crm.account else {
                return (changes, ())
            }
            guard !hasERP || account.erpAccount == nil else {
                changes.finished = []
                changes.jobs = followUps(job, call, isCurrent: false, now)
                return (changes, ())
            }
            call.erpHasNothing(isAmbiguous: isAmbiguous, at: now)
            changes.keep(call, telling: .enriched, over: known.call, policy, at: now)
            return (changes, ())
        }
    }

    /// The status belongs on the platform's record; where the call is on another account by now, that one's turn.
    private static func followUps(_ job: Job, _ call: Call, isCurrent: Bool, _ now: Date) -> [Job] {
        if isCurrent { return [Job(call: call.id, lane: .platform, due: now, since: now, priority: job.priority)] }
        guard call.erp.progress.state == .pending else { return [] }
        return [Job(call: call.id, lane: .erp, due: now, since: now, priority: job.priority)]
    }
}
