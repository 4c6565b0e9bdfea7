package import FoundationEssentials

/// `POST /v1/admin/forget` and `/v1/admin/export`: about whom.
package struct PersonRequest: Codable, Sendable, Hashable {
    /// A number in E.164, or an external ID.
    package var person: String

    /// About somebody.
    package init(person: String) { self.person = person }
}

/// The one line of an erasure.
package struct ForgetLine: Codable, Sendable, Hashable {
    /// The end.
    package var result: ErasureCertificate

    /// The end.
    package init(result: ErasureCertificate) { self.result = result }
}

/// What was erased of a person, for whoever has to prove it.
package struct ErasureCertificate: Codable, Sendable, Hashable {
    /// Nothing else has this name.
    package var certificate: String
    /// When it was done.
    package var at: Date
    /// Masked.
    package var person: String
    /// Rows of the journal.
    package var erased: ErasedRows
    /// Calls that waited in memory for the journal.
    package var inMemory: Int
    /// Nothing of what is gone is left in the write-ahead log.
    package var logEmptied: Bool
    /// Copies of the journal from before, which may hold the person.
    package var backups: [KnownBackup]

    /// A certificate.
    package init(
        certificate: String,
        at: Date,
        person: String,
        erased: ErasedRows,
        inMemory: Int,
        logEmptied: Bool,
        backups: [KnownBackup]
    ) {
        self.certificate = certificate
        self.at = at
        self.person = person
        self.erased = erased
        self.inMemory = inMemory
        self.logEmptied = logEmptied
        self.backups = backups
    }
}

/// Rows that were erased, by what they were.
package struct ErasedRows: Codable, Sendable, Hashable {
    /// Calls of the person, or that named them.
    package var calls: Int
    /// Who these calls were thought to be of.
    package var identifications: Int
    /// Agents' legs.
    package var legs: Int
    /// Work that was left to do.
    package var jobs: Int
    /// Remembered choices.
    package var overrides: Int
    /// Remembered matches.
    package var links: Int

    /// Rows.
    package init(calls: Int, identifications: Int, legs: Int, jobs: Int, overrides: Int, links: Int) {
        self.calls = calls
        self.identifications = identifications
        self.legs = legs
        self.jobs = jobs
        self.overrides = overrides
        self.links = links
    }
}

/// A copy of the journal that is known.
package struct KnownBackup: Codable, Sendable, Hashable {
    /// From the root.
    package var path: String
    /// Of the moment whose journal it is.
    package var madeAt: Date
    /// When it is deleted; null where only a person deletes it.
    @OrNull package var expires: Date?

    /// A copy.
    package init(path: String, madeAt: Date, expires: Date?) {
        self.path = path
        self.madeAt = madeAt
        self.expires = expires
    }
}
