package import FoundationEssentials
package import Identity

/// What is held about a person, for that person: in clear, and never without a row in the audit.
package enum ExportPerson {
    /// Rows that are looked through at once.
    package static let page = 200

    /// What the audit keeps of it, before anything is read.
    package static func entry(_ person: Person, by actor: Actor, at now: Date) -> AuditEntry {
        AuditEntry(at: now, actor: actor, kind: .export, field: person.field)
    }
}
