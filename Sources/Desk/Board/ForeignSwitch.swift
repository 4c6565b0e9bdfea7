import BrokerAPI
import Identity

extension Model {
    /// A supervisor's switch of a call that somebody else sits at is told there by name; the provenance line keeps it.
    mutating func tellForeignSwitch(_ old: CallView, _ new: CallView) {
        guard old.identity.externalId != new.identity.externalId, new.identity.resolvedBy == .switch,
            let actor = new.identity.actor, actor.role == .supervisor, let me, !me.isSame(actor),
            openID == new.callId || (me.agentId != nil && new.userId == me.agentId)
        else { return }
        let reason = new.identity.reason.map { ": \($0)" } ?? ""
        say("Supervisor \(actor.named) put this call on \(new.identity.named)\(reason)", .warning, about: new.callId)
    }
}

extension MeView {
    fileprivate func isSame(_ actor: ActorView) -> Bool {
        actor.id == agentId || actor.id == name || actor.name == name
    }
}
