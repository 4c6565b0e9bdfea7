package import Identity

/// Where the contact-centre platform is, with the guide's interface.
package struct GenesysConfiguration: Sendable {
    /// The source's name in health and logs.
    package var name = SourceName("genesys")
    /// Such as `https://api.example.com`.
    package var baseURL: String
    /// Sent as a bearer token; nil sends none.
    package var token: Secret?
    /// Time, size, how many at once, and how many a minute.
    package var limits = SourceLimits.platform

    /// A platform.
    package init(baseURL: String, token: Secret? = nil) {
        self.baseURL = baseURL
        self.token = token
    }
}
