package import FoundationEssentials

/// The answer to `GET /v1/admin/keys`.
package struct KeysAnswer: Codable, Sendable, Hashable {
    /// The current one first.
    package var keys: [KeyView]

    /// Keys.
    package init(keys: [KeyView]) { self.keys = keys }
}

/// A master key.
package struct KeyView: Codable, Sendable, Hashable {
    /// Eight hex digits; tells nothing of the key.
    package var id: String
    /// New rows are sealed under it.
    package var current: Bool
    /// Since when the journal knows it.
    package var since: Date
    /// Rows that are sealed under it.
    package var rows: Int
    /// Backups may hold rows under it.
    package var needed: Bool
    /// When the last of those backups expires; null where none needs it, or one never does.
    @OrNull package var neededUntil: Date?

    /// A key.
    package init(id: String, current: Bool, since: Date, rows: Int, needed: Bool, neededUntil: Date?) {
        self.id = id
        self.current = current
        self.since = since
        self.rows = rows
        self.needed = needed
        self.neededUntil = neededUntil
    }
}

/// One line of a rotation; the last one is the result.
package struct RotationLine: Codable, Sendable, Hashable {
    /// How far it is.
    package var progress: AdminProgress?
    /// The end.
    package var result: RotationResult?
    /// The end, where it was cut short: the next rotation, or the next start, goes on.
    package var problem: Problem?

    /// One of them.
    package init(progress: AdminProgress? = nil, result: RotationResult? = nil, problem: Problem? = nil) {
        self.progress = progress
        self.result = result
        self.problem = problem
    }
}

/// What a rotation came to.
package struct RotationResult: Codable, Sendable, Hashable {
    /// It went on with one that had been cut short.
    package var resumed: Bool
    /// All keys as they are now, the current one first.
    package var keys: [KeyView]
    /// The IDs of those that were thrown away: nothing needed them any more.
    package var dropped: [String]

    /// A result.
    package init(resumed: Bool, keys: [KeyView], dropped: [String]) {
        self.resumed = resumed
        self.keys = keys
        self.dropped = dropped
    }
}
