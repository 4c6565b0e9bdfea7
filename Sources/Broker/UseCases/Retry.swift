import FoundationEssentials
import Identity

/// What becomes of a job whose source failed: told on the call, and tried again while that can help.
enum Retry {
    /// `tell` marks the failure on the call, its date nil where it is given up; false where what failed is not what the call
    /// needs any more: then the newer decision is carried out at once.
    static func record(
        _ job: Job,
        _ failure: SourceFailure,
        with parts: BrokerParts,
        tell: @escaping @Sendable (inout Call, Date?, Date) -> Bool
    ) async throws(JournalFailure) {
        // What was cut short by the end of the house has not failed.
        guard !Task.isCancelled else { return }
        let (now, chance, policy) = (parts.ambience.now(), parts.ambience.chance(), parts.policy)
        try await parts.journal.decide(about: Subject(call: job.call)) { known in
            (decide(job, failure, known, policy, now, chance: chance, tell: tell), ())
        }
    }

    /// The decision, pure.
    static func decide(
        _ job: Job,
        _ failure: SourceFailure,
        _ known: Known,
        _ policy: Policy,
        _ now: Date,
        chance: Double,
        tell: (inout Call, Date?, Date) -> Bool
    ) -> Changes {
        var changes = Changes()
        guard var call = known.call else {
            changes.finished = [job.lane]
            return changes
        }
        let retryAt = next(job, failure, call, policy, now, chance)
        guard tell(&call, retryAt, now) else {
            changes.jobs = [Job(call: job.call, lane: job.lane, due: now, since: now, priority: job.priority)]
            return changes
        }
        if call != known.call { changes.keep(call, telling: .updated, over: known.call, policy, at: now) }
        changes.jobs = followUps(job, call, retryAt, now)
        if retryAt == nil { changes.finished = [job.lane] }
        return changes
    }

    private static func next(
        _ job: Job,
        _ failure: SourceFailure,
        _ call: Call,
        _ policy: Policy,
        _ now: Date,
        _ chance: Double
    ) -> Date? {
        let next = policy.retry.next(after: failure, attempts: job.attempts + 1, at: now, chance: chance)
        let end =
            switch job.lane {
            case .platform, .interaction, .summary: job.since.addingTimeInterval(policy.syncGiveUp)
            // A call whose end was never told is over when it leaves the feed.
            case .crm, .erp: (call.life.endedAt ?? policy.end(of: call)).addingTimeInterval(policy.enrichmentAfterEnd)
            }
        // A refusal that repeating will not mend is still asked again, rarely: somebody may mend the permission.
        var patient = failure.isTransient ? next : max(next, now.addingTimeInterval(policy.retry.cap))
        // What timed out may still be written: a search right now would not find it, and a second entry would be made.
        if job.lane == .summary { patient = max(patient, now.addingTimeInterval(policy.summaryPause)) }
        return patient < end ? patient : nil
    }

    /// After the CRM's first failure the others go on with what is known: the interaction must not stay without a customer.
    private static func followUps(_ job: Job, _ call: Call, _ retryAt: Date?, _ now: Date) -> [Job] {
        let again = retryAt.map {
            Job(
                call: job.call,
                lane: job.lane,
                due: $0,
                attempts: job.attempts + 1,
                since: job.since,
                priority: job.priority
            )
        }
        let others =
            job.lane == .crm && job.attempts == 0
            ? EnrichFromCRM.followUps(of: call, at: now, priority: job.priority) : []
        return [again].compactMap { $0 } + others
    }
}
