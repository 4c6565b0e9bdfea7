package import Broker
package import BrokerAPI

extension PurgeLine {
    /// The last line of a dry run.
    package static func counted(_ limits: RetentionLimits, in journal: any Retention) async -> PurgeLine {
        do throws(JournalFailure) {
            return PurgeLine(try await Purge.count(limits, in: journal), true, isLogEmpty: false, nil)
        } catch {
            return PurgeLine(Purge.Counts(), true, isLogEmpty: false, error)
        }
    }

    /// Purges, and tells how far it is; the last line.
    package static func purged(
        _ limits: RetentionLimits,
        in journal: any Retention,
        _ ambience: Ambience,
        tell: @escaping @Sendable (PurgeLine) -> Void
    ) async -> PurgeLine {
        let total: Int
        do throws(JournalFailure) { total = try await Purge.count(limits, in: journal).sum } catch {
            return PurgeLine(Purge.Counts(), false, isLogEmpty: false, error)
        }
        let outcome = await Purge.run(limits, in: journal, ambience) { counts in
            tell(PurgeLine(progress: AdminProgress(done: counts.sum, total: max(total, counts.sum))))
        }
        return PurgeLine(outcome.counts, false, isLogEmpty: outcome.isLogEmpty, outcome.failure)
    }

    private init(_ counts: Purge.Counts, _ isDryRun: Bool, isLogEmpty: Bool, _ failure: JournalFailure?) {
        self.init(
            result: PurgeResult(
                counts: PurgeCounts(
                    calls: counts.calls,
                    links: counts.links,
                    overrides: counts.overrides,
                    audit: counts.audit
                ),
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
