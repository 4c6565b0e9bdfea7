package import Identity

/// Where a Tryton database is, and who we are there.
package struct TrytonConfiguration: Sendable {
    /// The source's name in health, logs and standings.
    package var name = SourceName("tryton")
    /// What its parties' external IDs begin with, where it is the CRM.
    package var prefix = "CRM"
    /// The server with the database's name, such as `https://tryton.example.com/company`.
    package var baseURL: String
    /// A user of the database; its company is the one whose books are read.
    package var user: String
    /// Its password.
    package var password: Secret
    /// In which region national numbers in its records are read.
    package var region = "US"
    /// Time, size, and how many at once.
    package var limits: SourceLimits

    /// A database, as a CRM or as an ERP: that decides how long an answer may take.
    package init(baseURL: String, user: String, password: Secret, limits: SourceLimits) {
        self.baseURL = baseURL
        self.user = user
        self.password = password
        self.limits = limits
    }
}
