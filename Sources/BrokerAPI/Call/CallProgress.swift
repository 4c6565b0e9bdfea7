package import FoundationEssentials
package import Identity

/// The platform's record.
package struct SyncView: Codable, Sendable, Hashable {
    /// How far the write has come.
    package var state: SyncStatus.State
    /// How often it was tried.
    package var attempts: Int
    /// In words.
    @OrNull package var error: String?
    /// When it is tried again.
    @OrNull package var nextRetryAt: Date?
    /// When it was read back.
    @OrNull package var confirmedAt: Date?

    /// All fields.
    package init(
        state: SyncStatus.State,
        attempts: Int,
        error: String?,
        nextRetryAt: Date?,
        confirmedAt: Date?
    ) {
        self.state = state
        self.attempts = attempts
        self.error = error
        self.nextRetryAt = nextRetryAt
        self.confirmedAt = confirmedAt
    }
}

/// One line of what happened.
package struct TimelineView: Codable, Sendable, Hashable {
    /// When.
    package var at: Date
    /// A stable word.
    package var kind: String
    /// A sentence.
    package var text: String
    /// Milliseconds.
    @OrNull package var tookMs: Int?

    /// All fields.
    package init(
        at: Date,
        kind: String,
        text: String,
        tookMs: Int?
    ) {
        self.at = at
        self.kind = kind
        self.text = text
        self.tookMs = tookMs
    }
}

/// Where the latest switch can be taken back to.
package struct UndoView: Codable, Sendable, Hashable {
    /// The external ID.
    package var to: String
    /// Null while the call lives.
    @OrNull package var until: Date?

    /// All fields.
    package init(
        to: String,
        until: Date?
    ) {
        self.to = to
        self.until = until
    }
}
