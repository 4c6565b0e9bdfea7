import Broker
import BrokerAPI
import FoundationEssentials
import Identity

/// What is needed beside a call to tell it: names, and what counts now.
struct CallTelling: Sendable {
    private let rules: Rulebook
    let now: @Sendable () -> Date

    init(_ parts: BrokerParts) {
        rules = parts.rules
        now = parts.ambience.now
    }

    var undoWindow: TimeInterval { rules.policy.undoWindow }

    /// Numbers and e-mails masked, names clear.
    func view(of call: Call) -> CallView {
        let staff = rules.staff
        return CallView(
            callId: call.id.text,
            direction: call.life.direction,
            state: call.life.state,
            queueId: call.life.queueID,
            queueName: call.life.queueID.flatMap(staff.name(ofQueue:)),
            userId: call.life.userID,
            agentName: call.life.userID.flatMap(staff.name(ofAgent:)),
            number: call.number?.masked,
            startedAt: call.life.startedAt,
            answeredAt: call.life.answeredAt,
            endedAt: call.life.endedAt,
            identity: IdentityView(call.identity),
            crm: CRMView(call.crm),
            erp: ERPView(call.erp),
            candidates: call.candidates.map(CandidateView.init),
            sync: SyncView(call.sync),
            timeline: call.timeline.map(TimelineView.init),
            interaction: call.interaction.mapValues(\.text),
            previousInteractionCount: call.previousInteractionCount,
            orphan: call.isOrphan,
            undo: undo(of: call),
            phase1Ms: call.phase1.map(milliseconds),
            phase2Ms: call.phase2.map(milliseconds)
        )
    }

    private func undo(of call: Call) -> UndoView? {
        guard let point = call.undo, call.canUndo(at: now(), window: undoWindow) else { return nil }
        return UndoView(
            to: point.identity.externalID.text,
            until: call.life.endedAt?.addingTimeInterval(undoWindow)
        )
    }
}
