package import FoundationEssentials

/// `POST /v1/admin/backup`.
package struct BackupRequest: Codable, Sendable, Hashable {
    /// From the root: an empty file that only the broker's user can read.
    package var path: String

    /// A copy.
    package init(path: String) { self.path = path }
}

/// One line of a backup; the last one is the result.
package struct BackupLine: Codable, Sendable, Hashable {
    /// How far it is.
    package var progress: AdminProgress?
    /// The end.
    package var result: BackupResult?
    /// The end, where it came to nothing.
    package var problem: Problem?

    /// One of them.
    package init(progress: AdminProgress? = nil, result: BackupResult? = nil, problem: Problem? = nil) {
        self.progress = progress
        self.result = result
        self.problem = problem
    }
}

/// How far something is.
package struct AdminProgress: Codable, Sendable, Hashable {
    /// Pages or rows.
    package var done: Int
    /// Of so many.
    package var total: Int

    /// So many of so many.
    package init(done: Int, total: Int) {
        self.done = done
        self.total = total
    }
}

/// A copy of the journal.
package struct BackupResult: Codable, Sendable, Hashable {
    /// From the root.
    package var path: String
    /// Of the moment whose journal it is.
    package var madeAt: Date
    /// When it is deleted.
    package var expires: Date

    /// A copy.
    package init(path: String, madeAt: Date, expires: Date) {
        self.path = path
        self.madeAt = madeAt
        self.expires = expires
    }
}
