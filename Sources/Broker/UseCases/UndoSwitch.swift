import FoundationEssentials
package import Identity

/// Takes the latest switch of a call back: identity, memory and platform record return to what they were.
package enum UndoSwitch {
    /// Why nothing was undone.
    package enum Failure: Error, Hashable, Sendable {
        case unknownCall
        /// No switch, undone already, or its time is over.
        case nothingToUndo(current: ExternalID)
        case journal(JournalFailure)
    }

    /// The call on the account that it had.
    package static func run(_ id: CallID, by viewer: Viewer, with parts: BrokerParts) async throws(Failure) -> Call {
        guard let call = try await find(id, viewer, parts) else { throw .unknownCall }
        let (now, policy, actor) = (parts.ambience.now(), parts.policy, viewer.actor)
        let result: Result<Call, Failure>
        do throws(JournalFailure) {
            result = try await parts.journal.decide(about: Subject(call: id, number: call.number)) { known in
                decide(known, policy, actor, now)
            }
        } catch {
            throw .journal(error)
        }
        return try result.get()
    }

    private static func find(_ id: CallID, _ viewer: Viewer, _ parts: BrokerParts) async throws(Failure) -> Call? {
        do throws(JournalFailure) { return try await ReadCalls.find(id, for: viewer, with: parts) } catch {
            throw .journal(error)
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
        guard let steps = call.undoSwitch(by: actor, at: now) else { return (changes, .failure(refusal)) }
        changes.steps = steps
        if point.overrideStored { changes.override = point.override.map { .set($0) } ?? .drop }
        changes.call = call
        changes.kind = .undone
        changes.leavesAt = policy.stay.end(of: call.life, undo: policy.undoWindow)
        changes.jobs = jobs(call, now)
        return (changes, .success(call))
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
