package import FoundationEssentials

/// All that looking after the journal itself takes: its copies, its keys, and the time.
package struct Custody: Sendable {
    /// The journal as something that is copied.
    package let backups: any BackupKeeping
    /// The journal's master keys.
    package let keys: any KeyKeeping
    /// Time.
    package let ambience: Ambience
    /// How long copies are kept.
    package let retention: TimeInterval

    /// The parts.
    package init(
        backups: any BackupKeeping,
        keys: any KeyKeeping,
        ambience: Ambience,
        retention: TimeInterval
    ) {
        self.backups = backups
        self.keys = keys
        self.ambience = ambience
        self.retention = retention
    }
}

extension BrokerParts {
    /// Of the broker's journal.
    package var custody: Custody {
        Custody(backups: backups, keys: keys, ambience: ambience, retention: policy.retention)
    }
}
