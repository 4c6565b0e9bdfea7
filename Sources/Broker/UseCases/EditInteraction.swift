import FoundationEssentials
package import Identity

/// Changes what belongs to a conversation, and has the platform's interaction hold it.
package enum EditInteraction {
    /// Why nothing was changed.
    package enum Failure: Error, Hashable, Sendable, FailureOnACall {
        case unknownCall
        /// A key of the person's, one that nobody declared, or too much of something.
        case refused(DataRefusal)
        case journal(JournalFailure)
    }

    /// Merges values in, nil deletes; the platform is told in the background, until it has them.
    package static func run(
        _ values: [String: PersonalText?],
        of id: CallID,
        by viewer: Viewer,
        with parts: BrokerParts
    ) async throws(Failure) -> Call {
        let (now, policy) = (parts.ambience.now(), parts.policy)
        return try await parts.decide(on: id, by: viewer) { decide(values, $0, policy, now) }
    }

    /// The decision, pure.
    private static func decide(
        _ values: [String: PersonalText?],
        _ before: Call,
        _ policy: Policy,
        _ now: Date
    ) -> (Changes, Result<Call, Failure>) {
        var (call, changes) = (before, Changes())
        do throws(DataRefusal) {
            guard try call.merge(values, by: policy.data) else { return (changes, .success(call)) }
        } catch {
            return (changes, .failure(.refused(error)))
        }
        changes.keep(call, telling: .updated, over: before, policy, at: now)
        changes.jobs = [Job(call: call.id, lane: .interaction, due: now, since: now)]
        return (changes, .success(call))
    }
}
