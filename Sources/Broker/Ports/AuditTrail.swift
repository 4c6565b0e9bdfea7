package import FoundationEssentials
package import Identity

/// Something that somebody did with personal data; the data itself is not in it.
package struct AuditEntry: Hashable, Sendable {
    /// What was done.
    package enum Kind: String, Sendable, CaseIterable {
        case `switch`
        case undo
        case revocation
        case search
        case reveal
        case export
        case erasure
    }

    /// When.
    package let at: Date
    /// Who; kept as a pseudonym only.
    package let actor: Actor
    /// What.
    package let kind: Kind
    /// Which field, or by what it was searched; never a value.
    package let field: String?

    /// Something done.
    package init(at: Date, actor: Actor, kind: Kind, field: String? = nil) {
        self.at = at
        self.actor = actor
        self.kind = kind
        self.field = field
    }
}

/// A row of the audit, as it is kept.
package struct AuditRow: Hashable, Sendable {
    /// When.
    package let at: Date
    /// The same for the same actor; tells nobody who does not have the keys who that is.
    package let pseudonym: String
    /// What was done.
    package let kind: AuditEntry.Kind
    /// Which field.
    package let field: String?

    /// A row.
    package init(at: Date, pseudonym: String, kind: AuditEntry.Kind, field: String?) {
        self.at = at
        self.pseudonym = pseudonym
        self.kind = kind
        self.field = field
    }
}

/// The journal as an audit: what is in it is never changed, and forgotten only by its age.
package protocol AuditTrail: Sendable {
    /// Keeps an entry that belongs to no decision about a call; on disk when this returns.
    func record(_ entry: AuditEntry) async throws(JournalFailure)

    /// Entries since a moment, newest first.
    func audit(since: Date, limit: Int) async throws(JournalFailure) -> [AuditRow]
}
