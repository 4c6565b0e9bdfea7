package import FoundationEssentials
package import Identity

/// Finds the people of finished calls whose person was not known, and has the platform's records hold them.
package enum Reconcile {
    /// What is asked for.
    package struct Request: Hashable, Sendable {
        /// Calls that began since then.
        package let since: Date
        /// Only says what would be healed.
        package let isDryRun: Bool

        /// A run.
        package init(since: Date, isDryRun: Bool = false) {
            self.since = since
            self.isDryRun = isDryRun
        }
    }

    /// How far a run is; what is done adds up to what was found.
    package struct Progress: Hashable, Sendable {
        /// Orphans, as far as the platform's pages have been read.
        package internal(set) var found = 0
        /// The platform's record holds the person.
        package internal(set) var healed = 0
        /// The CRM has nobody under the number, or the number can't be used.
        package internal(set) var unknown = 0
        /// Nothing that says who is calling decides between several people.
        package internal(set) var ambiguous = 0
        /// A source or the journal failed; the next run tries again.
        package internal(set) var failed = 0

        /// Calls that need no more work.
        package var done: Int { healed + unknown + ambiguous + failed }
    }

    /// A call that was put on a person.
    package struct Healed: Hashable, Sendable {
        /// The call.
        package let call: CallID
        /// The person.
        package let externalID: ExternalID
    }

    /// What a run came to.
    package struct Outcome: Sendable {
        /// The counts.
        package internal(set) var progress = Progress()
        /// Each call that was healed, or would be.
        package internal(set) var healed: [Healed] = []
        /// Why the platform's interactions are not all in it.
        package internal(set) var platformFailure: SourceFailure?
    }

    /// Calls that are worked on at once.
    static let width = 16
    /// Most orphans in one run; the next one takes the others.
    static let most = 100_000

    /// Looks at every orphan since a moment, and goes last wherever a source lets through only so many.
    ///
    /// `tell` is told of each call that is done. Throws where the journal can't be read at all.
    package static func run(
        _ request: Request,
        with parts: BrokerParts,
        tell: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws(JournalFailure) -> Outcome {
        let known = try await parts.records.orphans(since: request.since, limit: most)
        return await Urgency.$current.withValue(.rest) {
            var outcome = Outcome()
            let all = await OrphanList.collect(
                known,
                since: request.since,
                with: parts,
                failure: &outcome.platformFailure
            )
            outcome.progress.found = all.count
            tell(outcome.progress)
            await work(through: all, Healing(request: request, parts: parts), &outcome, tell)
            return outcome
        }
    }

    /// Calls of one number are one piece of work: the CRM is asked once for them.
    private static func work(
        through all: [OrphanList.Item],
        _ healing: Healing,
        _ outcome: inout Outcome,
        _ tell: @Sendable (Progress) -> Void
    ) async {
        await withTaskGroup(of: [Healing.Verdict].self) { group in
            var waiting = OrphanList.byNumber(all)[...]
            for items in waiting.prefix(width) { group.addTask { await healing.heal(items) } }
            waiting = waiting.dropFirst(width)
            for await verdicts in group {
                for verdict in verdicts { outcome.count(verdict) }
                tell(outcome.progress)
                guard !Task.isCancelled, let items = waiting.popFirst() else { continue }
                group.addTask { await healing.heal(items) }
            }
        }
    }
}

extension Reconcile.Outcome {
    fileprivate mutating func count(_ verdict: Healing.Verdict) {
        switch verdict {
        case .healed(let call, let id):
            progress.healed += 1
            healed.append(Reconcile.Healed(call: call, externalID: id))
        case .unknown: progress.unknown += 1
        case .ambiguous: progress.ambiguous += 1
        case .failed: progress.failed += 1
        // Somebody else has put it on a person meanwhile: it was no orphan any more.
        case .settled: progress.found -= 1
        }
    }
}
