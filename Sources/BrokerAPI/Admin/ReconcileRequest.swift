package import FoundationEssentials

/// `POST /v1/admin/reconcile`.
package struct ReconcileRequest: Codable, Sendable, Hashable {
    /// Calls that began since then.
    package var since: Date
    /// Only says what would be healed.
    package var dryRun: Bool

    /// A run.
    package init(since: Date, dryRun: Bool) {
        self.since = since
        self.dryRun = dryRun
    }
}

/// One line of a reconciliation; the last one is the result.
package struct ReconcileLine: Codable, Sendable, Hashable {
    /// How far it is.
    package var progress: ReconcileCounts?
    /// A call that was put on a person, or would be.
    package var healed: HealedCall?
    /// The end.
    package var result: ReconcileResult?

    /// One of them.
    package init(progress: ReconcileCounts? = nil, healed: HealedCall? = nil, result: ReconcileResult? = nil) {
        self.progress = progress
        self.healed = healed
        self.result = result
    }
}

/// Calls, by what became of them.
package struct ReconcileCounts: Codable, Sendable, Hashable {
    /// Without a person on the platform or in the journal.
    package var found: Int
    /// Put on a person.
    package var healed: Int
    /// The CRM has nobody, or the number can't be used.
    package var unknown: Int
    /// Several people, and nothing decides.
    package var ambiguous: Int
    /// To be tried again.
    package var failed: Int

    /// Calls that need no more work.
    package var done: Int { healed + unknown + ambiguous + failed }

    /// Counts.
    package init(found: Int, healed: Int, unknown: Int, ambiguous: Int, failed: Int) {
        self.found = found
        self.healed = healed
        self.unknown = unknown
        self.ambiguous = ambiguous
        self.failed = failed
    }
}

/// A call that was put on a person.
package struct HealedCall: Codable, Sendable, Hashable {
    /// The platform's key.
    package var interactionId: String
    /// Masked.
    package var externalId: String

    /// A call.
    package init(interactionId: String, externalId: String) {
        self.interactionId = interactionId
        self.externalId = externalId
    }
}

/// What a run came to.
package struct ReconcileResult: Codable, Sendable, Hashable {
    /// The counts.
    package var counts: ReconcileCounts
    /// Nothing was written.
    package var dryRun: Bool
    /// Why the platform's interactions are not all in it; null where they are.
    @OrNull package var platformProblem: String?

    /// A result.
    package init(counts: ReconcileCounts, dryRun: Bool, platformProblem: String?) {
        self.counts = counts
        self.dryRun = dryRun
        self.platformProblem = platformProblem
    }
}
