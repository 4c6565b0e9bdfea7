import FoundationEssentials
import Identity

/// Phase 2, the ERP's part: how the chosen account stands.
enum EnrichFromERP {
    /// Does one job; a failure is journalled and tried again.
    static func run(_ job: Job, with parts: BrokerParts) async throws(JournalFailure) {
        let call = try await parts.journal.known(about: Subject(call: job.call)).call
        guard let erp = parts.erp, let account = call?.crm.account, let number = account.erpAccount else {
            return try await take(nil, of: nil, job, took: nil, with: parts)
        }
        let startedAt = parts.ambience.uptime()
        switch await ask(erp, number) {
        case .success(let standing):
            try await take(standing, of: account.id, job, took: parts.ambience.uptime() - startedAt, with: parts)
        case .failure(let failure):
            let source = erp.health().name
            try await Retry.record(job, failure, with: parts) { call, retryAt, now in
                if call.identity.externalID == account.id {
                    call.erpFailed(failure, source: source, retryAt: retryAt, at: now)
                }
            }
        }
    }

    private static func ask(_ erp: any ERP, _ number: ERPAccountNumber) async -> Result<AccountStanding?, SourceFailure>
    {
        do throws(SourceFailure) { return .success(try await erp.standing(of: number)) } catch {
            return .failure(error)
        }
    }

    private static func take(
        _ standing: AccountStanding?,
        of account: ExternalID?,
        _ job: Job,
        took: Duration?,
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        let source = parts.erp?.health().name ?? SourceName("erp")
        try await parts.journal.decide(about: Subject(call: job.call)) { known in
            var changes = Changes()
            changes.finished = [.erp]
            guard var call = known.call, let account else { return (changes, ()) }
            let isCurrent = call.enrich(with: standing, of: account, source: source, at: now, took: took)
            changes.call = call
            changes.kind = .enriched
            changes.leavesAt = policy.stay.end(of: call.life, undo: policy.undoWindow)
            changes.jobs = followUps(job, call, isCurrent: isCurrent, now)
            if changes.jobs.contains(where: { $0.lane == .erp }) { changes.finished = [] }
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
