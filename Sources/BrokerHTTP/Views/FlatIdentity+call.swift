import Broker
import BrokerAPI
import Identity

extension FlatIdentity {
    /// The platform's view of a call; a flow is told no e-mail address: it could read it to whoever calls.
    init(_ call: Call, isDegraded: Bool = false, withEmail: Bool = true) {
        // Phase 1 by the memory of a switch knows the account as it was then.
        let account = call.crm.account ?? call.identity.override?.account
        let count = max(call.previousInteractionCount, account?.interactions ?? 0)
        self.init(
            externalId: call.identity.externalID.text,
            name: call.identity.name?.text,
            email: withEmail ? call.identity.email?.text : nil,
            data: Facts(
                crmCaseId: account?.supportCase?.id,
                erpAccountStatus: call.erp.standing?.status?.rawValue,
                loyaltyTier: account?.tier,
                previousInteractionCount: call.number == nil && account == nil ? nil : count,
                resolvedBy: call.identity.resolvedBy,
                degraded: isDegraded ? true : nil
            )
        )
    }
}
