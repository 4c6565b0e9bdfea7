package import Broker
package import BrokerAPI
import FoundationEssentials

extension KeyView {
    /// As operators see a key.
    package init(_ standing: KeyStanding) {
        let (use, until) = (standing.use, standing.neededUntil)
        self.init(
            id: use.id,
            current: use.isCurrent,
            since: use.since,
            rows: use.rows,
            needed: until != nil,
            neededUntil: until == .distantFuture ? nil : until
        )
    }
}

extension RotationLine {
    /// How far it is.
    package init(_ progress: RotateKeys.Progress) {
        self.init(progress: AdminProgress(done: progress.done, total: progress.total))
    }

    /// The end.
    package init(_ outcome: RotateKeys.Outcome) {
        self.init(
            result: RotationResult(
                resumed: outcome.isResumed,
                keys: outcome.keys.map { KeyView($0) },
                dropped: outcome.dropped
            )
        )
    }
}

extension BackupLine {
    /// How far it is.
    package init(_ progress: BackupProgress) {
        self.init(progress: AdminProgress(done: progress.done, total: progress.total))
    }

    /// The end.
    package init(_ backup: Backup) {
        self.init(
            result: BackupResult(path: backup.path, madeAt: backup.madeAt, expires: backup.expires ?? .distantFuture)
        )
    }
}

extension Problem {
    /// A backup that was not made.
    package init(_ failure: BackupFailure) {
        switch failure {
        case .taken(let path):
            self.init(
                .conflict,
                status: 409,
                detail: "\(path) is not an empty file: a backup replaces nothing.",
                field: "path"
            )
        case .cannotWrite(let path, let why):
            self.init(
                .cannotWrite,
                status: 422,
                detail:
                    "The broker can't write \(path): \(why). Name a place that the broker's user may write to; in a "
                    + "systemd unit, one that is in its ReadWritePaths or StateDirectory.",
                field: "path"
            )
        case .interrupted: self = .internalFailure
        case .journal(let failure): self.init(failure)
        }
    }

    /// Keys that stay as they are.
    package init(_ failure: KeyFailure) {
        switch failure {
        case .notKept(let why):
            self.init(.cannotWrite, status: 422, detail: "The new key can't be kept: \(why). Nothing was changed.")
        case .journal(let failure): self.init(failure)
        }
    }
}
