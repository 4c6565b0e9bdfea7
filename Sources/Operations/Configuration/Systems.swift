/// Time and number of requests to one system.
package struct SystemLimits: Hashable, Sendable {
    /// For a connection.
    package var connect: Duration
    /// From sending a request to the last byte of its answer.
    package var read: Duration
    /// Requests at once.
    package var concurrent: Int
}

/// The systems that a broker without the sandbox needs.
package struct ConnectedSystems: Hashable, Sendable {
    /// The contact centre.
    package let platform: PlatformSystem
    /// At least one; the first is asked by number.
    package let crms: [CRMSystem]
    /// Where there is one.
    package let erp: ERPSystem?
}

extension Configuration {
    /// The systems, refused where a broker could not work with them.
    package func systems() throws(Refusal) -> ConnectedSystems {
        let mend = "describe it in the configuration, or type `ringside serve --sandbox`"
        guard let platform else {
            throw Refusal(place: "configuration", problem: "`platform` is missing", mend: mend)
        }
        guard !crms.isEmpty else { throw Refusal(place: "configuration", problem: "`crm` is missing", mend: mend) }
        return ConnectedSystems(platform: platform, crms: crms, erp: erp)
    }
}
