package import Broker
package import Crypto
import Identity

extension Configuration {
    /// The policy of the use cases; the key is only used where numbers are hashed with one.
    package func policy(phoneKey: SymmetricKey) -> Policy {
        var policy = Policy(phoneHash: phoneHashing == .sha256 ? .sha256 : .hmacSHA256(key: phoneKey))
        policy.region = region
        return self.policy(following: policy)
    }

    /// What follows a policy while the broker runs: what identifiers are made with, and what a number means, stays.
    package func policy(following old: Policy) -> Policy {
        var policy = old
        policy.matching = matching
        policy.recentLink = recentLink
        policy.grace = grace
        policy.deadline = deadline
        policy.undoWindow = undoWindow
        policy.overrideLife = overrideLife
        policy.remembersFlows = remembersFlows
        policy.syncGiveUp = syncGiveUp
        policy.stay = stay
        policy.data = DataTable(adding: interactionKeys)
        policy.retention = retention
        policy.auditLife = auditLife
        return policy
    }
}
