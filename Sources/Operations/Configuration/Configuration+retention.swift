package import Broker
package import FoundationEssentials

extension Configuration {
    /// What has to go at a moment.
    package func limits(at now: Date) -> RetentionLimits {
        RetentionLimits(
            at: now,
            retention: retention,
            syncGiveUp: syncGiveUp,
            recentLink: recentLink,
            auditLife: auditLife
        )
    }
}
