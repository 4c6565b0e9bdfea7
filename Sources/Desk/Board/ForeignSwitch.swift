import BrokerAPI
import Identity

extension Model {
    /// Somebody else's switch of the agent's call is told by name; the provenance line keeps it.
    mutating func tellForeignSwitch(_ old: CallView, _ new: CallView) {
        guard old.identity.externalId != new.identity.externalId, new.identity.resolvedBy == .switch,
            let actor = new.identity.actor, actor.role != .flow, let me, !me.isSame(actor),
            (actor.role == .supervisor && openID == new.callId) || (me.agentId != nil && new.userId == me.agentId)
        else { return }
        let reason = new.identity.reason.map { ": \($0)" } ?? ""
        say("\(actor.titled) put this call on \(new.identity.named)\(reason)", .warning, about: new.callId)
    }
}

extension Model {
    /// Who switched the call, where that was not the agent here; nil for their own switch.
    func foreignSwitcher(_ call: CallView) -> String? {
        guard call.identity.resolvedBy == .switch, let actor = call.identity.actor else { return nil }
        return me?.isSame(actor) == true ? nil : actor.titled
    }
}

extension ActorView {
    /// The name, and what they are where that counts.
    fileprivate var titled: String { role == .supervisor ? "Supervisor \(named)" : named.capitalisedFirst }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension MeView {
    fileprivate func isSame(_ actor: ActorView) -> Bool {
        actor.id == agentId || actor.id == name || actor.name == name
    }
}
