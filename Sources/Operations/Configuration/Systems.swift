/// The contact centre.
package struct PlatformSystem: Hashable, Sendable {
    /// Which interface it has.
    package enum Kind: String, Sendable, CaseIterable {
        case genesysGuide = "genesys-guide"
    }

    /// Which interface it has.
    package var kind = Kind.genesysGuide
    /// Such as `https://api.example.com`.
    package var baseURL: String
    /// What we are called there.
    package var clientID: String?
    /// Sent as a bearer token with the guide's interface; nil sends none.
    package var clientSecret: SecretFile?
    /// Requests in any 60 s.
    package var requestsPerMinute = 300
}

/// Time and number of requests to one system.
package struct SystemLimits: Hashable, Sendable {
    /// For a connection.
    package var connect: Duration
    /// From sending a request to the last byte of its answer.
    package var read: Duration
    /// Requests at once.
    package var concurrent: Int
}

/// A CRM.
package struct CRMSystem: Hashable, Sendable {
    /// Which vendor's interface it has.
    package enum Kind: String, Sendable, CaseIterable {
        case salesforce
    }

    /// Which field of a person holds what; nil is not asked for.
    package struct Fields: Hashable, Sendable {
        /// What stands behind the prefix in external IDs.
        package var id = "Id"
        /// Every field that may hold a number.
        package var number = ["Phone", "MobilePhone", "HomePhone", "OtherPhone"]
        /// The loyalty tier.
        package var tier: String? = "Loyalty_Tier__c"
        /// `personal` or `business`.
        package var kind: String? = "Contact_Kind__c"
        /// The account number in the ERP.
        package var erp: String? = "Account.ERP_Number__c"
        /// A date or a time.
        package var lastContact: String? = "LastActivityDate"
    }

    /// Which vendor's interface it has.
    package var kind = Kind.salesforce
    /// What its external IDs begin with: two to twelve capitals.
    package var prefix = "CRM"
    /// Such as `https://acme.my.salesforce.com`.
    package var baseURL: String
    /// Such as `62.0`.
    package var apiVersion = "62.0"
    /// What we are called there (client-credentials grant).
    package var clientID: String
    /// What proves it.
    package var clientSecret: SecretFile
    /// Which field holds what.
    package var fields = Fields()
    /// Time and number of requests.
    package var limits = SystemLimits(connect: .seconds(1), read: .seconds(3), concurrent: 32)
}

/// An ERP.
package struct ERPSystem: Hashable, Sendable {
    /// Which vendor's interface it has.
    package enum Kind: String, Sendable, CaseIterable {
        case sap
    }

    /// Which vendor's interface it has.
    package var kind = Kind.sap
    /// What its account numbers begin with where they stand as external IDs.
    package var prefix = "ERP"
    /// Such as `https://s4.example.com`.
    package var baseURL: String
    /// Where the business-partner service is.
    package var businessPartnerPath = "/sap/opu/odata/sap/API_BUSINESS_PARTNER"
    /// Three digits; nil is the system's default.
    package var client: String?
    /// The communication user.
    package var user: String
    /// Its password.
    package var password: SecretFile
    /// Time and number of requests.
    package var limits = SystemLimits(connect: .seconds(1), read: .seconds(10), concurrent: 32)
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
