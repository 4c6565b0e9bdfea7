import FoundationEssentials
import Identity

/// What becomes of a job whose source failed: told on the call, and tried again while that can help.
enum Retry {
    /// `tell` marks the failure on the call; its date is nil where it is given up.
    static func record(
        _ job: Job,
        _ failure: SourceFailure,
        with parts: BrokerParts,
        tell: @escaping @Sendable (inout Call, Date?, Date) -> Void
    ) async throws(JournalFailure) {
        let (now, chance, policy) = (parts.ambience.now(), parts.ambience.chance(), parts.policy)
        try await parts.journal.decide(about: Subject(call: job.call)) { known in
            var changes = Changes()
            guard var call = known.call else {
                changes.finished = [job.lane]
                return (changes, ())
            }
            let retryAt = next(job, failure, call, policy, now, chance)
            tell(&call, retryAt, now)
            changes.call = call
            changes.kind = .updated
            changes.leavesAt = policy.stay.end(of: call.life, undo: policy.undoWindow)
            changes.jobs = followUps(job, known.call, retryAt, now)
            if retryAt == nil { changes.finished = [job.lane] }
            return (changes, ())
        }
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
            case .platform: job.since.addingTimeInterval(policy.syncGiveUp)
            case .crm, .erp: call.life.endedAt?.addingTimeInterval(policy.enrichmentAfterEnd) ?? .distantFuture
            }
        // A refusal that repeating will not mend is still asked again, rarely: somebody may mend the permission.
        let patient = failure.isTransient ? next : max(next, now.addingTimeInterval(policy.retry.cap))
        return patient < end ? patient : nil
    }

    /// The CRM's first failure sends the proxy to the platform: the interaction must not stay without a customer.
    private static func followUps(_ job: Job, _ call: Call?, _ retryAt: Date?, _ now: Date) -> [Job] {
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
        let proxy =
            job.lane == .crm && job.attempts == 0 ? Job(call: job.call, lane: .platform, due: now, since: now) : nil
        return [again, proxy].compactMap { $0 }
    }
}
