/// The contact centre.
package struct PlatformSystem: Hashable, Sendable {
    /// Which interface it has.
    package enum Kind: String, Sendable, CaseIterable {
        case genesysGuide = "genesys-guide"
        case genesysCloud = "genesys-cloud"
    }

    /// What that interface needs to be told.
    package enum Interface: Hashable, Sendable {
        case guide(GuidePlatform)
        case cloud(CloudPlatform)
    }

    /// What that interface needs to be told.
    package var interface: Interface
    /// Requests in any 60 s.
    package var requestsPerMinute = 300

    /// Which interface it has.
    package var kind: Kind {
        switch interface {
        case .guide: .genesysGuide
        case .cloud: .genesysCloud
        }
    }
}

/// A platform with the guide's interface.
package struct GuidePlatform: Hashable, Sendable {
    /// Such as `https://api.example.com`.
    package var baseURL: String
    /// Sent as a bearer token; nil sends none.
    package var token: SecretFile?
}

/// An organisation of Genesys Cloud, asked as an OAuth client of the client-credentials grant.
package struct CloudPlatform: Hashable, Sendable {
    /// Where it is.
    package enum Place: Hashable, Sendable {
        /// A region's domain, such as `mypurecloud.ie`.
        case region(String)
        /// A gateway that has both the interface and the login below one address.
        case address(String)
    }

    /// Where it is.
    package var place: Place
    /// The OAuth client.
    package var clientID: String
    /// What proves it.
    package var clientSecret: SecretFile
    /// The name of the external source that holds our IDs.
    package var externalSource = "CRM"
}

extension PlatformSystem {
    /// Where it is asked.
    package var address: String {
        switch interface {
        case .guide(let guide): guide.baseURL
        case .cloud(let cloud):
            switch cloud.place {
            case .region(let domain): "https://api.\(domain)"
            case .address(let address): address
            }
        }
    }
}
