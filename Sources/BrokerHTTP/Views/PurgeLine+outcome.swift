package import Broker
package import BrokerAPI

extension PurgeLine {
    /// The last line of a dry run.
    package static func counted(
        _ limits: RetentionLimits,
        in journal: any Retention,
        _ custody: Custody
    ) async -> PurgeLine {
        do throws(JournalFailure) {
            let (counts, expired) = (
                try await Purge.count(limits, in: journal), try await BackUp.expired(with: custody)
            )
            return PurgeLine(counts, backups: expired.count, true, isLogEmpty: false, nil)
        } catch {
            return PurgeLine(Purge.Counts(), true, isLogEmpty: false, error)
        }
    }

    /// Purges, deletes the backups that have expired, and tells how far it is; the last line.
    package static func purged(
        _ limits: RetentionLimits,
        in journal: any Retention,
        _ custody: Custody,
        tell: @escaping @Sendable (PurgeLine) -> Void
    ) async -> PurgeLine {
        let total: Int
        do throws(JournalFailure) { total = try await Purge.count(limits, in: journal).sum } catch {
            return PurgeLine(Purge.Counts(), false, isLogEmpty: false, error)
        }
        let outcome = await Purge.run(limits, in: journal, custody.ambience) { counts in
            tell(PurgeLine(progress: AdminProgress(done: counts.sum, total: max(total, counts.sum))))
        }
        var (deleted, failure) = (0, outcome.failure)
        do throws(JournalFailure) {
            // One that was moved aside was deleted by a person: it is only forgotten.
            deleted = try await BackUp.deleteExpired(with: custody).count { $0.expires != nil }
        } catch {
            failure = failure ?? error
        }
        return PurgeLine(outcome.counts, backups: deleted, false, isLogEmpty: outcome.isLogEmpty, failure)
    }

    private init(
        _ counts: Purge.Counts,
        backups: Int = 0,
        _ isDryRun: Bool,
        isLogEmpty: Bool,
        _ failure: JournalFailure?
    ) {
        self.init(
            result: PurgeResult(
                counts: PurgeCounts(
                    calls: counts.calls,
                    links: counts.links,
                    overrides: counts.overrides,
                    audit: counts.audit
                ),
                backups: backups,
                dryRun: isDryRun,
                logEmptied: isLogEmpty,
                problem: failure?.sentence
            )
        )
    }
}

extension JournalFailure {
    /// For whoever looks after the journal.
    package var sentence: String {
        switch self {
        case .cannotWrite: "the journal can't be written; is the disk full?"
        case .corrupt: "a row of the journal can't be read"
        case .closed: "the broker is shutting down"
        }
    }
}
