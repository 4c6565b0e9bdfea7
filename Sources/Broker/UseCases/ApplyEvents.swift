import FoundationEssentials
package import Identity

/// Takes in what happens to calls on the platform: late, twice and out of order.
package enum ApplyEvents {
    /// One event of a batch.
    package struct Item: Sendable {
        /// Which call.
        package let call: CallID
        /// What happened; nil for a type that this version does not know.
        package let event: CallEvent?

        /// An event.
        package init(call: CallID, event: CallEvent?) {
            self.call = call
            self.event = event
        }
    }

    /// What became of a batch.
    package struct Outcome: Hashable, Sendable {
        /// Applied.
        package var accepted = 0
        /// Delivered before.
        package var duplicates = 0
        /// Of an unknown type, or of a call that was erased.
        package var ignored = 0
    }

    /// Applies a batch in its order; what was applied before a failure stays, and repeating the batch does no harm.
    package static func run(_ items: [Item], with parts: BrokerParts) async throws(JournalFailure) -> Outcome {
        var outcome = Outcome()
        for item in items {
            guard let event = item.event else {
                outcome.ignored += 1
                continue
            }
            let (now, policy) = (parts.ambience.now(), parts.policy)
            let isErased = parts.erased.contains(item.call)
            let isNew: Bool? = try await parts.journal.decide(about: Subject(call: item.call)) { known in
                // Looked up again, it is a call as any other.
                if isErased, known.call == nil { return (Changes(), nil) }
                return decide(event, of: item.call, known, policy, now)
            }
            switch isNew {
            case true?: outcome.accepted += 1
            case false?: outcome.duplicates += 1
            case nil: outcome.ignored += 1
            }
        }
        return outcome
    }

    /// The decision, pure.
    ///
    /// An event of a call never looked up makes the call known.
    static func decide(
        _ event: CallEvent,
        of id: CallID,
        _ known: Known,
        _ policy: Policy,
        _ now: Date
    ) -> (Changes, Bool) {
        var call =
            known.call
            ?? Call(id: id, direction: .inbound, number: nil, phoneHash: policy.phoneHash, at: event.at)
        guard call.record(event) else { return (Changes(), false) }
        var changes = Changes()
        changes.keep(call, telling: event.kind.change, over: known.call, policy, at: now)
        if known.call == nil { changes.jobs = [Job(call: id, lane: .platform, due: now, since: now)] }
        if let due = policy.summaryDue(call) {
            changes.jobs.append(Job(call: id, lane: .summary, due: due, since: now, priority: 2))
        }
        return (changes, true)
    }
}

extension CallEvent.Kind {
    /// How the feed names it.
    fileprivate var change: ChangeKind {
        switch self {
        case .callOffered: .offered
        case .callAnswered: .answered
        case .callHeld: .held
        case .callResumed: .resumed
        case .callTransferred: .transferred
        case .callEnded: .ended
        case .wrapUpEnded: .wrapped
        }
    }
}
