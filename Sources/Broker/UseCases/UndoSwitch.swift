import FoundationEssentials
package import Identity

/// Takes the latest switch of a call back: identity, memory and platform record return to what they were.
package enum UndoSwitch {
    /// Why nothing was undone.
    package enum Failure: Error, Hashable, Sendable, FailureOnACall {
        case unknownCall
        /// No switch, undone already, or its time is over.
        case nothingToUndo(current: ExternalID)
        case journal(JournalFailure)
    }

    /// The call on the account that it had.
    package static func run(_ id: CallID, by viewer: Viewer, with parts: BrokerParts) async throws(Failure) -> Call {
        let call = try await parts.call(id, for: viewer, orElse: Failure.self)
        let (now, policy, actor) = (parts.ambience.now(), parts.policy, viewer.actor)
        return try await parts.decide(about: Subject(call: id, number: call.number)) {
            decide($0, policy, actor, now)
        }
    }

    /// The decision, pure.
    static func decide(
        _ known: Known,
        _ policy: Policy,
        _ actor: Actor,
        _ now: Date
    ) -> (Changes, Result<Call, Failure>) {
        guard var call = known.call else { return (Changes(), .failure(.unknownCall)) }
        let refusal = Failure.nothingToUndo(current: call.identity.externalID)
        guard let point = call.undo, call.canUndo(at: now, window: policy.undoWindow) else {
            return (Changes(), .failure(refusal))
        }
        var changes = Changes()
        let own = call.identity.override?.id
        guard let steps = call.undoSwitch(by: actor, at: now) else { return (changes, .failure(refusal)) }
        changes.steps = steps
        changes.audit = [AuditEntry(at: now, actor: actor, kind: .undo)]
        // Only while the number's memory is this switch's own: another call may have given it another, or somebody revoked it.
        if point.overrideStored && known.override?.id == own {
            changes.override = point.override.map { .set($0) } ?? .drop
            changes.link = link(of: call)
        }
        changes.keep(call, telling: .undone, over: known.call, policy, at: now)
        changes.jobs = jobs(call, now)
        return (changes, .success(call))
    }

    /// The link that the switch dropped, as old as the match that it came from.
    private static func link(of call: Call) -> MemoryChange<RecentLink> {
        guard call.identity.resolvedBy == .crm, let source = call.identity.source else { return .keep }
        return EnrichFromCRM.link(of: call, source: source, at: call.identity.asOf)
    }

    /// What the switch interrupted goes on: a source that had not answered is asked again.
    private static func jobs(_ call: Call, _ now: Date) -> [Job] {
        func job(_ lane: Job.Lane) -> Job { Job(call: call.id, lane: lane, due: now, since: now, priority: 0) }
        var jobs = [job(.platform)]
        if call.identity.phase == 1 { jobs.append(job(.crm)) }
        if call.crm.account?.erpAccount != nil && call.erp.standing == nil { jobs.append(job(.erp)) }
        return jobs
    }
}
