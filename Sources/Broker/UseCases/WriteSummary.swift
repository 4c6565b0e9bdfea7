import FoundationEssentials
import Identity

/// Writes a finished call's summary to the CRM, once.
enum WriteSummary {
    /// How long a call is left alone whose person is not settled yet: while the CRM is asked, and while it fails.
    static let patience = (asked: 2.0, failing: 30.0)

    private enum Next {
        case write(CallSummary, any CRM)
        case later(Date)
        case drop(String)
        case nothing
    }

    /// Does one job; a failure is journalled and tried again.
    static func run(_ job: Job, with parts: BrokerParts) async throws(JournalFailure) {
        let call = try await parts.journal.known(about: Subject(call: job.call)).call
        switch call.map({ next(for: $0, with: parts) }) ?? .nothing {
        case .write(let summary, let crm): try await write(summary, to: crm, job, with: parts)
        case .later(let due): try await postpone(job, until: due, with: parts)
        case .drop(let why): try await finish(job, with: parts) { call, now in call.summaryDropped(why, at: now) }
        case .nothing: try await finish(job, with: parts) { _, _ in }
        }
    }

    /// The person is settled once the CRM has answered, or is not asked any more.
    private static func next(for call: Call, with parts: BrokerParts) -> Next {
        let now = parts.ambience.now()
        guard let due = parts.policy.summaryDue(call) else { return .nothing }
        guard due <= now else { return .later(due) }
        if call.identity.phase == 1, let next = nextLook(at: call, now) { return .later(next) }
        let agent = call.life.userID.map { parts.staff.name(ofAgent: $0) ?? $0 }
        guard let summary = CallSummary(call, agent: agent) else { return .drop("nobody is known to have called") }
        guard let crm = parts.crm(of: summary.account) else { return .drop("the account's CRM is not connected") }
        return .write(summary, crm)
    }

    /// Nil where the CRM is not asked any more.
    private static func nextLook(at call: Call, _ now: Date) -> Date? {
        guard call.crm.progress.state == .failed else { return now.addingTimeInterval(patience.asked) }
        return call.crm.progress.nextRetryAt.map { max($0, now.addingTimeInterval(patience.failing)) }
    }

    private static func write(
        _ summary: CallSummary,
        to crm: any CRM,
        _ job: Job,
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let source = crm.health().name
        let kept: SummaryKept
        do throws(SourceFailure) { kept = try await crm.keep(summary) } catch {
            return try await Retry.record(job, error, with: parts) { call, retryAt, now in
                if retryAt == nil { call.summaryFailed(error, at: now) }
                return true
            }
        }
        try await finish(job, with: parts) { call, now in
            switch kept {
            case .kept: call.summaryWritten(to: source, at: now)
            case .noSuchAccount: call.summaryDropped("the account is gone from \(source)", at: now)
            }
        }
    }

    private static func postpone(_ job: Job, until due: Date, with parts: BrokerParts) async throws(JournalFailure) {
        try await parts.journal.decide(about: Subject(call: job.call)) { known in
            var changes = Changes()
            guard known.call != nil else { return (changes, ()) }
            changes.jobs = [
                Job(call: job.call, lane: .summary, due: due, attempts: job.attempts, since: job.since, priority: 2)
            ]
            return (changes, ())
        }
    }

    private static func finish(
        _ job: Job,
        with parts: BrokerParts,
        _ tell: @escaping @Sendable (inout Call, Date) -> Void
    ) async throws(JournalFailure) {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        try await parts.journal.decide(about: Subject(call: job.call)) { known in
            var changes = Changes()
            changes.finished = [.summary]
            guard var call = known.call else { return (changes, ()) }
            tell(&call, now)
            if call != known.call { changes.keep(call, telling: .updated, over: known.call, policy, at: now) }
            return (changes, ())
        }
    }
}
