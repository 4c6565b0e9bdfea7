import FoundationEssentials
import Identity

/// Makes the platform's interaction hold the conversation data.
enum WriteInteraction {
    /// Does one job; a failure is journalled and tried again.
    static func run(_ job: Job, with parts: BrokerParts) async throws(JournalFailure) {
        let call = try await parts.journal.known(about: Subject(call: job.call)).call
        let changes = call?.attributesToWrite ?? [:]
        guard !changes.isEmpty else { return try await settle(job, written: [:], with: parts) }
        do throws(SourceFailure) {
            try await parts.platform.write(changes, to: job.call)
        } catch {
            return try await Retry.record(job, error, with: parts) { call, retryAt, now in
                if retryAt == nil { call.attributesRefused(error, at: now) }
                return true
            }
        }
        try await settle(job, written: changes, with: parts)
    }

    /// What was changed meanwhile is the next job's.
    private static func settle(
        _ job: Job,
        written: [String: PersonalText?],
        with parts: BrokerParts
    ) async throws(JournalFailure) {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        try await parts.journal.decide(about: Subject(call: job.call)) { known in
            var changes = Changes()
            changes.finished = [.interaction]
            guard var call = known.call else { return (changes, ()) }
            call.attributesWritten(written)
            if call != known.call {
                changes.call = call
                changes.leavesAt = policy.end(of: call) > now ? policy.end(of: call) : nil
            }
            if !call.attributesToWrite.isEmpty {
                changes.jobs = [Job(call: job.call, lane: .interaction, due: now, since: now, priority: job.priority)]
            }
            return (changes, ())
        }
    }
}
