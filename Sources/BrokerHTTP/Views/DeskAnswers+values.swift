import Broker
package import BrokerAPI
package import Identity

extension MeView {
    /// Everybody with a desk may do what the listener offers so far; what it does not offer nobody may.
    init(_ viewer: Viewer, mayAdminister: Bool = false) {
        self.init(
            uid: viewer.uid,
            agentId: viewer.agentID,
            name: viewer.name,
            role: viewer.role == .supervisor ? .supervisor : .agent,
            scope: Scope(viewer.scope),
            may: [.switch, .undo, .reveal, .revoke] + (mayAdminister ? [.administer] : [])
        )
    }
}

extension CustomerView {
    /// The e-mail address is masked.
    init(_ customer: PlatformCustomer) {
        self.init(
            id: customer.id,
            externalId: customer.record.externalID.text,
            name: customer.record.name?.text,
            email: customer.record.email?.masked,
            data: customer.record.data.mapValues(\.text)
        )
    }
}

extension MeView.Scope {
    fileprivate init(_ scope: Viewer.Scope) {
        self =
            switch scope {
            case .own: .own
            case .teams: .teams
            case .all: .all
            }
    }
}

extension SourceView {
    init(_ health: SourceHealth) {
        self.init(
            name: health.name.rawValue,
            role: health.role.rawValue,
            state: health.state.rawValue,
            since: health.since,
            p50Ms: health.median.map(milliseconds),
            p99Ms: health.p99.map(milliseconds),
            nextProbeAt: health.nextProbeAt
        )
    }
}

extension HistoryAnswer.Step {
    init(_ step: IdentityStep) {
        self.init(
            at: step.at,
            externalId: step.identity.externalID.text,
            name: step.identity.name?.text,
            resolvedBy: step.identity.resolvedBy,
            rule: step.identity.rule,
            confidence: step.identity.confidence,
            source: step.identity.source?.rawValue,
            actor: step.identity.actor.map(ActorView.init),
            reason: step.identity.reason?.text,
            superseded: step.superseded
        )
    }
}

extension OverridesAnswer.Item {
    /// The number is masked.
    package init(_ override: Override) {
        self.init(
            id: override.id,
            number: override.number.masked,
            externalId: override.account.id.text,
            name: override.account.name.text,
            actor: ActorView(override.actor),
            reason: override.reason.text,
            at: override.at,
            expires: override.expires
        )
    }
}
