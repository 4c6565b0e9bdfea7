/// `POST /v1/admin/purge`.
package struct PurgeRequest: Codable, Sendable, Hashable {
    /// Only says what would go.
    package var dryRun: Bool

    /// A purge.
    package init(dryRun: Bool) { self.dryRun = dryRun }
}

/// One line of a purge; the last one is the result.
package struct PurgeLine: Codable, Sendable, Hashable {
    /// How far it is.
    package var progress: AdminProgress?
    /// The end.
    package var result: PurgeResult?

    /// One of them.
    package init(progress: AdminProgress? = nil, result: PurgeResult? = nil) {
        self.progress = progress
        self.result = result
    }
}

/// Rows, by what they are.
package struct PurgeCounts: Codable, Sendable, Hashable {
    /// With their identifications, legs and jobs.
    package var calls: Int
    /// Remembered matches.
    package var links: Int
    /// Remembered choices that have expired.
    package var overrides: Int
    /// Entries of the audit.
    package var audit: Int

    /// All of them.
    package var sum: Int { calls + links + overrides + audit }

    /// Counts.
    package init(calls: Int, links: Int, overrides: Int, audit: Int) {
        self.calls = calls
        self.links = links
        self.overrides = overrides
        self.audit = audit
    }
}

/// What a purge came to.
package struct PurgeResult: Codable, Sendable, Hashable {
    /// What is gone, or would be.
    package var counts: PurgeCounts
    /// Backups that have expired, of which the same is true.
    package var backups: Int
    /// Nothing was purged.
    package var dryRun: Bool
    /// Nothing of what is gone is left in the write-ahead log.
    package var logEmptied: Bool
    /// Why not all of it is gone; null where it is.
    @OrNull package var problem: String?

    /// A result.
    package init(counts: PurgeCounts, backups: Int = 0, dryRun: Bool, logEmptied: Bool, problem: String?) {
        self.counts = counts
        self.backups = backups
        self.dryRun = dryRun
        self.logEmptied = logEmptied
        self.problem = problem
    }
}
